// The JSON face of an explanation, for every shipped rule: the shape of a CDS Hooks card, nothing that
// alarms, no number but those of the rule, nobody's name.
#include "forms/suggestion_card.h"

#include "api/suggestion_cards.h"
#include "rules/explanation.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>

namespace prevenance::api {
namespace {

using Json = nlohmann::json;

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

// One finding of the rule, with two pieces of evidence and every value that its sentence may name.
struct Carded {
    Carded(const Services& services, const rules::Rule& rule, Date today) {
        const auto subject = rule.level == RuleLevel::individual ? Finding::Subject{EmployeeId{}} : TeamId{};
        FactId fact;
        fact.bytes[0] = 1;
        std::map<std::string, int> counted{{"count", 2}};
        for (const auto* name :
             {"days", "days_left", "entries", "exits", "headcount", "per_mille", "previous_per_mille",
              "before", "accidents", "per_thousand", "hours", "ratio", "figure", "per"})
            counted[name] = 7;
        finding = Finding::make(
            rule.identity, rule.family, rule.level, subject, day("2026-03-02"),
            {{{fact}, "OBS_RETARD", day("2026-01-05"), std::nullopt},
             {{}, "SORTIE", day("2026-02-01"), day("2026-02-01")}},
            counted, rule.family == RuleFamily::legal ? std::optional{day("2026-03-10")} : std::nullopt);
        rules::Surroundings around;
        around.stops_on = day("2026-06-01");
        around.origins[fact] = {rules::Origin::Kind::noted, day("2026-01-06")};
        around.disappearance.ways = {{finding->evidence().front()}};
        explanation = rules::explain(*finding, rule, services.signals, around);
        json = Json::parse(forms::card_json(explanation_card(*finding, explanation, today)));
    }

    std::optional<Finding> finding;
    rules::Explanation explanation;
    Json json;
};

std::size_t characters(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void walk(const Json& json, const std::function<void(const Json&)>& visit) {
    visit(json);
    if (!json.is_structured()) return;
    for (const auto& part : json) walk(part, visit);
}

TEST(EveryRuleAsACard, has_the_shape_of_cds_hooks_and_never_says_critical) {
    TestInstance instance;
    for (const auto& rule : instance.services().rules.rules()) {
        const Carded card{instance.services(), rule, day("2026-03-02")};
        const auto& json = card.json;
        EXPECT_TRUE(json.at("summary").is_string());
        EXPECT_LT(characters(json.at("summary").get<std::string>()), 140U);
        EXPECT_EQ(json.at("indicator"), "info") << rule.identity.id;
        EXPECT_FALSE(json.at("detail").get<std::string>().empty());
        EXPECT_TRUE(json.at("source").at("label").is_string());
        EXPECT_TRUE(json.at("source").at("topic").at("code").is_string());
        EXPECT_EQ(json.at("source").contains("url"), !rule.source.articles.empty());
        EXPECT_TRUE(json.at("suggestions").is_array());
        EXPECT_TRUE(json.at("links").is_array());
        EXPECT_EQ(json.dump().find("critical"), std::string::npos);
    }
}

TEST(EveryRuleAsACard, carries_the_whole_explanation) {
    TestInstance instance;
    for (const auto& rule : instance.services().rules.rules()) {
        const Carded card{instance.services(), rule, day("2026-03-02")};
        const auto& whole = card.json.at("extension").at("prevenance.explanation");
        EXPECT_EQ(whole.at("facts").size(), 2U);
        EXPECT_EQ(whole.at("facts")[0].at("start"), "2026-01-05");
        EXPECT_EQ(whole.at("facts")[0].at("origins")[0].at("kind"), "noted");
        EXPECT_EQ(whole.at("facts")[0].at("origins")[0].at("recorded_on"), "2026-01-06");
        EXPECT_EQ(whole.at("rule").at("content_hash"), rule.identity.content_hash);
        EXPECT_EQ(whole.at("rule").at("version"), rule.identity.version);
        EXPECT_EQ(whole.at("thresholds").size(), rule.thresholds.size());
        for (const auto& threshold : whole.at("thresholds")) {
            EXPECT_TRUE(threshold.at("set_on").is_null()) << "nobody has set it";
            EXPECT_TRUE(threshold.at("set_text").get<std::string>().starts_with("valeur du produit"));
            EXPECT_EQ(threshold.at("configurable"), threshold.at("min") != threshold.at("max"));
        }
        EXPECT_EQ(whole.at("law").is_null(), rule.source.kind == rules::Source::Kind::convention);
        if (!rule.source.articles.empty()) {
            const auto& first = rule.source.articles.front();
            EXPECT_EQ(whole.at("law").at("version"), iso_date(*first.version)) << rule.identity.id;
            EXPECT_EQ(whole.at("law").at("also").size(), rule.source.articles.size() - 1) << rule.identity.id;
        }
        EXPECT_EQ(whole.at("stops_on"), "2026-06-01");
        EXPECT_EQ(whole.at("without_these_facts")[0][0].at("facts").size(), 1U);
        EXPECT_FALSE(whole.at("unknown").get<std::string>().empty());
    }
}

// The address of a version is made of the identifier that config/law/articles.json holds for it.
TEST(EveryRuleAsACard, leads_to_the_very_version_of_the_article) {
    TestInstance instance;
    std::ifstream file{std::filesystem::path(PREVENANCE_SOURCE_DIR) / "config/law/articles.json"};
    const auto articles = Json::parse(file).at("articles");
    int legal = 0;
    for (const auto& rule : instance.services().rules.rules()) {
        if (rule.source.articles.empty()) continue;
        ++legal;
        const auto law = Carded{instance.services(), rule, day("2026-03-02")}
                             .json.at("extension")
                             .at("prevenance.explanation")
                             .at("law");
        auto cited = law.at("also");
        cited.push_back(law);
        for (const auto& article : cited) {
            const auto& known = articles.at(article.at("article").get<std::string>());
            EXPECT_EQ(article.at("url"),
                      "https://www.legifrance.gouv.fr/codes/article_lc/" + known.at("id").get<std::string>())
                << article;
            EXPECT_EQ(article.at("version"), known.at("version_start"));
        }
    }
    EXPECT_EQ(legal, 9);
}

TEST(EveryRuleAsACard, holds_no_number_but_those_of_the_rule) {
    TestInstance instance;
    for (const auto& rule : instance.services().rules.rules()) {
        const Carded card{instance.services(), rule, day("2026-03-02")};
        std::set<int> allowed;
        for (const auto& threshold : rule.thresholds)
            allowed.insert({threshold.value, threshold.min, threshold.max});
        walk(card.json, [&](const Json& part) {
            EXPECT_TRUE(!part.is_number() || allowed.contains(part.get<int>()))
                << rule.identity.id << " " << part;
        });
        for (const auto* never : {"score", "rank", "weight", "risk", "severity"})
            EXPECT_EQ(card.json.dump().find(std::string{"\""} + never), std::string::npos) << never;
    }
}

TEST(EveryRuleAsACard, only_an_overdue_duty_of_the_employer_warns) {
    TestInstance instance;
    for (const auto& rule : instance.services().rules.rules()) {
        const Carded late{instance.services(), rule, day("2026-03-11")};
        EXPECT_EQ(late.json.at("indicator"), rule.family == RuleFamily::legal ? "warning" : "info")
            << rule.identity.id;
    }
}

TEST(StoredSuggestionAsACard, links_to_its_page_says_the_import_and_names_nobody) {
    EmployerCase given;
    given.add_three_absences(given.employee);
    given.add_signal(given.employee, "CHANGEMENT_ORGANISATION", "2026-03-02");
    given.screen();
    const auto id = given.suggestions().at(0).id;
    const auto key = given.instance.add_api_key(given.referent_account);
    const auto reply = call_api(given.instance, key, "GET", "/api/v1/suggestions/" + id.text());
    ASSERT_EQ(reply.status, 200);
    const auto json = Json::parse(reply.body);
    EXPECT_EQ(json.at("uuid"), id.text());
    EXPECT_TRUE(json.at("links")[0].at("url").get<std::string>().ends_with("/suggestions/" + id.text()));
    const auto& whole = json.at("extension").at("prevenance.explanation");
    EXPECT_EQ(whole.at("facts")[0].at("origin_text"), "enregistrée le 6 janv. 2026");
    EXPECT_EQ(whole.at("without_these_facts").size(), 3U) << "three facts, each of which it needs";
    ASSERT_EQ(whole.at("also_noted").size(), 2U) << "the three began on a Monday, and something changed";
    EXPECT_EQ(whole.at("also_noted")[0].at("rule"), "S2");
    EXPECT_EQ(whole.at("also_noted")[1].at("rule"), "S9");
    for (const auto* name : {"Camille", "Durand", "00042", "referente"})
        EXPECT_EQ(reply.body.find(name), std::string::npos) << name;
}

}  // namespace
}  // namespace prevenance::api

#include "tests/rules/random_rules.h"

#include "rules/predicates/catalogue.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace prevenance::rules {

int between(int least, int most) {
    return *rc::gen::inRange(least, most + 1);
}

Date random_origin() {
    return *parse_iso_date("2024-01-01");
}

namespace {

using Codes = std::vector<std::string>;

Codes some_of(const Codes& codes) {
    Codes some;
    for (const auto& code : codes)
        if (between(0, 1) == 0) some.push_back(code);
    return some.empty() ? Codes{codes.front()} : some;
}

// Numbers about as large as what happens, so that both answers are common.
int random_value(const Parameter& parameter, bool many) {
    struct Range {
        int least;
        int most;
    };
    static const std::map<std::string_view, Range> ranges{
        {"within", {1, 400}},
        {"compared_with", {1, 400}},
        {"longest", {1, 40}},
        {"shortest", {1, 30}},
        {"gap", {0, 5}},
        {"apart", {0, 40}},
        {"reaches", {0, 90}},
        {"due_after", {0, 10}},
        {"shown_late", {0, 120}},
        {"shown", {0, 90}},
        {"shown_before", {0, 180}},
        {"after", {1, 60}},
        {"months", {0, 4}},
        {"days", {0, 20}},
        {"seniority", {1, 500}},
        {"spells", {1, 2}},
        {"least_headcount", {0, 8}},
        {"least_entries", {0, 3}},
        {"least_per", {0, 400}},
        {"at_most", {0, 200}},
    };
    if (const auto range = ranges.find(parameter.name); range != ranges.end())
        return between(range->second.least, range->second.most);
    if (parameter.name == "scale") return *rc::gen::element(1, 100, 1000, 1'000'000);
    if (parameter.unit == Unit::families) return between(1, 3);
    if (parameter.unit == Unit::spells) return between(1, 5);
    if (parameter.unit == Unit::per_mille) return between(1, 300);
    if (parameter.unit == Unit::count) return between(1, 300);
    return between(1, many ? 320 : 6);
}

const Codes visits{"VISITE_2_ANS", "VISITE_3_ANS", "VISITE_5_ANS"};

void add_milestones(Condition& asked) {
    const auto name = asked.predicate->name;
    if (name == "mid_career_due") {
        asked.codes = {"MI_CARRIERE_OUVERTE"};
        asked.others = {"MI_CARRIERE"};
    } else if (name == "not_followed") {
        asked.codes = some_of({"MESURES_RECUES", "MI_CARRIERE"});
        asked.others = some_of({"MESURES_REPONDUES", "ENTRETIEN_PARCOURS"});
    } else {
        asked.codes = some_of(visits);
        if (name != "follow_up_due") return;
        for (const auto& visit : visits)
            if (std::ranges::find(asked.codes, visit) == asked.codes.end()) asked.others.push_back(visit);
    }
}

void add_families(Condition& asked) {
    asked.families = {{"OBS_RETARD"}, {"TENSIONS"}, {"DEMANDE_HORAIRES", "OBS_POSITIF"}};
    for (const auto& family : asked.families)
        asked.codes.insert(asked.codes.end(), family.begin(), family.end());
}

void add_codes(Condition& asked) {
    switch (asked.predicate->counts) {
        case Counts::absences:
            asked.codes = some_of({"MALADIE", "IMPREVUE"});
            break;
        case Counts::observations:
            if (asked.predicate->name == "families_together") return add_families(asked);
            asked.codes = asked.predicate->level() == RuleLevel::team
                              ? some_of({"EQUIPE_PLANNING", "EQUIPE_TENSIONS"})
                              : some_of({"OBS_RETARD", "TENSIONS", "DEMANDE_HORAIRES"});
            break;
        case Counts::legal_stops:
            asked.codes = some_of({"MALADIE", "AT", "MP", "REPRISE"});
            break;
        case Counts::milestones:
            return add_milestones(asked);
        case Counts::memberships:
            break;
        case Counts::figures:
            asked.codes = {*rc::gen::element<std::string>("RECLAMATIONS", "SANS_REUNION")};
            break;
        case Counts::team_stops:
            asked.codes = some_of({"MALADIE", "IMPREVUE", "AT"});
            break;
    }
    if (!asked.predicate->other_codes.empty()) asked.others = {"HEURES_TRAVAILLEES"};
}

Condition question_of(const Predicate& predicate) {
    Condition asked;
    asked.predicate = &predicate;
    add_codes(asked);
    return asked;
}

void add_number(Rule& rule, Condition& asked, Unit unit, int value) {
    const auto name = "t" + std::to_string(rule.thresholds.size());
    rule.thresholds.push_back({name, value, 0, 2'000'000, unit});
    asked.thresholds.push_back(name);
}

Condition random_question(Rule& rule, bool many) {
    std::vector<const Predicate*> fitting;
    for (const Predicate* each : predicates())
        if (each->family == rule.family && each->level() == rule.level) fitting.push_back(each);
    Condition asked = question_of(**rc::gen::elementOf(fitting));
    for (const Parameter& parameter : asked.predicate->parameters)
        add_number(rule, asked, parameter.unit, random_value(parameter, many));
    return asked;
}

int small_value(const Parameter& parameter) {
    if (parameter.name == "within" || parameter.name == "compared_with") return between(1, 150);
    if (parameter.name == "longest" || parameter.name == "reaches") return between(1, 14);
    if (parameter.name == "shortest") return between(1, 6);
    if (parameter.name == "apart") return 7 * between(0, 2);
    if (parameter.unit == Unit::spells || parameter.unit == Unit::facts) return between(1, 3);
    if (parameter.name == "after") return between(1, 14);
    if (parameter.name == "least_headcount") return between(0, 4);
    return random_value(parameter, false);
}

std::optional<std::string> random_earlier(const Rule& rule, const std::vector<Rule>& earlier) {
    Codes fitting;
    for (const Rule& each : earlier)
        if (each.family == rule.family &&
            (rule.level == RuleLevel::individual || each.level == RuleLevel::team))
            fitting.push_back(each.identity.id);
    if (fitting.empty()) return std::nullopt;
    return *rc::gen::elementOf(fitting);
}

Condition random_condition(Rule& rule, const std::vector<Rule>& earlier, bool many, int depth) {
    const int kind = between(0, 9);
    const auto named = kind < 2 ? random_earlier(rule, earlier) : std::nullopt;
    if (named) {
        Condition condition;
        condition.kind = Condition::Kind::rule;
        condition.rule = *named;
        return condition;
    }
    if (kind < 6 || depth == 3) return random_question(rule, many);
    Condition group;
    group.kind = kind < 8 ? Condition::Kind::any : Condition::Kind::all;
    const int parts = between(1, 3);
    for (int i = 0; i < parts; ++i) group.parts.push_back(random_condition(rule, earlier, many, depth + 1));
    return group;
}

// Cheap randomness for histories of hundreds of facts.
class Dice {
public:
    Dice() : state_(static_cast<std::uint32_t>(between(1, 1'000'000'000))) {}

    int below(std::uint32_t limit) {
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<int>((state_ >> 8U) % limit);
    }
    bool one_in(std::uint32_t times) { return below(times) == 0; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<std::uint32_t>(list.size())))];
    }

private:
    std::uint32_t state_;
};

// Often the last or the first day of a month, or 29 February.
Date awkward_day(Dice& dice, Date from, int days) {
    const Date day = from + Days{dice.below(static_cast<std::uint32_t>(days))};
    const std::chrono::year_month_day civil{day};
    if (dice.one_in(6)) return Date{civil.year() / civil.month() / std::chrono::last};
    if (dice.one_in(8)) return Date{civil.year() / civil.month() / 1};
    if (dice.one_in(30)) return Date{std::chrono::year{2024} / 2 / 29};
    return day;
}

const std::map<std::string_view, bool> stretches{
    {"MALADIE", true}, {"IMPREVUE", true}, {"AT", true}, {"MP", true}, {"REPRISE", true}};

const std::array<const char*, 19> every_code{"MALADIE",
                                             "MALADIE",
                                             "MALADIE",
                                             "IMPREVUE",
                                             "AT",
                                             "MP",
                                             "REPRISE",
                                             "OBS_RETARD",
                                             "OBS_RETARD",
                                             "TENSIONS",
                                             "OBS_POSITIF",
                                             "DEMANDE_HORAIRES",
                                             "VISITE_2_ANS",
                                             "VISITE_3_ANS",
                                             "VISITE_5_ANS",
                                             "MI_CARRIERE_OUVERTE",
                                             "MI_CARRIERE",
                                             "MESURES_RECUES",
                                             "MESURES_REPONDUES"};

// Beginning inside, right after or a few days after one that is there already.
Date beside(Dice& dice, const std::vector<Fact>& facts, Date otherwise) {
    const Fact& other = dice.one_of(facts);
    if (!stretches.contains(other.code) || !other.end) return otherwise;
    return *other.end + Days{dice.below(8) - 1};
}

Fact random_fact(Dice& dice, const char* code, const std::vector<Fact>& before) {
    Fact fact;
    for (auto& byte : fact.id.bytes) byte = static_cast<std::uint8_t>(dice.below(256));
    fact.code = code;
    const bool stretch = stretches.contains(fact.code);
    const bool long_ago = fact.code.starts_with("VISITE") || fact.code == "MI_CARRIERE_OUVERTE";
    fact.start = awkward_day(dice, random_origin() - Days{long_ago ? 1500 : 0}, long_ago ? 1900 : 500);
    // The same day, or the same day of the week.
    if (!before.empty() && dice.one_in(3)) fact.start = dice.one_of(before).start + Days{7 * dice.below(3)};
    if (stretch && !before.empty() && dice.one_in(3)) fact.start = beside(dice, before, fact.start);
    if (stretch && !dice.one_in(10))
        fact.end = fact.start + Days{dice.one_in(6) ? dice.below(200) : dice.below(12)};
    if (fact.code == "MI_CARRIERE_OUVERTE" && !dice.one_in(10))
        fact.end = fact.start + Days{dice.below(1095)};
    if (stretch && dice.one_in(40)) fact.end = fact.start - Days{dice.below(5)};
    if (!stretch && dice.one_in(40)) fact.end = fact.start + Days{dice.below(20)};
    fact.recorded_on = fact.start + Days{dice.one_in(5) ? dice.below(400) - 20 : 0};
    return fact;
}

TeamFigure random_figure(Dice& dice) {
    static const std::array<const char*, 13> codes{
        "RECLAMATIONS",         "RECLAMATIONS",  "RECLAMATIONS",       "SANS_REUNION",
        "SANS_REUNION",         "SANS_REUNION",  "HEURES_TRAVAILLEES", "HEURES_TRAVAILLEES",
        "HEURES_TRAVAILLEES",   "INTERVENTIONS", "VISITES_DEMANDEES",  "AMENAGEMENTS_PRECONISES",
        "AMENAGEMENTS_REALISES"};
    TeamFigure figure;
    figure.code = dice.one_of(codes);
    const auto month = std::chrono::year{2024} / 1 + std::chrono::months{dice.below(14)};
    figure.from = Date{month / 1};
    figure.to = Date{month / std::chrono::last};
    if (dice.one_in(5)) figure.from = Date{(month - std::chrono::months{2}) / 1};
    figure.count = dice.below(figure.code == "HEURES_TRAVAILLEES" ? 2000U : 12U);
    figure.recorded_on = figure.to + Days{dice.one_in(4) ? dice.below(90) - 10 : 1};
    return figure;
}

}  // namespace

Rule random_rule_of(const Predicate& predicate) {
    Rule rule;
    rule.identity.id = "R0";
    rule.family = predicate.family;
    rule.level = predicate.level();
    rule.when = question_of(predicate);
    for (const Parameter& parameter : predicate.parameters)
        add_number(rule, rule.when, parameter.unit, small_value(parameter));
    return rule;
}

std::vector<Rule> random_rules(bool many) {
    std::vector<Rule> rules;
    const int count = between(1, 12);
    for (int i = 0; i < count; ++i) {
        Rule rule;
        rule.identity.id = "R" + std::to_string(i);
        const int kind = between(0, 5);
        rule.family = kind < 2 ? RuleFamily::legal : RuleFamily::signal;
        rule.level = kind == 2 ? RuleLevel::team : RuleLevel::individual;
        rule.when = random_condition(rule, rules, many, 1);
        if (between(0, 3) == 0) rule.unless = random_condition(rule, rules, many, 1);
        rules.push_back(std::move(rule));
    }
    return rules;
}

Timeline random_history(int facts, const std::vector<std::string>& codes) {
    Dice dice;
    Timeline timeline{{}, awkward_day(dice, random_origin() - Days{1000}, 1300), {}, {}};
    if (dice.one_in(4)) timeline.exit = timeline.entry + Days{dice.below(1500)};
    for (int i = 0; i < facts; ++i)
        timeline.facts.push_back(random_fact(
            dice, codes.empty() ? dice.one_of(every_code) : dice.one_of(codes).c_str(), timeline.facts));
    return timeline;
}

TeamTimeline random_team() {
    static const std::array<const char*, 3> codes{"MALADIE", "IMPREVUE", "AT"};
    Dice dice;
    TeamTimeline team;
    const int members = dice.one_in(3) ? 11 + dice.below(20) : dice.below(14);
    for (int i = 0; i < members; ++i) {
        Membership member{{}, awkward_day(dice, random_origin() - Days{500}, 800), {}};
        if (dice.one_in(2)) member.exit = member.entry + Days{dice.below(700)};
        const int facts = dice.below(8);
        for (int k = 0; k < facts; ++k)
            member.facts.push_back(random_fact(dice, dice.one_of(codes), member.facts));
        team.members.push_back(std::move(member));
    }
    static const std::array<const char*, 3> signals{"EQUIPE_PLANNING", "EQUIPE_TENSIONS", "EQUIPE_POSITIF"};
    const int seen = dice.below(10);
    for (int i = 0; i < seen; ++i) team.facts.push_back(random_fact(dice, dice.one_of(signals), team.facts));
    const int figures = dice.below(40);
    for (int i = 0; i < figures; ++i) team.figures.push_back(random_figure(dice));
    return team;
}

}  // namespace prevenance::rules

// Every question says on which days its answer may change. The law: on a day that no rule lists, and on which
// no fact begins or becomes known, each decision is that of the day before. Histories are drawn by lot from a
// fixed seed, so that a failure comes back; a rule that never held in them would prove nothing and fails.
#include "rules/engine.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace prevenance::rules {
namespace {

const Date origin = *parse_iso_date("2024-12-20");

// The questions that no shipped rule asks.
constexpr std::string_view author_head = R"(version: "1"
family: signal
level: individual
title: Une règle à vous
sentence: Une phrase.
unknown: Ce qu’on ne sait pas.
source: { kind: convention, text: une convention. }
)";

std::string author_rule(std::string_view id, std::string_view thresholds, std::string_view when) {
    return "rule: " + std::string(id) + "\n" + std::string(author_head) + "thresholds: { " +
           std::string(thresholds) + " }\nwhen: { " + std::string(when) + " }\n";
}

std::string number(std::string_view name, int value, std::string_view unit) {
    const auto text = std::to_string(value);
    return std::string(name) + ": { value: " + text + ", min: " + text + ", max: " + text +
           ", unit: " + std::string(unit) + " }";
}

std::vector<RuleText> author_rules() {
    const auto short_one = number("d", 7, "days");
    const auto window = number("w", 60, "days");
    return {{"A1", author_rule("A1", window + ", " + number("n", 2, "families"),
                               "families_together: { families: [ways_of_working, relations, requests], "
                               "within: w, at_least: n }")},
            {"A2", author_rule("A2",
                               number("s", 1, "days") + ", " + short_one + ", " + window + ", " +
                                   number("n", 2, "facts"),
                               "counted_absences: { codes: [MALADIE], shortest: s, longest: d, within: w, "
                               "at_least: n }")},
            {"A3", author_rule("A3", window + ", " + number("n", 20, "days"),
                               "absence_days: { codes: [MALADIE, IMPREVUE], within: w, at_least: n }")},
            {"A4", author_rule("A4", short_one + ", " + window + ", " + number("n", 2, "facts"),
                               "more_absences_than_before: { codes: [MALADIE, IMPREVUE], longest: d, within: "
                               "w, at_least: n }")},
            {"A5", author_rule("A5", window + ", " + number("n", 2, "facts"),
                               "more_than_before: { codes: [OBS_RETARD], within: w, compared_with: w, "
                               "at_least: n }")}};
}

// The shipped rules with the least numbers their bounds allow, and for small teams, so that chance meets
// them.
void ease(Rule& rule) {
    for (Threshold& threshold : rule.thresholds) {
        if (threshold.unit == Unit::persons)
            threshold.value = 2;
        else if (threshold.name == "least_per")
            threshold.value = 1;
        else if (threshold.unit != Unit::days)
            threshold.value = threshold.min;
    }
}

const RuleSet& every_rule() {
    static const RuleSet set = [] {
        auto texts = shipped_rule_texts();
        for (auto& text : author_rules()) texts.push_back(std::move(text));
        std::vector<Rule> rules;
        for (const auto& text : texts) {
            auto rule = read_rule(text, shipped_catalogue(), test_hash);
            if (!rule) throw std::runtime_error(rule.error().detail);
            ease(*rule);
            rules.push_back(std::move(*rule));
        }
        return std::move(*RuleSet::make(std::move(rules)));
    }();
    return set;
}

class Lot {
public:
    explicit Lot(unsigned seed) : engine_(seed) {}
    int in(int first, int last) { return std::uniform_int_distribution(first, last)(engine_); }
    bool once_in(int times) { return in(1, times) == 1; }
    template <class Items>
    const auto& of(const Items& items) {
        return items[static_cast<std::size_t>(in(0, static_cast<int>(items.size()) - 1))];
    }

private:
    std::mt19937 engine_;
};

Fact fact_by(Lot& lot, const std::vector<std::string>& codes) {
    const std::set<std::string> spans{"MALADIE", "IMPREVUE", "AT", "MP", "REPRISE", "MI_CARRIERE_OUVERTE"};
    Fact fact;
    for (auto& byte : fact.id.bytes) byte = static_cast<std::uint8_t>(lot.in(0, 255));
    fact.code = lot.of(codes);
    // Often a Monday: the same day of the week would be rare by chance.
    fact.start = origin + Days{lot.once_in(2) ? lot.in(0, 240) : 3 + 7 * lot.in(0, 33)};
    if (spans.contains(fact.code) && !lot.once_in(8))
        fact.end = fact.start + Days{lot.once_in(6) ? lot.in(0, 90) : lot.in(0, 8)};
    fact.recorded_on = fact.start + Days{lot.once_in(4) ? lot.in(0, 60) : 0};
    return fact;
}

Timeline person_by(Lot& lot) {
    static const std::vector<std::string> codes{"MALADIE",
                                                "MALADIE",
                                                "MALADIE",
                                                "IMPREVUE",
                                                "AT",
                                                "MP",
                                                "REPRISE",
                                                "OBS_RETARD",
                                                "OBS_RETARD",
                                                "OBS_ANNUL_TARDIVE",
                                                "TENSIONS",
                                                "DEMANDE_HORAIRES",
                                                "SOUHAITE_ECHANGE",
                                                "FIN_AMENAGEMENT",
                                                "VISITE_2_ANS",
                                                "VISITE_5_ANS",
                                                "MI_CARRIERE",
                                                "ENTRETIEN_PARCOURS",
                                                "MESURES_RECUES",
                                                "MESURES_REPONDUES",
                                                "ACCIDENT_OU_PRESQUE",
                                                "MI_CARRIERE_OUVERTE"};
    Timeline timeline{{}, origin + Days{lot.in(-300, 200)}, {}, {}};
    if (lot.once_in(4)) timeline.exit = timeline.entry + Days{lot.in(0, 900)};
    for (int left = lot.in(0, 30); left > 0; --left) timeline.facts.push_back(fact_by(lot, codes));
    return timeline;
}

TeamFigure figure_by(Lot& lot) {
    static const std::vector<std::pair<std::string, int>> kinds{
        {"HEURES_TRAVAILLEES", 9000},   {"INTERVENTIONS", 900},      {"RECLAMATIONS", 9},
        {"CHANGEMENTS_TARDIFS", 90},    {"SANS_REUNION", 6},         {"VISITES_DEMANDEES", 2},
        {"AMENAGEMENTS_PRECONISES", 9}, {"AMENAGEMENTS_REALISES", 5}};
    const auto& [code, most] = lot.of(kinds);
    const Date from = add_months(first_of_month(origin), Months{lot.in(0, 8)});
    const Date to = add_months(from, Months{1}) - Days{1};
    return {code, from, to, lot.in(0, most), to + Days{lot.once_in(3) ? lot.in(0, 60) : 0}};
}

std::vector<std::string> signals_about_a_team() {
    std::vector<std::string> codes;
    for (const auto& type : shipped_catalogue().all())
        if (type.level == RuleLevel::team) codes.push_back(type.code);
    return codes;
}

TeamTimeline team_by(Lot& lot) {
    static const std::vector<std::string> codes{"MALADIE", "MALADIE", "IMPREVUE", "AT"};
    TeamTimeline team;
    for (int left = lot.in(2, 7); left > 0; --left) {
        Membership member{{}, origin + Days{lot.once_in(2) ? -1000 : lot.in(0, 200)}, {}, {}};
        if (lot.once_in(3)) member.exit = member.entry + Days{lot.in(0, 1300)};
        for (int facts = lot.in(0, 8); facts > 0; --facts) member.facts.push_back(fact_by(lot, codes));
        team.members.push_back(std::move(member));
    }
    static const auto signals = signals_about_a_team();
    for (int left = lot.in(0, 12); left > 0; --left) team.facts.push_back(fact_by(lot, signals));
    for (int left = lot.in(0, 40); left > 0; --left) team.figures.push_back(figure_by(lot));
    return team;
}

template <class AnswerType, class Subject>
void collect(const PlannedCondition& condition, const Subject& subject, std::vector<DayNumber>& days) {
    if (condition.kind == Condition::Kind::question)
        if (const auto* answer = std::get_if<AnswerType>(&condition.predicate->answer))
            answer->turns(condition.question, subject, days);
    for (const auto& part : condition.parts) collect<AnswerType>(part, subject, days);
}

void add_fact_days(CodedFacts facts, std::vector<DayNumber>& days) {
    for (const CodedFact& fact : facts) days.insert(days.end(), {fact.start, fact.recorded_on});
}

// Which days each rule may turn on, by the place of the rule.
using TurningDays = std::vector<std::set<DayNumber>>;

template <class AnswerType, class Subject>
TurningDays turning_days_of(const Subject& subject, const std::vector<DayNumber>& of_facts) {
    TurningDays turning;
    for (std::size_t rule = 0; rule < every_rule().rules().size(); ++rule) {
        auto days = of_facts;
        collect<AnswerType>(every_rule().planned(rule).when, subject, days);
        turning.emplace_back(days.begin(), days.end());
    }
    return turning;
}

class Watch {
public:
    explicit Watch(const TurningDays& turning) : turning_(turning) {}

    void day(Date date, std::uint64_t decision, const std::string& history, std::uint64_t& ever_held) {
        const auto changed = first_ ? 0 : decision ^ last_;
        for (std::size_t rule = 0; rule < turning_.size(); ++rule)
            EXPECT_TRUE((changed >> rule & 1U) == 0 || turning_[rule].contains(day_number(date)))
                << every_rule().rules()[rule].identity.id << " turns on " << iso_date(date) << " in "
                << history;
        first_ = false;
        last_ = decision;
        ever_held |= decision;
    }

private:
    const TurningDays& turning_;
    bool first_ = true;
    std::uint64_t last_ = 0;
};

void expect_every_rule_held(RuleLevel level, std::uint64_t ever_held) {
    for (std::size_t rule = 0; rule < every_rule().rules().size(); ++rule)
        EXPECT_TRUE(every_rule().rules()[rule].level != level || (ever_held >> rule & 1U) != 0)
            << every_rule().rules()[rule].identity.id << " never held";
}

// What people are shown: words for every piece of evidence, and nobody's facts where it is about a team.
void expect_words(const std::vector<Finding>& findings) {
    for (const auto& finding : findings)
        for (const auto& piece : finding.evidence()) {
            const auto* type = shipped_catalogue().find(piece.code);
            const bool about_a_person = !piece.facts.empty() && !(type && type->level == RuleLevel::team);
            EXPECT_NE(shipped_catalogue().label_of(piece.code), piece.code) << finding.rule().id;
            EXPECT_TRUE(finding.level() == RuleLevel::individual || !about_a_person)
                << finding.rule().id << " names somebody's facts";
        }
}

TEST(TurningDays, of_a_person_are_all_listed) {
    std::uint64_t ever_held = 0;
    for (unsigned seed = 1; seed <= 80; ++seed) {
        Lot lot(seed);
        Population one(every_rule());
        const auto timeline = person_by(lot);
        one.add(timeline);
        std::vector<DayNumber> of_facts;
        add_fact_days(one.facts(0), of_facts);
        const auto turning = turning_days_of<PersonAnswer>(one.person(0), of_facts);
        Watch watch(turning);
        for (int i = -60; i < 2200; ++i) {
            std::uint64_t decision = 0;
            decide(one, origin + Days{i}, std::span(&decision, 1));
            watch.day(origin + Days{i}, decision, "history " + std::to_string(seed), ever_held);
            if (i % 20 == 0) expect_words(evaluate(every_rule(), timeline, origin + Days{i}));
        }
    }
    expect_every_rule_held(RuleLevel::individual, ever_held);
}

TEST(TurningDays, of_a_team_are_all_listed) {
    std::uint64_t ever_held = 0;
    for (unsigned seed = 1; seed <= 25; ++seed) {
        Lot lot(seed);
        const auto timeline = team_by(lot);
        Population members(every_rule());
        std::vector<Person> persons;
        std::vector<CodedFigure> figures;
        std::vector<DayNumber> of_facts;
        for (const auto& member : timeline.members)
            members.add({member.employee, member.entry, member.exit, member.facts});
        for (std::size_t place = 0; place < members.size(); ++place) {
            persons.push_back(members.person(place));
            add_fact_days(members.facts(place), of_facts);
        }
        for (const auto& figure : timeline.figures)
            figures.push_back({day_number(figure.from), day_number(figure.to), day_number(figure.recorded_on),
                               *every_rule().number_of(figure.code), figure.count});
        Population whole(every_rule());
        whole.add({{}, {}, {}, timeline.facts});
        add_fact_days(whole.facts(0), of_facts);
        const auto turning = turning_days_of<TeamAnswer>(Team{persons, whole.facts(0), figures}, of_facts);
        Watch watch(turning);
        for (int i = -60; i < 1300; ++i) {
            watch.day(origin + Days{i}, decide_team(every_rule(), timeline, origin + Days{i}),
                      "history " + std::to_string(seed), ever_held);
            if (i % 20 == 0) expect_words(evaluate(every_rule(), timeline, origin + Days{i}));
        }
    }
    expect_every_rule_held(RuleLevel::team, ever_held);
}

}  // namespace
}  // namespace prevenance::rules

// The drawing language: what each row says, and what is said about a row that says nothing.
#include "rules/drawn_timeline.h"

#include "rules/timeline_run.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

namespace prevenance::rules {
namespace {

using Lines = std::vector<std::string>;

DrawnTimeline drawn_from(const std::string& rows) {
    std::vector<Complaint> complaints;
    auto cases = read_drawn_timelines({"x.timeline", rows}, shipped_catalogue(), complaints).cases;
    for (const auto& complaint : complaints) ADD_FAILURE() << complaint.line();
    if (cases.size() != 1) throw std::runtime_error("one case was expected");
    return cases.front();
}

Lines complaints_about(const std::string& rows) {
    std::vector<Complaint> complaints;
    read_drawn_timelines({"x.timeline", rows}, shipped_catalogue(), complaints);
    Lines lines;
    for (const auto& complaint : complaints) lines.push_back(complaint.place() + " " + complaint.code);
    return lines;
}

Date day(const char* text) {
    return *parse_iso_date(text);
}

TEST(DrawnTimeline, rows_become_facts) {
    const auto drawn = drawn_from(
        "case       one\n"
        "rule       S1\n"
        "entry      2024-01-15\n"
        "from       2026-01-01\n"
        "day        0....5....\n"
        "MALADIE    .xx..x>...\n"
        "known      .....r....\n"
        "OBS_RETARD x.x.......\n"
        "suggest    .....^^...\n");
    EXPECT_EQ(drawn.person.entry, day("2024-01-15"));
    ASSERT_EQ(drawn.person.facts.size(), 4U);
    EXPECT_EQ(drawn.person.facts[1].start, day("2026-01-02"));
    EXPECT_EQ(drawn.person.facts[1].end, day("2026-01-03"));
    EXPECT_EQ(drawn.person.facts[1].recorded_on, day("2026-01-06"));
    EXPECT_EQ(drawn.person.facts[3].end, std::nullopt);
    EXPECT_TRUE(drawn.columns[6].holds);
    EXPECT_FALSE(drawn.columns[7].holds);
}

TEST(DrawnTimeline, columns_may_be_thirty_days_or_a_calendar_month) {
    const auto drawn =
        drawn_from("case      one\nrule      S1\nfrom      2026-01-31\nday       :m.\nsuggest   ...\n");
    EXPECT_EQ(drawn.columns[1].first, day("2026-03-02"));
    EXPECT_EQ(drawn.columns[2].first, day("2026-04-02"));
    EXPECT_EQ(drawn.columns[1].days, 31);
}

TEST(DrawnTimeline, what_is_gone_is_no_longer_there_from_that_day) {
    const auto drawn = drawn_from(
        "case      one\nrule      S1\nfrom      2026-01-01\n"
        "day       0....5\nMALADIE   .x....\ngone      ....r.\nsuggest   ......\n");
    EXPECT_EQ(drawn.person_on(day("2026-01-04")).facts.size(), 1U);
    EXPECT_TRUE(drawn.person_on(day("2026-01-05")).facts.empty());
}

TEST(DrawnTimeline, a_correction_takes_the_place_of_the_row_above) {
    const auto drawn = drawn_from(
        "case      one\nrule      S1\nfrom      2026-01-01\n"
        "day       0....5\nMALADIE   .x....\nbecomes   .xxx..\nknown     ....r.\nsuggest   ......\n");
    const auto before = drawn.person_on(day("2026-01-04")).facts;
    const auto after = drawn.person_on(day("2026-01-05")).facts;
    ASSERT_EQ(before.size(), 2U);  // the correction waits until it is recorded
    EXPECT_EQ(std::ranges::count(before, day("2026-01-05"), &Fact::recorded_on), 1);
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].end, day("2026-01-04"));
}

TEST(DrawnTimeline, absences_of_a_team_belong_to_its_members_and_figures_to_the_team) {
    const auto drawn = drawn_from(
        "case             one\nrule             T1\nfrom             2026-01-01\nsince            3\n"
        "day              0....5\nMALADIE@1        .x....\nAT@2-3           ..xx..\n"
        "EQUIPE_TENSIONS  ...x..\nINTERVENTIONS=40 xxx...\nknown            ....r.\n"
        "leaves           .....1\nnewest_leave     ....1.\nsuggest          ......\n");
    ASSERT_EQ(drawn.team.members.size(), 3U);
    EXPECT_EQ(drawn.team.members[0].facts.at(0).code, "MALADIE");
    EXPECT_EQ(drawn.team.members[1].facts.at(0).code, "AT");
    EXPECT_EQ(drawn.team.members[2].facts.at(0).start, day("2026-01-03"));
    EXPECT_EQ(drawn.team.members[0].exit, day("2026-01-06"));
    EXPECT_EQ(drawn.team.members[2].exit, day("2026-01-05"));
    EXPECT_EQ(drawn.team.facts.at(0).code, "EQUIPE_TENSIONS");
    EXPECT_EQ(drawn.team.figures.at(0),
              (TeamFigure{"INTERVENTIONS", day("2026-01-01"), day("2026-01-03"), 40, day("2026-01-05")}));
    EXPECT_TRUE(drawn.person.facts.empty());
}

TEST(DrawnTimeline, everything_wrong_is_said_at_once_with_its_place) {
    EXPECT_EQ(
        complaints_about("MALADIE  .x.\ncase     a\nfrom     2026-02-30\nday      0..\n"
                         "MALADIE  .x\nknown    .r.\nabsence  .x.\nMALADIE  .?.\ncase     b\nrule     S1\n"
                         "MALADIE  x\n"),
        (Lines{"x.timeline:1:1 no_case", "x.timeline:2:1 no_rule", "x.timeline:2:1 no_verdict",
               "x.timeline:3:10 bad_date", "x.timeline:5:10 wrong_length", "x.timeline:6:10 nothing_above",
               "x.timeline:7:1 unknown_row", "x.timeline:8:11 unknown_sign", "x.timeline:9:1 no_verdict",
               "x.timeline:11:10 no_ruler"}));
    EXPECT_EQ(complaints_about("case     a\nrule     S1\nfrom     1850-01-01\nday      0..\nsuggest  ...\n"),
              (Lines{"x.timeline:3:10 bad_date"}));
    EXPECT_EQ(complaints_about("case     a\nrule     S1\nfrom     2026-01-01\nday      0..\nMALADIE  x..\n"
                               "becomes  .x.\nsuggest  ...\n"),
              (Lines{"x.timeline:1:1 correction_without_day"}));
}

// A case of one row beside the ruler.
std::string case_with(const std::string& label, const std::string& drawn) {
    const auto padded = [](std::string text) { return text + std::string(30 - text.size(), ' '); };
    return padded("case") + "a\n" + padded("rule") + "S1\n" + padded("from") + "2026-01-01\n" +
           padded("day") + "0..\n" + padded(label) + drawn + "\n" + padded("suggest") + "...\n";
}

// The words about the only thing that is wrong.
std::string words_about(const std::string& rows) {
    std::vector<Complaint> complaints;
    read_drawn_timelines({"x.timeline", rows}, shipped_catalogue(), complaints);
    if (complaints.size() != 1) {
        for (const auto& each : complaints) ADD_FAILURE() << each.line();
        return {};
    }
    return complaints.front().line();
}

TEST(DrawnTimeline, a_misspelt_code_is_refused_and_not_drawn_in_vain) {
    EXPECT_EQ(words_about(case_with("OBS_CONFLT", "x..")),
              "x.timeline:5:1: OBS_CONFLT: «\u00a0OBS_CONFLT\u00a0» n’est pas dans le catalogue des signaux. "
              "Vouliez-vous dire «\u00a0OBS_CONFLIT\u00a0»\u00a0? [unknown_code]");
    EXPECT_EQ(
        words_about(case_with("RECLAMATONS=20", "xxx")),
        "x.timeline:5:1: RECLAMATONS=20: «\u00a0RECLAMATONS\u00a0» n’est pas un chiffre du catalogue des "
        "signaux. Vouliez-vous dire «\u00a0RECLAMATIONS\u00a0»\u00a0? [unknown_code]");
    EXPECT_NE(words_about(case_with("MALADIES", "x..")).find("«\u00a0MALADIE\u00a0»"), std::string::npos);
    EXPECT_NE(words_about(case_with("obs_conflit", "x..")).find("«\u00a0OBS_CONFLIT\u00a0»"),
              std::string::npos);
    EXPECT_NE(words_about(case_with("QWERTZ", "x..")).find("config/signals.yaml"), std::string::npos);
    EXPECT_NE(words_about(case_with("RECLAMATIONS", "x..")).find("[figure_without_number]"),
              std::string::npos);
    EXPECT_NE(words_about(case_with("OBS_CONFLIT=3", "xxx")).find("[unknown_code]"), std::string::npos);
}

TEST(DrawnTimeline, every_code_of_the_catalogue_may_be_drawn) {
    const auto& catalogue = shipped_catalogue();
    std::vector<std::string> codes;
    for (const auto* list : {&catalogue.absences(), &catalogue.talks(), &catalogue.milestones()})
        for (const auto& each : *list) codes.push_back(each.code);
    for (const auto& each : catalogue.all()) codes.push_back(each.code);
    for (const auto& each : catalogue.figures()) codes.push_back(each.code + "=7");
    ASSERT_GE(codes.size(), 50U);
    for (const auto& code : codes) EXPECT_EQ(complaints_about(case_with(code, "x..")), Lines{}) << code;
}

TEST(DrawnTimeline, a_cause_that_is_never_stored_is_refused_as_in_a_rule) {
    for (const auto* cause : {"MATERNITE", "Maternité", "GREVE", "grève", "ENFANT_MALADE"})
        EXPECT_EQ(
            words_about(case_with(cause, "x..")),
            "x.timeline:5:1: " + std::string(cause) + ": «\u00a0" + cause +
                "\u00a0» est une cause protégée\u00a0: elle n’est jamais enregistrée, et aucune règle ne la "
                "nomme. Retirez-la [protected_cause]");
    for (const auto* stored : {"AT", "MP", "REPRISE"})
        EXPECT_EQ(complaints_about(case_with(stored, "x..")), Lines{}) << stored;
}

TEST(DrawnTimeline, an_absence_of_a_team_is_that_of_one_of_its_members) {
    const auto rows = [](const std::string& label) {
        return "case       a\nrule       T1\nfrom       2026-01-01\nsince      3\nday        0..\n" + label +
               "x..\nsuggest    ...\n";
    };
    EXPECT_EQ(complaints_about(rows("MALADIE    ")), (Lines{"x.timeline:6:1 absence_of_nobody"}));
    EXPECT_EQ(complaints_about(rows("MALADE@1   ")), (Lines{"x.timeline:6:1 unknown_code"}));
    EXPECT_EQ(complaints_about(rows("MALADIE@1  ")), Lines{});
}

TEST(DrawnTimeline, a_number_on_the_ruler_says_the_day_under_which_it_stands) {
    const auto ruler = [](const std::string& numbers) {
        return complaints_about("case     a\nrule     S1\nfrom     2026-01-01\nday      " + numbers +
                                "\nsuggest  " + std::string(numbers.size(), '.') + "\n");
    };
    EXPECT_EQ(ruler("0....5....11..."), (Lines{"x.timeline:4:20 wrong_number"}));
    EXPECT_EQ(ruler("0....5...10...."), (Lines{"x.timeline:4:19 wrong_number"}));
    EXPECT_EQ(ruler("0....5....10..:44."), Lines{});
    EXPECT_EQ(ruler("0....5....10..:45."), (Lines{"x.timeline:4:25 wrong_number"}));
    EXPECT_EQ(ruler("0....5....1"), Lines{}) << "the end of the row may cut a number";
    EXPECT_EQ(ruler("0....5....2"), (Lines{"x.timeline:4:20 wrong_number"}));
    EXPECT_EQ(ruler("0....x...."), (Lines{"x.timeline:4:15 unknown_sign"}));
    EXPECT_EQ(
        words_about("case     a\nrule     S1\nfrom     2026-01-01\nday      0....5....11..\n"
                    "suggest  ..............\n"),
        "x.timeline:4:20: day: «\u00a011\u00a0» est écrit sous le jour 10, compté depuis 0. Écrivez 10, ou "
        "déplacez ce nombre [wrong_number]");
}

TEST(DrawnTimeline, a_failure_is_shown_under_the_drawing) {
    const auto drawn = drawn_from(
        "case      a week too late\nrule      S1\nfrom      2026-01-01\n"
        "day       0....5....10...15\nMALADIE   ....x....x....x..\nsuggest   ................^\n");
    const auto result = run_case(shipped_rules(), drawn);
    EXPECT_FALSE(result.passed());
    EXPECT_EQ(result.first_wrong, day("2026-01-15"));
    EXPECT_EQ(result.got, "..............^^^");
    EXPECT_TRUE(shown(drawn, result)
                    .ends_with("    suggest   ................^\n"
                               "    got       ..............^^^\n"
                               "                            !!\n"))
        << shown(drawn, result);
}

TEST(DrawnTimeline, a_wrong_due_date_fails_too) {
    const auto drawn = drawn_from(
        "case      due\nrule      L2\nfrom      2026-03-01\ndue       2026-05-13\n"
        "day       0..:.34.\nMALADIE   .xxxxx..\nsuggest   ........\n");
    EXPECT_FALSE(run_case(shipped_rules(), drawn).wrong_due);  // too short: no finding, no date
    auto longer = drawn_from(
        "case      due\nrule      L2\nfrom      2026-03-01\ndue       2026-05-13\n"
        "day       0.::..\nMALADIE   .xxx..\nsuggest   .^^^^^\n");
    EXPECT_EQ(run_case(shipped_rules(), longer).wrong_due, day("2026-05-10"));
}

TEST(DrawnTimeline, a_number_that_no_drawing_notices_is_named) {
    const auto rows = std::string(
        "case      three\nrule      S1\nfrom      2026-01-01\n"
        "day       0....5....10...15\nMALADIE   ....x....x....x..\nsuggest   ..............^^^\n");
    const std::vector drawn{drawn_from(rows)};
    const auto found = check_boundaries(shipped_rules(), *shipped_rules().find("S1"), drawn);
    const auto is_loose = [&](const std::string& name, int tried) {
        return std::ranges::any_of(found.loose, [&](const LooseNumber& loose) {
            return loose.threshold == name && loose.tried == tried;
        });
    };
    EXPECT_FALSE(is_loose("few", 2));
    EXPECT_FALSE(is_loose("few", 4));
    EXPECT_TRUE(is_loose("half_year", 184));
    EXPECT_TRUE(is_loose("longest", 8));
    EXPECT_EQ(found.checked, 12);
}

}  // namespace
}  // namespace prevenance::rules

// The cards that follow people in time: delays with those who wait, and work after an accompaniment. From published
// lines alone, year beside year, and without a word where a class is hidden.
#include "forms/delay_card.h"

#include "forms/kept_in_work_card.h"
#include "forms/waiting_chart.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace prevenance::forms {
namespace {

using Values = std::map<std::string, std::optional<int>>;

const Values delays{{"alerts_followed", 200}, {"voice_within_15", 110}, {"voice_over_15", 50},
                    {"visit_within_30", 80},  {"visit_within_60", 50},  {"visit_over_60", 30},
                    {"visit_waiting", 40}};
const Values kept_in_work{{"asked_after_6", 80},  {"in_work_after_6", 45},  {"lost_after_6", 20},
                          {"asked_after_12", 70}, {"in_work_after_12", 35}, {"lost_after_12", 15},
                          {"asked_after_24", 60}, {"in_work_after_24", 25}, {"lost_after_24", {}}};

FiguresView figures_of(int year, const Values& values) {
    FiguresView figures{"/chiffres/" + std::to_string(year), "Réseau", Date{std::chrono::year{year} / 1 / 1},
                        Date{std::chrono::year{year} / 12 / 31}, Instant{}, {}};
    for (const auto& [indicator, value] : values)
        figures.lines.push_back({indicator, "Libellé de " + indicator, value,
                                 value ? std::nullopt : std::optional{HiddenBecause::too_few_people}});
    return figures;
}

// The last of the years is shown.
DashboardView dashboard_of(const std::vector<Values>& years) {
    DashboardView view;
    for (std::size_t i = 0; i < years.size(); ++i) {
        if (i > 0) view.year_before = view.shown;
        view.shown = figures_of(2024 + static_cast<int>(i), years[i]);
        view.all.insert(view.all.begin(), view.shown);
    }
    return view;
}

Values changed(Values values, const std::string& indicator, std::optional<int> value) {
    values[indicator] = value;
    return values;
}

bool says(const FigureCard& card, const std::string& words) {
    return card.sentence.find(words) != std::string::npos;
}

bool is_curve(const FigureCard& card) {
    return card.chart.text.find("class=\"line\"") != std::string::npos;
}

TEST(DelayCard, says_who_had_a_visit_by_30_and_60_days_with_those_who_wait) {
    const auto card = delay_card(dashboard_of({delays}));
    ASSERT_TRUE(card);
    EXPECT_EQ(card->code, "delais");
    EXPECT_TRUE(says(*card, "Sur environ 200 personnes qui ont écrit, la visite a été tenue pour "
                            "40\u00A0% en 30 jours ou moins, 65\u00A0% en 60 jours ou moins."))
        << card->sentence;
    EXPECT_TRUE(says(*card, "À la fin de l’année, 20\u00A0% n’ont pas eu de visite."));
    EXPECT_TRUE(says(*card, "confirmé de vive voix en 15 jours ou moins pour 55\u00A0%."));
    EXPECT_FALSE(says(*card, "Un an plus tôt"));
    EXPECT_TRUE(is_curve(*card));
    EXPECT_TRUE(card->basis.starts_with("Calculé sur environ 200 personnes dont un envoi est arrivé"));
    EXPECT_EQ(card->rows.size(), 7U);
    EXPECT_EQ(card->table.rows.size(), 7U);
}

// Without those who wait the same visits would be half in 30 days.
TEST(DelayCard, who_waits_longer_lowers_the_shares) {
    const auto card = delay_card(dashboard_of({changed(delays, "visit_waiting", 240)}));
    EXPECT_TRUE(says(*card, "20\u00A0% en 30 jours ou moins, 33\u00A0% en 60 jours ou moins"));
    EXPECT_TRUE(says(*card, "60\u00A0% n’ont pas eu de visite"));
}

TEST(DelayCard, compares_with_the_year_before_in_words_in_the_table_and_in_the_file) {
    const auto card = delay_card(dashboard_of({delays, changed(delays, "visit_within_30", 130)}));
    EXPECT_TRUE(says(*card, "Un an plus tôt\u00A0: 40\u00A0% en 30 jours ou moins, 65\u00A0% en 60 jours ou moins."));
    const auto row = std::ranges::find(card->rows, "Libellé de visit_within_30", &CardRow::label);
    EXPECT_EQ(row->value, "environ 130");
    EXPECT_EQ(row->further_values, std::vector<std::string>{"environ 80"});
    EXPECT_EQ(card->value_titles, (std::vector<std::string>{"Année 2025", "Année 2024"}));
    EXPECT_EQ(card->table.rows.size(), 14U);
}

TEST(DelayCard, says_nothing_of_a_share_where_a_class_is_hidden) {
    for (const auto* one : {"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting"}) {
        const auto card = delay_card(dashboard_of({delays, changed(delays, one, {})}));
        ASSERT_TRUE(card) << one;
        EXPECT_TRUE(says(*card, "une de ses classes n’est pas publiée")) << one;
        EXPECT_FALSE(says(*card, "%")) << one;
        EXPECT_FALSE(is_curve(*card)) << one;
        const auto hidden = std::ranges::find(card->rows, std::string{"Libellé de "} + one, &CardRow::label);
        EXPECT_EQ(hidden->value, "non publié") << one;
    }
}

TEST(DelayCard, a_hidden_class_of_the_year_before_leaves_this_year_its_curve) {
    const auto card = delay_card(dashboard_of({changed(delays, "visit_over_60", {}), delays}));
    EXPECT_TRUE(is_curve(*card));
    EXPECT_FALSE(says(*card, "Un an plus tôt"));
}

TEST(DelayCard, says_no_share_of_few_people) {
    const Values few{{"visit_within_30", 10}, {"visit_within_60", 10}, {"visit_over_60", 10}, {"visit_waiting", 15}};
    const auto card = delay_card(dashboard_of({few}));
    EXPECT_TRUE(says(*card, "Trop peu de personnes pour dire une part"));
    EXPECT_FALSE(is_curve(*card));
}

// The voice alone is hidden: the visits are said all the same.
TEST(DelayCard, a_hidden_voice_hides_no_visit) {
    const auto card = delay_card(dashboard_of({changed(delays, "voice_within_15", {})}));
    EXPECT_TRUE(is_curve(*card));
    EXPECT_FALSE(says(*card, "vive voix"));
}

TEST(DelayCard, what_the_first_definitions_published_is_shown_as_before_and_compared_with_nothing) {
    const Values first{{"visit_within_30", 35}, {"visit_within_60", 15}, {"visit_later", 10}};
    const auto old = delay_card(dashboard_of({first, first}));
    ASSERT_TRUE(old);
    EXPECT_TRUE(says(*old, "La moitié des visites tenues l’ont été en 30 jours ou moins."));
    EXPECT_TRUE(says(*old, "Ceux qui attendent encore une visite n’y sont pas."));
    EXPECT_EQ(old->rows.size(), 3U);
    const auto later = delay_card(dashboard_of({first, delays}));
    EXPECT_FALSE(says(*later, "Un an plus tôt"));
    EXPECT_EQ(later->table.rows.size(), 7U) << "visits of another definition stand beside them";
    for (const auto& row : later->rows) EXPECT_TRUE(row.further_values.empty());
}

TEST(DelayCard, is_not_there_where_no_delay_was_published) {
    EXPECT_FALSE(delay_card(dashboard_of({{{"signals", 40}}})));
    EXPECT_FALSE(kept_in_work_card(dashboard_of({{{"signals", 40}}})));
}

TEST(KeptInWorkCard, says_who_is_in_work_and_who_is_lost_year_beside_year) {
    const auto card =
        kept_in_work_card(dashboard_of({kept_in_work, changed(kept_in_work, "in_work_after_6", 40), kept_in_work}));
    ASSERT_TRUE(card);
    EXPECT_TRUE(says(*card, "Des personnes interrogées 6 mois après\u00A0: 56\u00A0% en emploi, 25\u00A0% sans réponse "
                            "(un an plus tôt\u00A0: 50\u00A0% en emploi, 25\u00A0% sans réponse)"))
        << card->sentence;
    EXPECT_TRUE(says(*card, "12 mois après\u00A0: 50\u00A0% en emploi, 21\u00A0% sans réponse"));
    EXPECT_TRUE(says(*card, "24 mois après\u00A0: 42\u00A0% en emploi (un an plus tôt"));
    EXPECT_TRUE(says(*card, "Sans réponse ne veut pas dire sans emploi."));
    const auto row = std::ranges::find(card->rows, "Libellé de in_work_after_6", &CardRow::label);
    EXPECT_EQ(row->further_values, (std::vector<std::string>{"environ 40", "environ 45"}));
    const auto hidden = std::ranges::find(card->rows, "Libellé de lost_after_24", &CardRow::label);
    EXPECT_NE(hidden->reason.find("Trop peu de personnes"), std::string::npos);
    EXPECT_EQ(hidden->further_values, (std::vector<std::string>{"non publié", "non publié"}));
    EXPECT_EQ(card->table.rows.size(), 27U);
}

TEST(KeptInWorkCard, says_no_share_of_few_people) {
    Values few = kept_in_work;
    for (auto& [indicator, value] : few)
        if (indicator.starts_with("asked")) value = 45;
    EXPECT_TRUE(says(*kept_in_work_card(dashboard_of({few})), "Trop peu de personnes ont été interrogées"));
}

TEST(WaitingChart, rises_on_the_known_days_alone_inside_the_zone_of_what_may_be) {
    const auto drawing = draw(WaitingChart{"d", "Titre", "Description", {{30, 40}, {60, 65}}}).text;
    const auto line = drawing.substr(drawing.find("class=\"line\""));
    EXPECT_EQ(line.substr(0, line.find("/>")), "class=\"line\" d=\"M46 166H154V108H262V72\"");
    EXPECT_NE(drawing.find("<rect class=\"usual\" x=\"46\" y=\"108\" width=\"108\" height=\"58\"/>"), std::string::npos);
    EXPECT_NE(drawing.find("<rect class=\"usual\" x=\"154\" y=\"72\" width=\"108\" height=\"36\"/>"), std::string::npos);
    EXPECT_NE(drawing.find("65\u00A0%"), std::string::npos);
    EXPECT_EQ(drawing.find("style="), std::string::npos);
}

// A path of the axis that turns a corner is filled with black over half of the drawing.
TEST(WaitingChart, axes_are_strokes_without_a_corner) {
    const auto drawing = draw(WaitingChart{"d", "Titre", "Description", {{30, 40}, {60, 65}}}).text;
    EXPECT_NE(drawing.find("<path class=\"axis\" d=\"M46 166V20M46 166H262\"/>"), std::string::npos) << drawing;
}

TEST(WaitingChart, draws_no_line_of_nothing_and_takes_no_markup_from_its_words) {
    const auto drawing = draw(WaitingChart{"d", "<script>", "a & \"b\"", {}}).text;
    EXPECT_EQ(drawing.find("class=\"line\""), std::string::npos);
    EXPECT_EQ(drawing.find("<script>"), std::string::npos);
    EXPECT_NE(drawing.find("</svg>"), std::string::npos);
}

}  // namespace
}  // namespace prevenance::forms

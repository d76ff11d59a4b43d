#include "forms/delay_card.h"

#include "domain/survival_curve.h"
#include "forms/figure_card.h"
#include "forms/figure_words.h"
#include "forms/french.h"
#include "forms/waiting_chart.h"
#include "forms/years_beside.h"

#include <algorithm>
#include <cmath>

namespace prevenance::forms {
namespace {

constexpr auto code = "delais";

std::string percent_words(int percent) {
    return std::to_string(percent) + "\u00A0%";
}

// A half that misses some binary digits goes up, as in every other share of the dashboard.
int whole_percent(double share) {
    constexpr double last_digits = 1e-9;
    return static_cast<int>(std::lround(100 * share + last_digits));
}

bool has_classes_with_those_who_wait(const FiguresView& figures) {
    return find_line(figures, "visit_waiting") != nullptr;
}

// Of the published classes: a visit counts on the last day of its class. Whoever had none by the sixtieth day,
// because it came later or not at all, is open on that day; nobody was watched for less.
std::vector<StepDuration> waits(int within_30, int within_60, int longer) {
    return {{30, true, within_30}, {60, true, within_60}, {60, false, longer}};
}

struct VisitShares {
    int persons = 0;  // the sum of the classes
    std::vector<WaitingPoint> points;  // by 30 and by 60 days
    std::optional<int> waiting;  // percent without a visit at the end of the year
};

// Nothing where a class is hidden, and where a share would tell too much.
std::optional<VisitShares> shares_of(const FiguresView& figures) {
    const auto within_30 = value_of(figures, "visit_within_30");
    const auto within_60 = value_of(figures, "visit_within_60");
    const auto over_60 = value_of(figures, "visit_over_60");
    const auto waiting = value_of(figures, "visit_waiting");
    if (!within_30 || !within_60 || !over_60 || !waiting) return std::nullopt;
    VisitShares shares{*within_30 + *within_60 + *over_60 + *waiting, {}, {}};
    if (!rate_of(*within_30 + *within_60, shares.persons)) return std::nullopt;
    for (const auto& point : survival_curve(waits(*within_30, *within_60, *over_60 + *waiting)))
        shares.points.push_back({point.days, whole_percent(1 - point.share_open)});
    shares.waiting = rate_of(waiting, shares.persons);
    return shares;
}

std::string points_words(const VisitShares& shares) {
    std::string words;
    for (const auto& point : shares.points)
        words += (words.empty() ? "" : ", ") + percent_words(point.percent) + " en " + std::to_string(point.days) +
                 " jours ou moins";
    return words;
}

std::string year_before_words(const DashboardView& view) {
    if (!view.year_before || !has_classes_with_those_who_wait(*view.year_before)) return {};
    const auto shares = shares_of(*view.year_before);
    return shares ? " Un an plus tôt\u00A0: " + points_words(*shares) + "." : std::string{};
}

std::string voice_words(const FiguresView& figures) {
    const auto share = rate_of(value_of(figures, "voice_within_15"), value_of(figures, "alerts_followed"));
    if (!share) return {};
    return " L’accord a été confirmé de vive voix en 15 jours ou moins pour " + percent_words(*share) + ".";
}

std::string share_sentence(const DashboardView& view, const VisitShares& shares) {
    auto words = "Sur environ " + grouped(shares.persons) +
                 " personnes qui ont écrit, la visite a été tenue pour " + points_words(shares) + ".";
    if (shares.waiting)
        words += " À la fin de l’année, " + percent_words(*shares.waiting) + " n’ont pas eu de visite.";
    return words + year_before_words(view) + voice_words(view.shown);
}

bool is_whole(const std::vector<FigureLine>& classes) {
    return std::ranges::all_of(classes, [](const auto& line) { return line.value.has_value(); });
}

std::string why_no_curve(const std::vector<FigureLine>& classes) {
    if (!is_whole(classes))
        return "La courbe des délais ne peut pas être dessinée\u00A0: une de ses classes n’est pas publiée.";
    return "Trop peu de personnes pour dire une part\u00A0: les nombres publiés sont dans le tableau.";
}

std::string basis_of(const FiguresView& figures) {
    const auto followed = value_of(figures, "alerts_followed");
    return "Calculé sur " + (followed ? "environ " + grouped(*followed) + " personnes" : std::string{"les personnes"}) +
           " dont un envoi est arrivé du 2 novembre au 1er novembre, avec celles qui attendent encore.";
}

Html curve_of(const DashboardView& view, const VisitShares& shares) {
    WaitingChart chart{std::string{"graphique-"} + code,
                       "Part de ceux qui ont eu leur visite, " +
                           period_in_sentence(view.shown.starts_on, view.shown.ends_on),
                       points_words(shares) + ". Entre ces jours, la part n’est pas connue\u00A0: zone grise.",
                       shares.points};
    return {draw(chart).text +
            "<p class=\"note\">Part de ceux qui ont eu leur visite. Seuls le 30e et le 60e jour sont connus\u00A0: "
            "entre eux, la courbe passe quelque part dans la zone grise.</p>"};
}

FigureCard card_with_those_who_wait(const DashboardView& view) {
    const auto lines = known_lines(view.shown, {"alerts_followed", "voice_within_15", "voice_over_15",
                                                "visit_within_30", "visit_within_60", "visit_over_60",
                                                "visit_waiting"});
    const auto classes =
        known_lines(view.shown, {"visit_within_30", "visit_within_60", "visit_over_60", "visit_waiting"});
    auto card = bar_card(view, code, "Délais jusqu’à la visite", why_no_curve(classes), lines);
    if (const auto shares = shares_of(view.shown)) {
        card.sentence = share_sentence(view, *shares);
        card.chart = curve_of(view, *shares);
    }
    card.basis = basis_of(view.shown);
    auto years = years_before(view);
    std::erase_if(years, [](const auto& year) { return !has_classes_with_those_who_wait(year); });
    return beside_years(std::move(card), view, lines, years);
}

// What was published with the first definitions: visits that were held, and nobody who waits.
std::string sentence_of_held_visits(const std::vector<FigureLine>& classes, const FiguresView& figures) {
    if (!is_whole(classes))
        return "Le délai médian ne peut pas être dit\u00A0: une de ses classes n’est pas publiée.";
    const auto median = median_of(survival_curve(waits(*value_of(figures, "visit_within_30"),
                                                       *value_of(figures, "visit_within_60"),
                                                       *value_of(figures, "visit_later"))))
                            .days;
    std::string words = !median         ? "La moitié des visites tenues ont demandé plus de 60 jours."
                        : *median <= 30 ? "La moitié des visites tenues l’ont été en 30 jours ou moins."
                                        : "La moitié des visites tenues l’ont été en 60 jours ou moins.";
    return words + " Ceux qui attendent encore une visite n’y sont pas.";
}

std::optional<FigureCard> card_of_held_visits(const DashboardView& view) {
    const auto classes = known_lines(view.shown, {"visit_within_30", "visit_within_60", "visit_later"});
    if (classes.size() != 3) return std::nullopt;
    return bar_card(view, code, "De l’envoi à la visite", sentence_of_held_visits(classes, view.shown), classes);
}

}  // namespace

std::optional<FigureCard> delay_card(const DashboardView& view) {
    return has_classes_with_those_who_wait(view.shown) ? card_with_those_who_wait(view) : card_of_held_visits(view);
}

}  // namespace prevenance::forms

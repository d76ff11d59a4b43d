#include "forms/kept_in_work_card.h"

#include "forms/figure_card.h"
#include "forms/figure_words.h"
#include "forms/years_beside.h"

#include <array>

namespace prevenance::forms {
namespace {

constexpr std::array<const char*, 3> months_after{"6", "12", "24"};

// "63 % en emploi, 20 % sans réponse"; empty where neither may be said.
std::string shares_words(const FiguresView& figures, const std::string& months) {
    const auto asked = value_of(figures, "asked_after_" + months);
    const auto in_work = rate_of(value_of(figures, "in_work_after_" + months), asked);
    const auto lost = rate_of(value_of(figures, "lost_after_" + months), asked);
    std::string words;
    if (in_work) words = std::to_string(*in_work) + "\u00A0% en emploi";
    if (lost) words += (words.empty() ? "" : ", ") + std::to_string(*lost) + "\u00A0% sans réponse";
    return words;
}

std::string sentence_of(const DashboardView& view) {
    std::string words;
    for (const std::string months : months_after) {
        const auto shares = shares_words(view.shown, months);
        if (shares.empty()) continue;
        words += (words.empty() ? "Des personnes interrogées " : "\u00A0; ") + months + " mois après\u00A0: " + shares;
        const auto before = view.year_before ? shares_words(*view.year_before, months) : std::string{};
        if (!before.empty()) words += " (un an plus tôt\u00A0: " + before + ")";
    }
    if (words.empty()) return "Trop peu de personnes ont été interrogées pour publier une part.";
    return words + ". Sans réponse ne veut pas dire sans emploi.";
}

}  // namespace

std::optional<FigureCard> kept_in_work_card(const DashboardView& view) {
    const auto lines = known_lines(
        view.shown, {"asked_after_6", "in_work_after_6", "lost_after_6", "asked_after_12", "in_work_after_12",
                     "lost_after_12", "asked_after_24", "in_work_after_24", "lost_after_24"});
    if (lines.empty()) return std::nullopt;
    return beside_years(bar_card(view, "suivi", "Maintien en emploi à 6, 12 et 24 mois", sentence_of(view), lines),
                        view, lines, years_before(view));
}

}  // namespace prevenance::forms

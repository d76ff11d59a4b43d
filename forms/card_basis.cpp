#include "forms/card_basis.h"

#include "forms/figure_words.h"
#include "forms/french.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

// The persons below the line of a card, and what there is to know of them.
struct Denominator {
    std::string_view card;
    std::string_view indicator;
    std::string_view persons;
    std::string_view note;
};
constexpr std::array<Denominator, 6> denominators{{
    {"signaux", "employees", "salariés couverts", ""},
    {"familles", "signals", "personnes avec au moins un signal",
     " Une personne compte dans chaque famille où elle a un signal."},
    {"parcours", "signals", "personnes avec au moins un signal",
     " Chaque étape compte ses personnes, sans pourcentage."},
    {"delais", "stage_visit", "personnes dont la visite a été tenue", ""},
    {"mesures", "measures_asked", "personnes à qui des mesures ont été proposées", ""},
    {"issues", "stage_left", "personnes dont l’accompagnement s’est terminé",
     " S’y ajoutent celles qui l’ont décliné."},
}};

std::string people_words(const DashboardView& view, std::string_view indicator, std::string_view persons) {
    const auto count = value_of(view.shown, indicator);
    if (!count) return "les " + std::string{persons} + ", dont le nombre n’est pas publié";
    return "environ " + grouped(*count) + " " + std::string{persons};
}

std::string participants_words(const DashboardView& view) {
    const auto employers = value_of(view.shown, "employers");
    return employers ? counted(*employers, "structure", "structures") : std::string{"les structures"};
}

std::string follow_up_basis(const DashboardView& view) {
    return "Calculé sur " +
           people_words(view, "asked_after_6", "personnes interrogées 6 mois après leur sortie") + ", " +
           people_words(view, "asked_after_12", "personnes interrogées 12 mois après") + " et " +
           people_words(view, "asked_after_24", "personnes interrogées 24 mois après") + ".";
}

}  // namespace

std::string card_basis(const DashboardView& view, std::string_view card_code) {
    if (card_code == "participation")
        return "Calculé sur " + participants_words(view) +
               ", membres du réseau du premier au dernier jour de la période.";
    if (card_code == "suivi") return follow_up_basis(view);
    const auto* known = std::ranges::find(denominators, card_code, &Denominator::card);
    if (known == denominators.end()) return "Calculé sur les chiffres de cette publication.";
    return "Calculé sur " + people_words(view, known->indicator, known->persons) + "." +
           std::string{known->note};
}

}  // namespace prevenance::forms

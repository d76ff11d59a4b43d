#include "rules/threshold_words.h"

#include "rules/filled_sentence.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace prevenance::rules {
namespace {

using Role = std::pair<std::string_view, std::string_view>;

constexpr std::array<Role, 24> roles{{
    {"within", "période regardée"},
    {"compared_with", "période de comparaison"},
    {"at_least", "à partir de quoi la règle s’applique"},
    {"at_most", "jusqu’à quoi la règle s’applique"},
    {"spells", "nombre d’absences à partir duquel la règle s’applique"},
    {"days", "délai en jours"},
    {"longest", "durée la plus longue comptée"},
    {"shortest", "durée la plus courte comptée"},
    {"gap", "écart jusqu’auquel deux absences n’en font qu’une"},
    {"apart", "écart entre deux faits, au moins"},
    {"reaches", "jour d’absence à partir duquel la règle s’applique"},
    {"seniority", "ancienneté jusqu’à laquelle un départ compte"},
    {"due_after", "délai pour agir"},
    {"after", "délai fixé par le texte"},
    {"months", "délai en mois"},
    {"shown", "temps d’affichage après la fin"},
    {"shown_before", "temps d’affichage avant l’échéance"},
    {"shown_late", "temps d’affichage après l’échéance"},
    {"least_headcount", "effectif à partir duquel la règle s’applique"},
    {"least_entries", "arrivées à partir desquelles la règle s’applique"},
    {"least_per", "volume à partir duquel le rapport se lit"},
    {"scale", "unité du rapport"},
    {"window", "période regardée"},
    {"before", "période de comparaison"},
}};

// The parameter that takes this threshold, in the first question that names it.
std::optional<std::string_view> parameter_of(const Condition& condition, std::string_view threshold) {
    for (std::size_t at = 0; at < condition.thresholds.size(); ++at)
        if (condition.thresholds[at] == threshold) return condition.predicate->parameters[at].name;
    for (const auto& part : condition.parts)
        if (const auto parameter = parameter_of(part, threshold)) return parameter;
    return std::nullopt;
}

std::pair<std::string_view, std::string_view> unit_words(Unit unit) {
    switch (unit) {
        case Unit::days:
            return {"jour", "jours"};
        case Unit::months:
            return {"mois", "mois"};
        case Unit::spells:
            return {"absence", "absences"};
        case Unit::facts:
            return {"fait", "faits"};
        case Unit::families:
            return {"famille de faits", "familles de faits"};
        case Unit::persons:
            return {"personne", "personnes"};
        case Unit::per_mille:
        case Unit::count:
            break;
    }
    return {"", ""};
}

}  // namespace

std::string value_words(int value, Unit unit) {
    const auto number = number_words({value, unit == Unit::per_mille});
    const auto [one, several] = unit_words(unit);
    if (one.empty()) return number;
    return number + " " + std::string(value < 2 ? one : several);
}

std::string threshold_role(const Rule& rule, std::string_view threshold) {
    auto parameter = parameter_of(rule.when, threshold);
    const bool of_exception = !parameter && rule.unless;
    if (of_exception) parameter = parameter_of(*rule.unless, threshold);
    if (!parameter) return {};
    const auto at = std::ranges::find(roles, *parameter, &Role::first);
    if (at == roles.end()) return {};
    return std::string(at->second) + (of_exception ? " (pour l’exception)" : "");
}

}  // namespace prevenance::rules

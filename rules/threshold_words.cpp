#include "rules/threshold_words.h"

#include "rules/filled_sentence.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace prevenance::rules {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> roles{{
    {"within", "période regardée"},
    {"window", "période regardée"},
    {"at_least", "nombre à partir duquel la règle s’applique"},
    {"longest", "durée la plus longue comptée"},
    {"shortest", "durée à partir de laquelle la règle s’applique"},
    {"gap", "écart jusqu’auquel deux absences n’en font qu’une"},
    {"apart", "écart entre deux faits, au moins"},
    {"reaches", "jour à partir duquel la règle s’applique"},
    {"due_after", "délai après le retour"},
    {"shown", "temps d’affichage après la fin"},
    {"shown_late", "temps d’affichage après l’échéance"},
    {"least_headcount", "effectif à partir duquel la règle s’applique"},
    {"ahead", "temps d’affichage avant l’échéance"},
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
        case Unit::days: return {"jour", "jours"};
        case Unit::months: return {"mois", "mois"};
        case Unit::spells: return {"absence", "absences"};
        case Unit::facts: return {"fait", "faits"};
        case Unit::families: return {"famille de faits", "familles de faits"};
        case Unit::persons: return {"personne", "personnes"};
        case Unit::per_mille:
        case Unit::count: break;
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

std::string_view threshold_role(const Rule& rule, std::string_view threshold) {
    auto parameter = parameter_of(rule.when, threshold);
    if (!parameter && rule.unless) parameter = parameter_of(*rule.unless, threshold);
    if (!parameter) return {};
    const auto at = std::ranges::find(roles, *parameter, &std::pair<std::string_view, std::string_view>::first);
    return at == roles.end() ? std::string_view{} : at->second;
}

}  // namespace prevenance::rules

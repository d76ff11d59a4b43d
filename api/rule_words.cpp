#include "api/rule_words.h"

#include "rules/placeholders.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace prevenance::api {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> labels{{
    {"apart", "Écart entre le premier et le dernier fait"},
    {"at_least", "Nombre à partir duquel la règle s’applique"},
    {"due_after", "Délai pour agir"},
    {"gap", "Écart entre deux absences qui n’en font qu’une"},
    {"least_headcount", "Effectif à partir duquel la règle s’applique"},
    {"longest", "Durée au plus d’une absence comptée"},
    {"reaches", "Durée que l’arrêt atteint"},
    {"shortest", "Durée au moins d’un arrêt compté"},
    {"shown", "Durée d’affichage"},
    {"shown_late", "Durée d’affichage après l’échéance"},
    {"within", "Période regardée"},
    {"before", "Période de comparaison"},
    {"more_than_before", "Hausse par rapport à la période de comparaison"},
}};

constexpr std::string_view in_unit(rules::Unit unit) {
    switch (unit) {
        case rules::Unit::days:
            return "en jours";
        case rules::Unit::months:
            return "en mois";
        case rules::Unit::spells:
            return "en absences";
        case rules::Unit::facts:
            return "en faits";
        case rules::Unit::families:
            return "en familles de faits";
        case rules::Unit::persons:
            return "en personnes";
        case rules::Unit::per_mille:
            return "pour mille";
        case rules::Unit::count:
            return "en nombre";
    }
    return "";
}

// Where a threshold is used first.
struct Place {
    std::string_view parameter;
    int question = 0;
};

class Places {
public:
    explicit Places(const rules::Rule& rule) {
        collect(rule.when);
        if (rule.unless) collect(*rule.unless);
    }

    const Place* of(std::string_view threshold) const {
        const auto found = std::ranges::find(places_, threshold, &Named::first);
        return found == places_.end() ? nullptr : &found->second;
    }

    bool is_alone(std::string_view parameter) const {
        return std::ranges::count_if(
                   places_, [&](const Named& named) { return named.second.parameter == parameter; }) <= 1;
    }

private:
    using Named = std::pair<std::string_view, Place>;

    void collect(const rules::Condition& condition) {
        for (const auto& part : condition.parts) collect(part);
        if (condition.kind != rules::Condition::Kind::question) return;
        ++questions_;
        for (std::size_t i = 0; i < condition.thresholds.size(); ++i)
            if (of(condition.thresholds[i]) == nullptr)
                places_.emplace_back(condition.thresholds[i],
                                     Place{condition.predicate->parameters[i].name, questions_});
    }

    std::vector<Named> places_;
    int questions_ = 0;
};

}  // namespace

std::string_view parameter_label(std::string_view parameter) {
    const auto label = std::ranges::find(labels, parameter, &decltype(labels)::value_type::first);
    return label == labels.end() ? std::string_view{} : label->second;
}

std::string sentence_with_numbers(const rules::Rule& rule) {
    std::string sentence;
    rules::for_each_placeholder(
        rule.sentence, [&](std::string_view text) { sentence += text; },
        [&](std::string_view name) {
            const auto* threshold = rule.find_threshold(name);
            sentence += threshold != nullptr ? std::to_string(threshold->value) : "…";
        });
    return sentence;
}

std::string source_in_words(const rules::Rule& rule) {
    if (rule.source.kind == rules::Source::Kind::law)
        return "Code du travail, article " + rule.source.article + "\u00A0: " + rule.source.text;
    return "Convention du produit\u00A0: " + rule.source.text;
}

std::string threshold_label(const rules::Rule& rule, std::string_view threshold) {
    const auto* found = rule.find_threshold(threshold);
    const std::string unit{found == nullptr ? std::string_view{} : in_unit(found->unit)};
    const Places places{rule};
    const auto* place = places.of(threshold);
    const auto words = place == nullptr ? std::string_view{} : parameter_label(place->parameter);
    std::string label{words.empty() ? "Nombre « " + std::string{threshold} + " »" : std::string{words}};
    label += ", " + unit;
    if (place != nullptr && !places.is_alone(place->parameter))
        label += " (condition " + std::to_string(place->question) + ")";
    return label;
}

}  // namespace prevenance::api

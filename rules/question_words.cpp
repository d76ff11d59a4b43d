#include "rules/question_words.h"

#include "rules/placeholders.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

namespace prevenance::rules {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

// In braces: a parameter of the question, {codes}, or {others} for its second list.
constexpr std::array<Words, 28> words{{
    {"repeated_spells", "au moins {at_least} absences de {longest} jours ou moins en {within} jours"},
    {"same_weekday_spells",
     "au moins {at_least} absences de {longest} jours ou moins, commencées le même jour de la semaine, en "
     "{within} jours"},
    {"more_than_before",
     "au moins {at_least} faits en {within} jours, et plus souvent que dans les {compared_with} jours "
     "d’avant "
     "({codes})"},
    {"recent_facts", "au moins {at_least} faits en {within} jours ({codes})"},
    {"spaced_observations",
     "au moins {at_least} faits en {within} jours, à {apart} jours d’intervalle ou plus ({codes})"},
    {"families_together", "des faits d’au moins {at_least} familles différentes en {within} jours ({codes})"},
    {"counted_absences", "au moins {at_least} absences de {shortest} à {longest} jours en {within} jours"},
    {"absence_days", "au moins {at_least} jours d’absence en {within} jours"},
    {"more_absences_than_before",
     "au moins {at_least} absences de {longest} jours ou moins en {within} jours, et plus que dans les "
     "{within} jours d’avant"},
    {"team_turnover", "une rotation d’au moins {at_least} en {within} jours, et en hausse"},
    {"departures_share", "des départs d’au moins {at_least} de l’équipe en {within} jours"},
    {"recent_team_facts", "au moins {at_least} faits notés sur l’équipe en {within} jours ({codes})"},
    {"early_departures",
     "des départs avant {seniority} jours d’au moins {at_least} des arrivées en {within} jours"},
    {"absence_rate", "un taux d’absence d’au moins {at_least} sur {within} jours, et en hausse"},
    {"short_absences_shared",
     "au moins {at_least} de l’équipe avec {spells} absences de {longest} jours ou moins en {within} jours"},
    {"accident_frequency",
     "au moins {at_least} accidents du travail avec arrêt pour 1000 personnes en {within} jours"},
    {"accident_rate",
     "au moins {at_least} accidents du travail avec arrêt pour {scale} heures en {within} jours"},
    {"low_figure_ratio", "{at_most} ou moins pour {scale} en {within} jours ({codes}, pour {others})"},
    {"figure_per_person", "au moins {at_least} pour {scale} personnes en {within} jours ({codes})"},
    {"figure_share", "au moins {at_least} de l’équipe en {within} jours ({codes})"},
    {"figure_ratio", "au moins {at_least} pour {scale} en {within} jours ({codes}, pour {others})"},
    {"long_stop", "un arrêt atteint son {reaches}e jour"},
    {"return_after_stop", "un arrêt d’au moins {shortest} jours a une fin connue"},
    {"short_stop_ended", "un arrêt de {longest} jours ou moins a une fin connue"},
    {"follow_up_due", "la dernière visite remonte à {after} mois ou presque ({codes})"},
    {"first_visit_missing", "aucune première visite, {after} mois après la prise de poste"},
    {"mid_career_due", "la visite de mi-carrière est attendue"},
    {"not_followed", "une démarche attend sa suite ({codes})"},
}};

std::string labels_of(const std::vector<std::string>& codes, const SignalCatalogue& catalogue) {
    std::string text;
    std::set<std::string> said;  // two kinds of absence have one label
    for (const auto& code : codes) {
        const auto label = catalogue.label_of(code);
        if (said.insert(label).second) text.append(text.empty() ? "" : "\u00A0; ").append(label);
    }
    return text;
}

std::string in_braces(const std::string& name) {
    return "{" + name + "}";
}

// The question's own name where nobody wrote words for it.
std::string named(const Condition& question, const SignalCatalogue& catalogue) {
    std::string text{question.predicate->name};
    for (std::size_t at = 0; at < question.thresholds.size(); ++at)
        text.append(at == 0 ? "\u00A0: " : ", ")
            .append(question.predicate->parameters[at].name)
            .append(" ")
            .append(in_braces(question.thresholds[at]));
    return question.codes.empty() ? text : text + " (" + labels_of(question.codes, catalogue) + ")";
}

class QuestionWords {
public:
    explicit QuestionWords(const SignalCatalogue& catalogue) : catalogue_(catalogue) {}

    std::string of(const Condition& condition) const {
        switch (condition.kind) {
            case Condition::Kind::all:
                return joined(condition.parts, ", et en même temps ");
            case Condition::Kind::any:
                return joined(condition.parts, ", ou ");
            case Condition::Kind::rule:
                return "la règle " + condition.rule + " tient aussi";
            case Condition::Kind::question:
                break;
        }
        const auto at = std::ranges::find(words, condition.predicate->name, &Words::first);
        return at == words.end() ? named(condition, catalogue_) : filled_in(condition, at->second);
    }

private:
    std::string joined(const std::vector<Condition>& parts, std::string_view between) const {
        std::string text;
        for (const auto& part : parts) text.append(text.empty() ? "" : between).append(of(part));
        return text;
    }

    std::string filled_in(const Condition& question, std::string_view pattern) const {
        std::string text;
        for_each_placeholder(
            pattern, [&](std::string_view piece) { text += piece; },
            [&](std::string_view name) { text += said(question, name); });
        return text;
    }

    std::string said(const Condition& question, std::string_view name) const {
        if (name == "codes") return labels_of(question.codes, catalogue_);
        if (name == "others") return labels_of(question.others, catalogue_);
        const auto parameters = question.predicate->parameters;
        const auto at = std::ranges::find(parameters, name, &Parameter::name);
        return in_braces(question.thresholds.at(static_cast<std::size_t>(at - parameters.begin())));
    }

    const SignalCatalogue& catalogue_;
};

}  // namespace

std::string exception_words(const Condition& unless, const SignalCatalogue& catalogue) {
    return "La règle se tait tant que ceci est vrai\u00A0: " + QuestionWords(catalogue).of(unless) + ".";
}

}  // namespace prevenance::rules

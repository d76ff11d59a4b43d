#include "forms/first_steps_page.h"

#include "forms/field.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace prevenance::forms {
namespace {

struct Tool {
    std::string_view code;
    std::string_view label;
    std::string_view help;  // what to do without it
    std::string_view page;
};

constexpr std::array<Tool, 8> tools{{
    {"risk_register", "Un document unique d’évaluation des risques, à jour", "Préparer ses lignes annuelles",
     "/documents/document-unique"},
    {"return_talk", "Un échange avec la personne qui revient d’un arrêt", "Lire le guide d’entretien",
     "/fiches/guide-d-entretien"},
    {"absences_followed", "Un suivi des absences, sans leur cause", "Importer les absences",
     "/absences/importer"},
    {"facts_noted", "Une façon de noter ce qui devient difficile au travail", "Imprimer la fiche à remplir",
     "/fiches/noter-un-signal"},
    {"service_known", "Les coordonnées du service de santé au travail, connues de l’équipe",
     "Imprimer la fiche pour les salariés", "/fiches/salarie"},
    {"team_meetings", "Des réunions d’équipe où l’on parle du travail", "Suivre les chiffres d’une équipe",
     "/equipes"},
    {"training", "Une formation aux gestes et aux aides techniques", "Chercher qui peut aider",
     "/orientation"},
    {"council_informed", "Des élus du personnel informés", "Préparer la fiche pour le comité",
     "/documents/comite"},
}};

struct Need {
    std::string_view code;
    std::string_view label;
};

constexpr std::array<Need, 6> needs{{
    {"time", "Du temps"},
    {"words", "Savoir comment en parler avec la personne"},
    {"service_contact", "Un contact avec le service de santé au travail"},
    {"equipment", "Du matériel au domicile"},
    {"training", "Des formations"},
    {"replacements", "Des remplacements"},
}};

template <class List>
std::set<std::string> read_codes(const PostedForm& form, const std::string& name, const List& known,
                                 std::vector<FieldError>& errors) {
    std::set<std::string> codes;
    for (const auto& code : form.values(name)) {
        if (std::ranges::find(known, code, [](const auto& one) { return std::string{one.code}; }) ==
            known.end())
            errors.push_back({name, "unknown", "Cette réponse n’est plus dans la liste. Rechargez la page."});
        codes.insert(code);
    }
    return codes;
}

template <class List>
TemplateData boxes(const std::string& name, const std::string& legend, const std::string& hint,
                   const List& known, const std::set<std::string>& ticked,
                   const std::vector<FieldError>& errors) {
    ChoiceField field{name, legend, hint, true, {}};
    for (const auto& one : known) {
        const std::string code{one.code};
        field.choices.push_back({code, std::string{one.label}, "", ticked.contains(code)});
    }
    return choice_field(field, errors);
}

TemplateData::List missing_tools(const std::set<std::string>& present) {
    TemplateData::List lines;
    for (const auto& tool : tools)
        if (!present.contains(std::string{tool.code}))
            lines.push_back(TemplateData{}
                                .set("tool_label", std::string{tool.label})
                                .set("tool_help", std::string{tool.help})
                                .set("tool_page", std::string{tool.page}));
    return lines;
}

}  // namespace

Result<FirstSteps> read_first_steps(const PostedForm& form) {
    std::vector<FieldError> errors;
    FirstSteps steps{read_codes(form, "tools", tools, errors), read_codes(form, "needs", needs, errors)};
    if (!errors.empty()) return fail(std::move(errors));
    return steps;
}

TemplateData first_steps_data(const FirstStepsView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    const auto missing = missing_tools(view.answers.tools);
    data.set_optional("answered_on", view.answered_on);
    data.set("has_missing", !view.answered_on.empty() && !missing.empty()).set("missing", missing);
    data.set("has_all", !view.answered_on.empty() && missing.empty());
    data.set("tools_field",
             boxes("tools", "Ce que votre structure a déjà", "Cochez ce qui existe vraiment, même en petit.",
                   tools, view.answers.tools, errors));
    data.set("needs_field", boxes("needs", "Ce qui manque le plus", "", needs, view.answers.needs, errors));
    return data;
}

}  // namespace prevenance::forms

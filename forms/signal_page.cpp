#include "forms/signal_page.h"

#include "forms/field.h"
#include "forms/signal_form.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// The family of the person's own wish: its card tells at once what everybody may do.
constexpr std::string_view wish_family = "wish";

bool is_ticked(const SignalPageView& view, const std::string& code) {
    return std::ranges::find(view.types, code) != view.types.end();
}

std::string visit_hint(const std::string& phone) {
    const std::string right = "Toute personne salariée peut demander une visite, même sans vous en informer.";
    return phone.empty() ? right : right + " Service de santé au travail : " + phone + ".";
}

std::vector<Choice> cards(const SignalPageView& view, const SignalCatalogue& catalogue) {
    std::vector<Choice> choices;
    for (const auto& type : catalogue.all()) {
        const bool is_card = view.about_team ? type.level == RuleLevel::team
                                             : type.level == RuleLevel::individual && type.quick;
        if (!is_card) continue;
        const auto hint = type.family == wish_family ? visit_hint(view.oh_service_phone) : std::string{};
        choices.push_back({type.code, type.label, hint, is_ticked(view, type.code)});
    }
    return choices;
}

TemplateData::List further_types(const SignalPageView& view, const SignalCatalogue& catalogue) {
    TemplateData::List list;
    if (view.about_team) return list;
    for (const auto& type : catalogue.all()) {
        if (type.level != RuleLevel::individual || type.quick) continue;
        list.push_back(TemplateData{}
                           .set("type_id", "further-" + std::to_string(list.size() + 1))
                           .set("type_code", type.code)
                           .set("type_label", type.label)
                           .set("ticked", is_ticked(view, type.code)));
    }
    return list;
}

bool takes_fact(const SignalPageView& view, const SignalCatalogue& catalogue) {
    return !view.about_team &&
           std::ranges::any_of(catalogue.all(), [](const SignalType& type) { return type.short_text; });
}

ChoiceField subject_field(const SignalPageView& view) {
    ChoiceField field{
        view.about_team ? "team" : "employee", view.about_team ? "Quelle équipe ?" : "Qui ?", "", false, {}};
    if (view.more_people) field.hint = "La liste est longue : cherchez un nom pour la raccourcir.";
    for (const auto& subject : view.subjects)
        field.choices.push_back({subject.id, subject.name, subject.hint, subject.chosen});
    return field;
}

ChoiceField day_field(const SignalPageView& view) {
    return {"day",
            "Quand ?",
            "",
            false,
            {{"today", "Aujourd’hui", "", view.day == "today"},
             {"yesterday", "Hier", "", view.day == "yesterday"},
             {"other", "Autre date", "", view.day == "other"}}};
}

std::vector<FieldError> under_one_name(std::vector<FieldError> errors) {
    for (auto& error : errors)
        if (error.field == "types") error.field = "type";
    return errors;
}

}  // namespace

TemplateData signal_page_data(const SignalPageView& view, const SignalCatalogue& catalogue,
                              const std::vector<FieldError>& given) {
    const auto errors = under_one_name(given);
    TemplateData data;
    data.set("about_team", view.about_team).set("about_person", !view.about_team);
    data.set("search", view.search).set("searched", view.searched).set("nobody", view.subjects.empty());
    data.set("post_path", view.about_team ? "/signaler/equipe" : "/signaler");
    data.set("subject_field", choice_field(subject_field(view), errors));
    data.set("type_field", choice_field({"type", "Qu’avez-vous constaté ?", "Un à trois constats.", true,
                                         cards(view, catalogue)},
                                        errors));
    data.set("further_types", further_types(view, catalogue)).set("has_further_types", !view.about_team);
    data.set("further_open", std::ranges::any_of(view.types, [&](const std::string& code) {
                 const auto* type = catalogue.find(code);
                 return type != nullptr && !type->quick;
             }));
    data.set("day_field", choice_field(day_field(view), errors));
    data.set("date_field", input_field({.name = "happened_on",
                                        .label = "Si c’est une autre date, laquelle ?",
                                        .hint = "Par exemple 12/03/2026.",
                                        .value = view.happened_on,
                                        .type = "text",
                                        .autocomplete = "off",
                                        .input_mode = "",
                                        .longest = 10},
                                       errors));
    data.set("fact_field",
             takes_fact(view, catalogue)
                 ? TemplateData::List{text_area_field(
                       {"fact", "Précision (facultatif)", "Décrivez seulement le travail. Rien sur la santé.",
                        view.fact, static_cast<int>(longest_fact)},
                       errors)}
                 : TemplateData::List{});
    data.set_optional("inform_path", view.inform_path).set("ask_referent", view.ask_referent);
    return data;
}

TemplateData signal_receipt_data(const SignalReceiptView& view) {
    TemplateData data;
    data.set("subject", view.subject).set("happened_on", view.happened_on);
    data.set("recorded_at", view.recorded_at).set("author", view.author);
    TemplateData::List lines;
    for (const auto& line : view.lines)
        lines.push_back(TemplateData{}
                            .set("label", line.label)
                            .set_optional("fact", line.fact)
                            .set_optional("delete_path", line.delete_path));
    data.set("lines", std::move(lines)).set_optional("deletable_until", view.deletable_until);
    data.set("wishes_a_visit", view.wishes_a_visit).set_optional("oh_service_phone", view.oh_service_phone);
    data.set("again_path", view.again_path);
    return data;
}

}  // namespace prevenance::forms

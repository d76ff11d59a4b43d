#include "forms/own_request_page.h"

#include "forms/answer_page.h"
#include "forms/field.h"
#include "forms/field_reader.h"

namespace prevenance::forms {
namespace {

constexpr std::size_t longest_name = 120;

TemplateData name_field(const std::string& name, const std::string& label, const std::string& hint,
                        const std::string& autocomplete, const std::string& value,
                        const std::vector<FieldError>& errors) {
    return input_field({.name = name,
                        .label = label,
                        .hint = hint,
                        .value = value,
                        .type = "text",
                        .autocomplete = autocomplete,
                        .input_mode = "",
                        .longest = static_cast<int>(longest_name)},
                       errors);
}

}  // namespace

OwnRequestForm typed_own_request(const PostedForm& form) {
    return {form.value("service"), Sensitive<std::string>{form.value("person_name")},
            Sensitive<std::string>{form.value("employer_name")}, typed_answer(form, 0)};
}

Result<OwnRequestForm> read_own_request(const PostedForm& form, const std::vector<std::string>& services) {
    FieldReader reader{form};
    reader.one_of("service", services, "Choisissez votre service de santé au travail.");
    reader.required_text("person_name", longest_name, "Indiquez votre prénom et votre nom.");
    reader.required_text("employer_name", longest_name,
                         "Indiquez le nom de votre employeur : il sert au service à vous retrouver.");
    auto errors = reader.take_errors();
    if (const auto answer = read_answer(form, 0); !answer)
        errors.insert(errors.end(), answer.error().fields.begin(), answer.error().fields.end());
    if (!errors.empty()) return fail(std::move(errors));
    return typed_own_request(form);
}

TemplateData own_request_data(const OwnRequestView& view, const std::vector<FieldError>& errors,
                              const Say& say) {
    TemplateData data;
    ChoiceField service{.name = "service",
                        .legend = say("Votre service de santé au travail"),
                        .hint = say("Son nom est sur l’affichage obligatoire de votre lieu de travail."),
                        .several = false,
                        .choices = {}};
    if (view.services.size() > 1)
        service.choices.push_back({"", say("Choisissez"), "", view.typed.service.empty()});
    for (const auto& [id, name] : view.services)
        service.choices.push_back({id, name, "", id == view.typed.service});
    data.set("has_services", !view.services.empty());
    data.set("service_field", choice_field(service, errors));
    data.set("person_field", name_field("person_name", say("Votre prénom et votre nom"), "", "name",
                                        view.typed.person_name.reveal(), errors));
    data.set("employer_field",
             name_field("employer_name", say("Le nom de votre employeur"),
                        say("Il n’est pas prévenu. Ce nom aide le service à vous retrouver."), "organization",
                        view.typed.employer_name.reveal(), errors));
    set_contact_fields(data, view.typed.answer, errors, say);
    return data;
}

TemplateData own_request_review_data(const OwnRequestReviewView& view) {
    TemplateData data;
    const auto& typed = view.typed;
    data.set("person", typed.person_name.reveal()).set("employer", typed.employer_name.reveal());
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set("retention_officer", view.retention_officer).set("expires_on", view.expires_on);
    set_contact_lines(data, typed.answer);
    auto hidden = hidden_answer(typed.answer);
    hidden.push_back(TemplateData{}.set("hidden_name", "service").set("hidden_value", typed.service));
    hidden.push_back(
        TemplateData{}.set("hidden_name", "person_name").set("hidden_value", typed.person_name.reveal()));
    hidden.push_back(
        TemplateData{}.set("hidden_name", "employer_name").set("hidden_value", typed.employer_name.reveal()));
    data.set("hidden_fields", std::move(hidden)).set("notice", view.notice);
    data.set_optional("new_key_from", view.new_key_from);
    return data;
}

TemplateData own_request_state_data(const OwnRequestStateView& view) {
    TemplateData data;
    data.set("path", view.path).set("code", view.code).set("sent_on", view.sent_on);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set("receipt", view.receipt).set("expires_on", view.expires_on).set("stands", view.stands);
    data.set("service_asks", view.service_asks);
    TemplateData::List steps;
    for (const auto& step : view.steps) steps.push_back(TemplateData{}.set("step", step));
    data.set("steps", std::move(steps));
    return data;
}

TemplateData paper_request_data(const std::string& service) {
    return std::move(TemplateData{}.set("has_service", !service.empty()).set("service", service));
}

}  // namespace prevenance::forms

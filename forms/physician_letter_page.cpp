#include "forms/physician_letter_page.h"

#include "forms/field.h"
#include "forms/physician_letter_form.h"

#include <algorithm>
#include <utility>

namespace prevenance::forms {
namespace {

using Errors = std::vector<FieldError>;

InputField time_input(const std::string& name, const std::string& label, const PostedForm& typed) {
    return {.name = name,
            .label = label,
            .hint = "Par exemple 9 h 30",
            .value = typed.value(name),
            .type = "text",
            .autocomplete = "",
            .input_mode = "",
            .longest = 7};
}

std::string typed_day(const LetterFormView& view) {
    return view.typed.has("on") ? view.typed.value("on") : view.day_as_known;
}

void add_attendance_fields(TemplateData& data, const LetterFormView& view, const Errors& errors) {
    data.set(
        "attendance_fields",
        TemplateData{}
            .set("on_field", day_field("on", "Jour de la visite", "", typed_day(view), errors))
            .set("from_field", input_field(time_input("from", "Heure d’arrivée", view.typed), errors))
            .set("until_field", input_field(time_input("until", "Heure de départ", view.typed), errors)));
}

void add_appointment_fields(TemplateData& data, const LetterFormView& view, const Errors& errors) {
    data.set("appointment_fields",
             TemplateData{}
                 .set("on_field", day_field("on", "Jour du rendez-vous", "", view.typed.value("on"), errors))
                 .set("at_field", input_field(time_input("at", "Heure du rendez-vous", view.typed), errors))
                 .set("place_field",
                      text_field("place", "Lieu", "Une adresse, un centre, ou «\u00A0par téléphone\u00A0».",
                                 view.typed.value("place"), static_cast<int>(longest_place), errors)));
}

void add_agreement_fields(TemplateData& data, const LetterFormView& view, const Errors& errors) {
    const auto* words = view.kind == LetterKind::sheet
                            ? "La personne est d’accord pour cette fiche et pour ce seul destinataire."
                            : "La personne est d’accord pour que cette lettre parte à son employeur.";
    data.set("agreement_fields",
             TemplateData{}
                 .set("agreed_field", choice_field({"agreed",
                                                    "L’accord de la personne",
                                                    "",
                                                    true,
                                                    {{"true", words, "", view.typed.has("agreed")}}},
                                                   errors))
                 .set("agreed_on_field",
                      day_field("agreed_on", "Accord donné le", "", view.typed.value("agreed_on"), errors)));
}

ChoiceField recipient_field(const LetterFormView& view) {
    ChoiceField field{"recipient", "Destinataire", "Un seul. Une autre fiche pour un autre.", false, {}};
    for (const auto& choice : view.recipients.all())
        field.choices.push_back(
            {choice.code, choice.label, "", choice.code == view.typed.value("recipient")});
    return field;
}

ChoiceField contents_field(const LetterFormView& view) {
    const auto ticked = view.typed.values("contents");
    ChoiceField field{"contents", "Ce que la fiche contient", "Rien n’est coché d’avance.", true, {}};
    for (const auto& choice : view.contents.all())
        field.choices.push_back(
            {choice.code, choice.label, "", std::ranges::find(ticked, choice.code) != ticked.end()});
    return field;
}

void add_sheet_fields(TemplateData& data, const LetterFormView& view, const Errors& errors) {
    data.set(
        "sheet_fields",
        TemplateData{}
            .set("recipient_field", choice_field(recipient_field(view), errors))
            .set("recipient_name_field",
                 text_field("recipient_name", "Nom de ce destinataire",
                            "L’organisme, et la personne si vous la "
                            "connaissez.",
                            view.typed.value("recipient_name"), static_cast<int>(longest_recipient), errors))
            .set("contents_field", choice_field(contents_field(view), errors))
            .set("request_field",
                 text_area_field({.name = "request",
                                  .label = "Ce que la personne attend (facultatif)",
                                  .hint = "280 caractères au plus. Le travail et l’emploi, jamais la santé.",
                                  .value = view.typed.value("request"),
                                  .longest = static_cast<int>(longest_request)},
                                 errors)));
}

void add_fields(TemplateData& data, const LetterFormView& view, const Errors& errors) {
    switch (view.kind) {
        case LetterKind::attendance:
            return add_attendance_fields(data, view, errors);
        case LetterKind::appointment:
            add_appointment_fields(data, view, errors);
            return add_agreement_fields(data, view, errors);
        case LetterKind::pre_return:
            return add_appointment_fields(data, view, errors);
        case LetterKind::sheet:
            add_sheet_fields(data, view, errors);
            return add_agreement_fields(data, view, errors);
    }
}

TemplateData::List carried(const PostedForm& posted) {
    TemplateData::List list;
    for (const auto& [name, values] : posted.fields()) {
        if (name == "form_token" || name == "submission_key") continue;
        for (const auto& value : values)
            list.push_back(TemplateData{}.set("hidden_name", name).set("hidden_value", value));
    }
    return list;
}

TemplateData frame_data(const LetterFrame& frame) {
    TemplateData data;
    data.set("alert_path", frame.alert_path).set("letter_path", frame.letter_path);
    data.set("can_print", frame.can_print).set("carried", carried(frame.posted));
    data.set("service_name", frame.service.name).set("service_phone", frame.service.phone);
    data.set("has_retention_officer", !frame.service.retention_officer.empty());
    data.set("retention_officer", frame.service.retention_officer);
    data.set("physician", frame.physician).set("person", frame.person.reveal());
    data.set("written_on", frame.written_on);
    return data;
}

TemplateData::List lines(const std::vector<std::string>& words) {
    TemplateData::List list;
    for (const auto& line : words) list.push_back(TemplateData{}.set("line", line));
    return list;
}

}  // namespace

TemplateData letter_form_data(const LetterFormView& view, const Errors& errors) {
    TemplateData data;
    data.set("alert_path", view.alert_path)
        .set("letter_path", view.letter_path)
        .set("can_print", view.can_print);
    data.set("for_attendance", view.kind == LetterKind::attendance);
    data.set("for_appointment", view.kind == LetterKind::appointment);
    data.set("for_pre_return", view.kind == LetterKind::pre_return);
    data.set("for_sheet", view.kind == LetterKind::sheet);
    for (const auto* name : {"attendance_fields", "appointment_fields", "sheet_fields", "agreement_fields"})
        data.set(name, false);
    add_fields(data, view, errors);
    return data;
}

TemplateData attendance_letter_data(const AttendanceLetter& letter) {
    auto data = frame_data(letter.frame);
    data.set("on", letter.on).set("from", letter.from).set("until", letter.until);
    return data;
}

TemplateData appointment_letter_data(const AppointmentLetter& letter) {
    auto data = frame_data(letter.frame);
    data.set_optional("employer", letter.employer.reveal());
    data.set("on", letter.on).set("at", letter.at).set("place", letter.place);
    data.set("agreed_on", letter.agreed_on);
    return data;
}

TemplateData pre_return_invitation_data(const PreReturnInvitation& letter) {
    auto data = frame_data(letter.frame);
    data.set("on", letter.on).set("at", letter.at).set("place", letter.place);
    return data;
}

TemplateData hand_over_sheet_data(const HandOverSheet& sheet) {
    auto data = frame_data(sheet.frame);
    data.set("is_referral", sheet.is_referral).set("recipient", sheet.recipient);
    data.set("recipient_name", sheet.recipient_name).set("agreed_on", sheet.agreed_on);
    data.set_optional("contact", sheet.contact ? sheet.contact->reveal() : std::string{});
    data.set_optional("employer", sheet.employer ? sheet.employer->reveal() : std::string{});
    data.set("has_measures", !sheet.measures.empty()).set("measures", lines(sheet.measures));
    data.set("has_visit_days", !sheet.visit_days.empty()).set("visit_days", lines(sheet.visit_days));
    data.set_optional("request", sheet.request);
    data.set("handed_over", lines(sheet.handed_over));
    return data;
}

}  // namespace prevenance::forms

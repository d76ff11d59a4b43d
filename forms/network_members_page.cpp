#include "forms/network_members_page.h"

#include "forms/field.h"
#include "forms/french.h"

namespace prevenance::forms {
namespace {

std::string days_of(const StayLine& stay, Date today) {
    const auto begins = (stay.first_day > today ? "à partir du " : "depuis le ") + short_date(stay.first_day);
    if (!stay.last_day) return begins;
    return "du " + short_date(stay.first_day) + " au " + short_date(*stay.last_day);
}

TemplateData::List lines_of(const NetworkMembersView& view) {
    TemplateData::List lines;
    for (const auto& stay : view.stays)
        lines.push_back(
            TemplateData{}.set("member_name", stay.name).set("member_days", days_of(stay, view.today)));
    return lines;
}

TemplateData employer_field(const NetworkMembersView& view, const std::vector<FieldError>& errors) {
    const auto typed = view.typed.value("employer");
    ChoiceField field{"employer", "Structure qui entre", "", false, {{"", "Choisissez", "", typed.empty()}}};
    for (const auto& employer : view.employers)
        field.choices.push_back({employer.id.text(), employer.name, "", typed == employer.id.text()});
    return choice_field(field, errors);
}

TemplateData member_field(const NetworkMembersView& view, const std::vector<FieldError>& errors) {
    const auto typed = view.typed.value("member");
    ChoiceField field{"member", "Structure qui sort", "", false, {{"", "Choisissez", "", typed.empty()}}};
    for (const auto& stay : view.stays)
        if (stay.may_leave)
            field.choices.push_back({stay.id.text(), stay.name, "", typed == stay.id.text()});
    return choice_field(field, errors);
}

TemplateData joining_form(const NetworkMembersView& view, const std::vector<FieldError>& errors) {
    const auto first_day = view.typed.has("first_day") ? view.typed.value("first_day") : iso_date(view.today);
    return TemplateData{}
        .set("employer_field", employer_field(view, errors))
        .set("first_day_field",
             day_field("first_day", "Son premier jour",
                       "Pour compter dans les chiffres de ce trimestre\u00A0: le " +
                           short_date(first_of_quarter(view.today)) + " au plus tard.",
                       first_day, errors));
}

TemplateData leaving_form(const NetworkMembersView& view, const std::vector<FieldError>& errors) {
    return TemplateData{}
        .set("member_field", member_field(view, errors))
        .set("last_day_field", day_field("last_day", "Son dernier jour",
                                         "Un jour déjà noté se corrige ainsi tant que sa période n’est pas publiée.",
                                         view.typed.value("last_day"), errors));
}

}  // namespace

TemplateData network_members_data(const NetworkMembersView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("network_id", view.network.id.text())
        .set("nobody_yet", view.stays.empty())
        .set_optional("published_until", view.published_until ? short_date(*view.published_until) : std::string{})
        .set("members", lines_of(view))
        .set("joining", joining_form(view, errors));
    if (view.stays.empty()) return data.set("leaving", false);
    return data.set("leaving", leaving_form(view, errors));
}

}  // namespace prevenance::forms

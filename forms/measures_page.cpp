#include "forms/measures_page.h"

#include "forms/field.h"
#include "forms/french.h"
#include "forms/measures_form.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace prevenance::forms {
namespace {

TemplateData date_field(const MeasuresFormView& view, const std::string& name, const std::string& label,
                        const std::string& hint) {
    return day_field(name, label, hint, view.form.value(name), view.errors);
}

// One measure: its box, and its precision below.
TemplateData measure_choice(const MeasuresFormView& view, const ListedChoice& listed, bool is_first) {
    const auto chosen = view.form.values("measure");
    TemplateData item;
    item.set("choice_id", is_first ? std::string{"measure"} : "measure_" + listed.code);
    item.set("choice_value", listed.code).set("choice_label", listed.label);
    const bool is_chosen = std::ranges::find(chosen, listed.code) != chosen.end();
    const auto name = detail_field(listed.code);
    item.set("chosen", is_chosen).set("is_open", is_chosen || !view.form.value(name).empty());
    item.set("detail_field",
             input_field({.name = name,
                          .label = "Précision pour «\u00a0" + listed.label + "\u00a0» (facultatif)",
                          .hint = "",
                          .value = view.form.value(name),
                          .type = "text",
                          .autocomplete = "off",
                          .input_mode = "",
                          .longest = static_cast<int>(longest_measure_detail)},
                         view.errors));
    return item;
}

TemplateData::List carried_fields(const PostedForm& form) {
    constexpr std::array<std::string_view, 3> not_carried{"form_token", "submission_key", "step"};
    TemplateData::List fields;
    for (const auto& [name, values] : form.fields()) {
        if (std::ranges::find(not_carried, name) != not_carried.end()) continue;
        for (const auto& value : values)
            fields.push_back(TemplateData{}.set("hidden_name", name).set("hidden_value", value));
    }
    return fields;
}

std::string answer_words(const AnsweredMeasureLine& line) {
    if (line.answer == "accepted") return "Acceptée";
    if (line.answer == "otherwise") return "Acceptée autrement";
    if (line.answer == "impossible") return "Impossible";
    return "Pas encore de réponse";
}

}  // namespace

TemplateData measures_as_read_data(const MeasuresAsRead& view) {
    TemplateData::List lines;
    for (const auto& measure : view.measures) {
        TemplateData line;
        line.set("measure_label", measure.label).set_optional("measure_detail", measure.detail);
        lines.push_back(std::move(line));
    }
    TemplateData data;
    data.set("person_name", view.person_name).set("service_name", view.service_name);
    data.set("physician_name", view.physician_name).set("measures", std::move(lines));
    data.set("talked_with_employee_on", long_date(view.talked_with_employee_on));
    data.set("talked_with_employer_on", long_date(view.talked_with_employer_on));
    data.set_optional("review_on", view.review_on ? long_date(*view.review_on) : std::string{});
    return data;
}

TemplateData measures_form_data(const MeasuresFormView& view) {
    TemplateData::List choices;
    for (const auto& listed : view.catalogue.all())
        choices.push_back(measure_choice(view, listed, choices.empty()));
    const auto missing = std::ranges::find(view.errors, "measure", &FieldError::field);
    TemplateData data;
    data.set("path", view.path).set("choices", std::move(choices)).set("is_own_request", view.is_own_request);
    data.set_optional("measure_error", missing == view.errors.end() ? std::string{} : missing->message);
    data.set("employee_date",
             date_field(view, "talked_with_employee_on", "Échange fait avec la personne, le", ""));
    data.set("employer_date",
             date_field(view, "talked_with_employer_on", "Échange fait avec l’employeur, le", ""));
    data.set("review_date", date_field(view, "review_on", "Revoir ces mesures le (facultatif)", ""));
    return data;
}

TemplateData measures_preview_data(const MeasuresPreview& view) {
    TemplateData data;
    data.set("path", view.path).set("as_read", measures_as_read_data(view.as_read));
    data.set("carried", carried_fields(view.form)).set("may_send", !view.is_own_request);
    return data;
}

TemplateData::List answered_measures_list(const std::vector<AnsweredMeasuresView>& sent) {
    TemplateData::List list;
    for (const auto& measures : sent) {
        TemplateData::List lines;
        for (const auto& measure : measures.measures) {
            TemplateData line;
            line.set("measure_label", measure.label).set_optional("measure_detail", measure.detail);
            line.set("measure_answer", answer_words(measure)).set_optional("measure_reason", measure.reason);
            line.set_optional("measure_due", measure.due_on ? long_date(*measure.due_on) : std::string{});
            lines.push_back(std::move(line));
        }
        TemplateData item;
        item.set("sent_on", date_and_time(measures.sent_at)).set("lines", std::move(lines));
        TemplateData::List plans;
        for (const auto& plan : measures.plans) plans.push_back(TemplateData{}.set("plan_words", plan));
        item.set("plans", std::move(plans));
        item.set("read_on", measures.acknowledged_at
                                ? "Lues par l’employeur le " + date_and_time(*measures.acknowledged_at) + "."
                                : std::string{"L’employeur ne les a pas encore lues."});
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace prevenance::forms

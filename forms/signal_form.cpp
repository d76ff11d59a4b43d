#include "forms/signal_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string type_field(const PostedForm& form) {
    return form.has("types") ? "types" : "type";
}

void read_subject(const PostedForm& form, FieldReader& reader, NewSignal& signal) {
    if (form.has("team")) {
        signal.team = reader.required_id<TeamId>("team", "Choisissez une équipe.");
    } else if (const auto number = form.value("payroll_number"); !number.empty()) {
        signal.payroll_number = Sensitive<std::string>{number};
    } else {
        signal.employee = reader.required_id<EmployeeId>("employee", "Choisissez une personne.");
    }
    if (form.has("employee") + form.has("payroll_number") + form.has("team") > 1)
        reader.refuse("employee", "one_subject", "Donnez une seule personne ou une seule équipe.");
}

void read_types(const PostedForm& form, const SignalCatalogue& catalogue, FieldReader& reader,
                NewSignal& signal) {
    const auto field = type_field(form);
    const auto level = form.has("team") ? RuleLevel::team : RuleLevel::individual;
    for (const auto& code : form.values(field)) {
        const auto* type = catalogue.find(code);
        if (type == nullptr || type->level != level)
            return reader.refuse(
                field, "unknown_type",
                "« " + code + " » n’est pas un constat de la liste. Choisissez dans la liste.");
        if (std::ranges::find(signal.types, code) == signal.types.end()) signal.types.push_back(code);
    }
    if (signal.types.empty()) reader.refuse(field, "missing", "Cochez au moins un constat.");
    if (signal.types.size() > most_types_at_once)
        reader.refuse(field, "too_many", "Cochez trois constats au plus.");
}

// A date that was written counts, whatever the preset beside it still says.
std::optional<Date> read_day(const PostedForm& form, FieldReader& reader, Date today) {
    const auto day = form.value("happened_on").empty() ? form.value("day") : "other";
    if (day == "today") return today;
    if (day == "yesterday") return today - Days{1};
    return reader.past_date("happened_on", "Indiquez la date.", today);
}

// The words are looked at first: a sentence that must not be written is no better for being too long.
void read_fact(const PostedForm& form, const SignalCatalogue& catalogue, const HealthWords& health_words,
               FieldReader& reader, NewSignal& signal) {
    const auto fact = form.value("fact");
    if (fact.empty()) return;
    if (const auto found = health_words.found_in(fact); !found.empty())
        return reader.refuse("fact", "health_word", health_word_message(found));
    signal.fact = Sensitive<std::string>{reader.optional_text("fact", longest_fact)};
    const bool allowed = std::ranges::any_of(signal.types, [&](const std::string& code) {
        const auto* type = catalogue.find(code);
        return type != nullptr && type->short_text;
    });
    if (!allowed) reader.refuse("fact", "no_text_here", "Ce constat se note sans texte. Retirez la phrase.");
}

}  // namespace

Result<NewSignal> read_signal_form(const PostedForm& form, const SignalCatalogue& catalogue,
                                   const HealthWords& health_words, Date today) {
    FieldReader reader{form};
    NewSignal signal;
    read_subject(form, reader, signal);
    read_types(form, catalogue, reader, signal);
    const auto happened_on = read_day(form, reader, today);
    read_fact(form, catalogue, health_words, reader, signal);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    signal.happened_on = *happened_on;
    return signal;
}

}  // namespace prevenance::forms

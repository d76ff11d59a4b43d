#include "forms/measures_answer_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string_view missing_reason(MeasureAnswer answer) {
    if (answer == MeasureAnswer::impossible)
        return "Expliquez pourquoi cette mesure est impossible. Le médecin et la personne liront ce motif.";
    return "Expliquez ce que vous ferez à la place. Le médecin et la personne liront ces mots.";
}

std::string read_reason(FieldReader& reader, const std::string& name, MeasureAnswer answer,
                        const HealthWords& health_words) {
    auto reason = answer == MeasureAnswer::accepted
                      ? reader.optional_text(name, longest_measure_reason)
                      : reader.required_text(name, longest_measure_reason, missing_reason(answer));
    const auto found = health_words.found_in(reason);
    if (!found.empty()) reader.refuse(name, "health_words", health_word_message(found));
    return reason;
}

std::optional<Date> read_due_date(FieldReader& reader, const std::string& name, MeasureAnswer answer,
                                  Date today) {
    if (answer == MeasureAnswer::impossible) return std::nullopt;
    const auto due_on = reader.required_date(name, "Indiquez pour quand cette mesure sera en place.");
    if (due_on && *due_on < today)
        reader.refuse(name, "date_past", "Cette date est passée. Choisissez une date à venir.");
    return due_on;
}

std::optional<AnsweredMeasure> read_one(FieldReader& reader, const PostedForm& form, int position,
                                        const HealthWords& health_words, Date today) {
    const auto name = measure_field("answer", position);
    if (form.value(name).empty()) return std::nullopt;
    const auto answer = value_in(measure_answer_names, form.value(name));
    if (!answer) {
        reader.refuse(name, "unknown", "Choisissez une des trois réponses.");
        return std::nullopt;
    }
    AnsweredMeasure measure;
    measure.position = position;
    measure.answer = *answer;
    measure.reason =
        Sensitive<std::string>{read_reason(reader, measure_field("reason", position), *answer, health_words)};
    measure.due_on = read_due_date(reader, measure_field("due_on", position), *answer, today);
    return measure;
}

}  // namespace

std::string measure_field(std::string_view name, int position) {
    return std::string{name} + "_" + std::to_string(position);
}

Result<std::vector<AnsweredMeasure>> read_measure_answers(const PostedForm& form,
                                                          const std::vector<int>& open,
                                                          const HealthWords& health_words, Date today) {
    FieldReader reader{form};
    std::vector<AnsweredMeasure> answers;
    for (const auto position : open)
        if (auto answer = read_one(reader, form, position, health_words, today))
            answers.push_back(std::move(*answer));
    if (answers.empty() && reader.errors().empty() && !open.empty())
        reader.refuse(measure_field("answer", open.front()), "missing", "Répondez au moins à une mesure.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return answers;
}

}  // namespace prevenance::forms

#include "forms/measures_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string read_detail(FieldReader& reader, const HealthWords& health_words, const std::string& code,
                        bool chosen) {
    const auto name = detail_field(code);
    auto detail = reader.optional_text(name, longest_measure_detail);
    if (!chosen && !detail.empty())
        reader.refuse(name, "measure_not_chosen", "Cochez cette mesure, ou effacez sa précision.");
    const auto found = health_words.found_in(detail);
    if (!found.empty()) reader.refuse(name, "health_word", health_word_message(found));
    return detail;
}

std::vector<ProposedMeasure> read_chosen(FieldReader& reader, const PostedForm& form,
                                         const ChoiceList& catalogue, const HealthWords& health_words) {
    const auto chosen = form.values("measure");
    std::vector<ProposedMeasure> measures;
    for (const auto& listed : catalogue.all()) {
        const bool is_chosen = std::ranges::find(chosen, listed.code) != chosen.end();
        auto detail = read_detail(reader, health_words, listed.code, is_chosen);
        if (is_chosen) measures.push_back({listed.code, Sensitive<std::string>{std::move(detail)}});
    }
    if (std::ranges::any_of(chosen, [&](const auto& code) { return !catalogue.has(code); }))
        reader.refuse("measure", "unknown", "Choisissez les mesures dans la liste.");
    else if (measures.empty())
        reader.refuse("measure", "missing", "Choisissez au moins une mesure.");
    return measures;
}

}  // namespace

std::string detail_field(const std::string& code) {
    return "detail_" + code;
}

Result<ProposedMeasures> read_measures(const PostedForm& form, const ChoiceList& catalogue,
                                       const HealthWords& health_words, Date today) {
    FieldReader reader{form};
    auto measures = read_chosen(reader, form, catalogue, health_words);
    const auto employee_on =
        reader.past_date("talked_with_employee_on",
                         "Indiquez le jour de l’échange avec la personne (article L4624-3).", today);
    const auto employer_on =
        reader.past_date("talked_with_employer_on",
                         "Indiquez le jour de l’échange avec l’employeur (article L4624-3).", today);
    const auto review_on = reader.optional_date("review_on");
    if (review_on && *review_on <= today)
        reader.refuse("review_on", "passed", "Choisissez un jour à venir pour revoir ces mesures.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return ProposedMeasures{std::move(measures), *employee_on, *employer_on, review_on};
}

}  // namespace prevenance::forms

#include "forms/suggestion_form.h"

#include "domain/procedure.h"
#include "forms/field_reader.h"
#include "forms/french.h"

#include <algorithm>

namespace prevenance::forms {

Result<Date> read_postponement(const PostedForm& form, Date today) {
    FieldReader reader{form};
    const auto until =
        reader.required_date("until", "Choisissez la date à laquelle la suggestion doit revenir.");
    if (until && *until <= today) reader.refuse("until", "date_not_ahead", "Choisissez une date à venir.");
    if (until && *until > today && !may_be_postponed_until(*until, today))
        reader.refuse("until", "too_far",
                      "Choisissez une date dans les trois mois, au plus tard le " +
                          short_date(add_months(today, longest_postponement)) + ".");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return *until;
}

Result<std::string> read_closing(const PostedForm& form, const ChoiceList& reasons) {
    FieldReader reader{form};
    auto reason = reader.one_of("reason", reasons.codes(), "Choisissez la raison de votre décision.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return reason;
}

Result<FactId> read_wrong_fact(const PostedForm& form, const std::vector<FactId>& facts) {
    FieldReader reader{form};
    const auto fact = reader.required_id<FactId>("fact", "Choisissez le fait qui est inexact.");
    if (fact && std::ranges::find(facts, *fact) == facts.end())
        reader.refuse("fact", "unknown", "Ce fait n’est plus dans le dossier. Choisissez-en un autre.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return *fact;
}

}  // namespace prevenance::forms

#include "forms/legal_stop_form.h"

#include "forms/field_reader.h"

namespace prevenance::forms {
namespace {

// No prescribed stop ends later than this; a year with a wrong digit does.
constexpr Months furthest_end{12};

}  // namespace

Result<NewLegalStop> read_legal_stop_form(const PostedForm& form, Date today) {
    FieldReader reader{form};
    NewLegalStop stop;
    if (const auto id = reader.required_id<EmployeeId>("employee", "Choisissez une personne."))
        stop.employee = *id;
    stop.kind = reader.one_of("kind", {"AT", "MP"}, "Choisissez la sorte d’arrêt.");
    const auto starts_on = reader.past_date("starts_on", "Indiquez le premier jour de l’arrêt.", today);
    stop.ends_on = reader.optional_date("ends_on");
    if (starts_on && stop.ends_on && *stop.ends_on < *starts_on)
        reader.refuse("ends_on", "end_before_start", "Le dernier jour est avant le premier.");
    if (stop.ends_on && *stop.ends_on > add_months(today, furthest_end))
        reader.refuse("ends_on", "too_far", "Ce dernier jour est dans plus d’un an. Vérifiez l’année.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    stop.starts_on = *starts_on;
    return stop;
}

}  // namespace prevenance::forms

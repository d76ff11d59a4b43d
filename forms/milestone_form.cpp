#include "forms/milestone_form.h"

#include "forms/field_reader.h"

#include <algorithm>
#include <vector>

namespace prevenance::forms {
namespace {

// A working life is shorter; a year with a wrong digit is not.
constexpr Months oldest_visit{12 * 50};
// No leave that ends with a return visit is longer; a year with a wrong digit is.
constexpr Months furthest_end{24};

const std::vector<std::string>& held_codes() {
    static const std::vector<std::string> codes{"VISITE_2_ANS", "VISITE_3_ANS", "VISITE_4_ANS",
                                                "VISITE_5_ANS", "MI_CARRIERE",  "ENTRETIEN_PARCOURS"};
    return codes;
}

}  // namespace

bool is_held_milestone(std::string_view code) {
    return std::ranges::find(held_codes(), code) != held_codes().end();
}

Result<NewMilestone> read_held_milestone_form(const PostedForm& form, Date today) {
    FieldReader reader{form};
    NewMilestone milestone;
    if (const auto id = reader.required_id<EmployeeId>("employee", "Choisissez une personne."))
        milestone.employee = *id;
    milestone.code = reader.one_of("code", held_codes(), "Choisissez la visite ou l’entretien.");
    const auto held_on =
        reader.past_date("held_on", "Indiquez le jour de la visite ou de l’entretien.", today);
    if (held_on && *held_on < add_months(today, -oldest_visit))
        reader.refuse("held_on", "too_old", "Ce jour est il y a plus de cinquante ans. Vérifiez l’année.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    milestone.starts_on = *held_on;
    return milestone;
}

Result<NewMilestone> read_return_form(const PostedForm& form, Date today) {
    FieldReader reader{form};
    NewMilestone milestone;
    milestone.code = "REPRISE";
    if (const auto id = reader.required_id<EmployeeId>("employee", "Choisissez une personne."))
        milestone.employee = *id;
    const auto starts_on = reader.past_date("starts_on", "Indiquez le premier jour de l’absence.", today);
    milestone.ends_on = reader.optional_date("ends_on");
    if (starts_on && milestone.ends_on && *milestone.ends_on < *starts_on)
        reader.refuse("ends_on", "end_before_start", "Le dernier jour est avant le premier.");
    if (milestone.ends_on && *milestone.ends_on > add_months(today, furthest_end))
        reader.refuse("ends_on", "too_far", "Ce dernier jour est dans plus de deux ans. Vérifiez l’année.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    milestone.starts_on = *starts_on;
    return milestone;
}

}  // namespace prevenance::forms

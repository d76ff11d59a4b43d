#include "forms/milestone_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// A working life is shorter; a year with a wrong digit is not.
constexpr Months oldest_visit{12 * 50};
// No leave that ends with a return visit is longer; a year with a wrong digit is.
constexpr Months furthest_end{24};

std::vector<std::string> codes_of_held() {
    std::vector<std::string> codes;
    for (const auto& kind : held_milestones()) codes.push_back(kind.code);
    return codes;
}

}  // namespace

const std::vector<MilestoneKind>& held_milestones() {
    static const std::vector<MilestoneKind> kinds{
        {"VISITE_5_ANS", "Visite de suivi, la prochaine dans 5 ans au plus"},
        {"VISITE_4_ANS", "Visite de suivi, la prochaine dans 4 ans au plus"},
        {"VISITE_3_ANS", "Visite de suivi, la prochaine dans 3 ans au plus"},
        {"VISITE_2_ANS", "Visite de suivi, la prochaine dans 2 ans au plus"},
        {"MI_CARRIERE", "Visite de mi-carrière"},
        {"ENTRETIEN_PARCOURS", "Entretien de parcours professionnel"},
    };
    return kinds;
}

std::string milestone_label(const std::string& code) {
    if (code == "REPRISE") return "Absence dont le retour demande une visite de reprise";
    if (code == "MI_CARRIERE_OUVERTE") return "Années de la visite de mi-carrière";
    const auto& kinds = held_milestones();
    const auto kind = std::ranges::find(kinds, code, &MilestoneKind::code);
    return kind == kinds.end() ? code : kind->label;
}

Result<NewMilestone> read_held_milestone_form(const PostedForm& form, Date today) {
    FieldReader reader{form};
    NewMilestone milestone;
    if (const auto id = reader.required_id<EmployeeId>("employee", "Choisissez une personne."))
        milestone.employee = *id;
    milestone.code = reader.one_of("code", codes_of_held(), "Choisissez la visite ou l’entretien.");
    const auto held_on = reader.past_date("held_on", "Indiquez le jour de la visite ou de l’entretien.", today);
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

// What a physician notes about an alert: the agreement confirmed by voice, a visit planned, a visit held. Dates
// and a kind, nothing else: no field takes words, so none takes health.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "forms/posted_form.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace prevenance::forms {

// Code du travail R4624-34, R4624-29, L4624-2-2.
inline constexpr std::array<std::pair<std::string_view, std::string_view>, 6> visit_kinds{{
    {"employee_request", "à la demande de la personne"},
    {"employer_request", "à la demande de l’employeur"},
    {"physician_request", "à la demande du médecin"},
    {"pre_return", "visite de préreprise"},
    {"mid_career", "visite de mi-carrière"},
    {"other", "autre visite"},
}};

// The day of the talk. Errors: a missing day, one in the future or before `received_on`, the box not ticked.
Result<Date> read_confirmation(const PostedForm& form, Date received_on, Date today);

struct PlannedVisit {
    std::string kind;
    Date on;
};
// Errors: a missing kind or day, a day that has passed or lies more than a year ahead.
Result<PlannedVisit> read_planned_visit(const PostedForm& form, Date today);

// Errors: a missing day, one in the future or before `received_on`.
Result<Date> read_held_visit(const PostedForm& form, Date received_on, Date today);

}  // namespace prevenance::forms

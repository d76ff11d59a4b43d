// The figures of a team for one month, as the employer counts them: one whole number for each code, of which
// any may be left out. What is left out is not known; it is not nought.
//
// Fields: one for each code under `figures` of config/signals.yaml. By API also "month": "2026-02".
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/signal.h"
#include "forms/posted_form.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

// What to know before counting; empty for most.
std::string_view figure_hint(std::string_view code);
// In a small team this number would point at somebody.
bool needs_many_people(std::string_view code);

// Fewer people than this in the month, and a figure that needs many is refused.
inline constexpr int many = 11;

// The first day of "2026-02"; nothing for another text.
std::optional<Date> read_month(std::string_view text);
std::string month_text(Date first);  // "2026-02"
Date last_of_month(Date first);

// Whether the month is over and at most five years old: figures of a month that still runs would be too low.
bool may_have_figures(Date first, Date today);

// Figures by code. All errors at once; also where there is no number at all.
Result<std::map<std::string, int>> read_team_figures_form(const PostedForm& form,
                                                          const std::vector<FigureKind>& kinds,
                                                          int headcount);

}  // namespace prevenance::forms

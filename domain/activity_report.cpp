#include "domain/activity_report.h"

#include <algorithm>

namespace prevenance {
namespace {

template <class Kind, std::size_t Size>
ReportTable<Kind> table_of(const std::array<std::pair<Kind, std::string_view>, Size>& kinds,
                           const std::vector<Kind>& found) {
    ReportTable<Kind> table;
    table.total = static_cast<int>(found.size());
    for (const auto& [kind, name] : kinds) {
        const auto count = std::ranges::count(found, kind);
        table.lines.push_back({kind, static_cast<int>(count), share_in_hundredths(count, table.total)});
    }
    return table;
}

// The day from which the case was taken up, one way or the other.
std::optional<Date> taken_up_on(const CaseDates& dates) {
    return dates.entered_on ? dates.entered_on : dates.declined_on;
}

// The day on which it ended; a refusal begins and ends on its day.
std::optional<Date> ended_on(const CaseDates& dates) {
    return dates.left_on ? dates.left_on : dates.declined_on;
}

bool was_open_in(const CaseDates& dates, ReportPeriod period) {
    const auto taken = taken_up_on(dates);
    if (!taken || *taken > period.ends_on) return false;
    const auto ended = ended_on(dates);
    return !ended || *ended >= period.starts_on;
}

std::vector<CaseStatus> statuses_in(const std::vector<ReportedCase>& cases, ReportPeriod period) {
    std::vector<CaseStatus> found;
    for (const auto& one : cases) {
        if (!was_open_in(one.dates, period)) continue;
        if (const auto status = status_on(one.dates, period.ends_on)) found.push_back(*status);
    }
    return found;
}

std::vector<CaseOutcome> outcomes_in(const std::vector<ReportedCase>& cases, ReportPeriod period) {
    std::vector<CaseOutcome> found;
    for (const auto& one : cases) {
        const auto ended = ended_on(one.dates);
        if (one.dates.outcome && ended && period.holds(*ended)) found.push_back(*one.dates.outcome);
    }
    return found;
}

std::optional<int> mean_stay_in(const std::vector<ReportedCase>& cases, ReportPeriod period) {
    std::int64_t days = 0;
    std::int64_t exits = 0;
    for (const auto& one : cases) {
        const auto& dates = one.dates;
        if (!dates.entered_on || !dates.left_on || !period.holds(*dates.left_on)) continue;
        days += (*dates.left_on - *dates.entered_on).count();
        ++exits;
    }
    if (exits == 0) return std::nullopt;
    return static_cast<int>((2 * days + exits) / (2 * exits));
}

}  // namespace

std::optional<std::int64_t> share_in_hundredths(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return std::nullopt;
    return (2 * part * 10'000 + whole) / (2 * whole);
}

ActivityReport activity_report(const std::vector<ReportedCase>& cases, ReportPeriod period) {
    ActivityReport report;
    report.period = period;
    report.statuses = table_of(case_status_names, statuses_in(cases, period));
    report.outcomes = table_of(case_outcome_names, outcomes_in(cases, period));
    for (const auto& one : cases) {
        if (period.holds(one.dates.received_on)) ++report.referrals;
        const auto taken = taken_up_on(one.dates);
        if (taken && period.holds(*taken)) ++report.entries;
    }
    report.mean_stay = mean_stay_in(cases, period);
    for (const auto& line : report.outcomes.lines)
        if (is_positive(line.kind)) report.positive_outcomes += line.count;
    report.positive_share = share_in_hundredths(report.positive_outcomes, report.outcomes.total);
    return report;
}

bool is_one_year(ReportPeriod period) {
    return add_months(period.starts_on, Months{12}) == period.ends_on + Days{1};
}

}  // namespace prevenance

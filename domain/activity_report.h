// The report of activity of an occupational health service: the tables that AIST Haute-Loire shows to its
// funders (statuses, outcomes, referrals, entries, mean stay, targets), from the dates of its cases. Pure:
// the same cases in any order give the same report.
//
// The surprise: a declined accompaniment is a status among the others and counts as a file that was taken, as
// in the table it comes from (43 entries, of which 1 « refus d'intégration »).
#pragma once

#include "domain/service_case.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace prevenance {

// Both days belong to it.
struct ReportPeriod {
    Date starts_on;
    Date ends_on;
    bool holds(Date day) const { return starts_on <= day && day <= ends_on; }
    bool operator==(const ReportPeriod&) const = default;
};

struct ReportedCase {
    CaseDates dates;
    bool operator==(const ReportedCase&) const = default;
};

// Hundredths of a percent, rounded half up: 7209 is 72.09 %. Nothing where `whole` is 0: there is no share of
// nothing.
std::optional<std::int64_t> share_in_hundredths(std::int64_t part, std::int64_t whole);

template <class Kind>
struct ReportLine {
    Kind kind{};
    int count = 0;
    std::optional<std::int64_t> share;  // of the table's sum, in hundredths of a percent
    bool operator==(const ReportLine&) const = default;
};

template <class Kind>
struct ReportTable {
    std::vector<ReportLine<Kind>>
        lines;  // each kind once, also those with 0, in the order of the enumeration
    int total = 0;
    bool operator==(const ReportTable&) const = default;
};

struct ActivityReport {
    ReportPeriod period;
    // Cases that were open on at least one day of the period, as they stood on its last day; declined ones on
    // the day they were declined.
    ReportTable<CaseStatus> statuses;
    ReportTable<CaseOutcome> outcomes;  // of the exits and refusals of the period that have one
    int referrals = 0;             // alerts and own requests received in the period (« prescriptions »)
    int entries = 0;               // entered or declined in the period: files that were taken up
    std::optional<int> mean_stay;  // days from entry to exit, of the exits of the period, rounded half up
    int positive_outcomes = 0;     // of outcomes.total
    std::optional<std::int64_t> positive_share;
    bool operator==(const ActivityReport&) const = default;
};

ActivityReport activity_report(const std::vector<ReportedCase>& cases, ReportPeriod period);

// What a service promised its funders for a year. The numbers are those AIST Haute-Loire agreed with the PRC.
struct ActivityTargets {
    int referrals_per_year = 100;
    int files_per_year = 80;
    int kept_in_work_percent = 50;
    bool operator==(const ActivityTargets&) const = default;
};

// Whether the period is one whole year, so that it can be held against a year's target.
bool is_one_year(ReportPeriod period);

}  // namespace prevenance

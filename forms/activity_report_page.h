// The report of activity of a service in three layouts: the service's own (the tables of AIST Haute-Loire),
// the sheet for its contract of objectives (CPOM) and the one for the regional concerted policy (PRC). The
// same figures each time, on one page each, and as CSV. Counts only: no field could hold a person or an
// employer.
#pragma once

#include "domain/activity_report.h"
#include "domain/error.h"
#include "forms/csv_export.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

// The period of the address; where it cannot be read, the usual one, what was typed and what is wrong with
// it.
struct AskedPeriod {
    ReportPeriod period;
    std::string typed_from;
    std::string typed_to;
    std::vector<FieldError> errors;
};
AskedPeriod asked_period(const PostedForm& query, Date today);

// The form and the links that choose a period, and its days in words.
void set_period(TemplateData& data, const AskedPeriod& asked, Date today);

struct ActivityReportView {
    std::string service_name;
    std::string officer;  // référent or référente, with the telephone
    ActivityReport report;
    ActivityTargets targets;
    Date today;
    bool may_set_targets = false;
    AskedPeriod asked;
};

// `from` and `to` of the address; without them the calendar year of `today`. Errors: days that cannot be
// read, an end before its beginning, more than five years.
Result<ReportPeriod> read_period(const PostedForm& query, Date today);

TemplateData activity_report_data(const ActivityReportView& view);

// `typed` in place of the targets where the form comes back.
TemplateData targets_form_data(const ActivityTargets& targets, const PostedForm& typed,
                               const std::vector<FieldError>& errors);

CsvTable activity_table_for_people(const ActivityReportView& view);
CsvTable activity_table_for_programs(const ActivityReportView& view);

// "72,09 %"; a dash where there is no share.
std::string share_words(const std::optional<std::int64_t>& hundredths);

}  // namespace prevenance::forms

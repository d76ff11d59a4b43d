#include "forms/activity_report_page.h"

#include "domain/procedure.h"
#include "forms/field.h"
#include "forms/field_reader.h"
#include "forms/french.h"
#include "forms/service_case_form.h"

#include <functional>

namespace prevenance::forms {
namespace {

constexpr Months longest_period{60};

ReportPeriod year_of_day(Date day) {
    const std::chrono::year_month_day parts{day};
    return {parts.year() / std::chrono::January / 1, parts.year() / std::chrono::December / 31};
}

// The same line for people and for programs.
struct ReportRow {
    std::string table_code;
    std::string table;
    std::string line_code;
    std::string line;
    std::optional<std::int64_t> count;
    std::optional<std::int64_t> share;  // hundredths of a percent
};

template <class Kind, std::size_t Size>
void append_table(std::vector<ReportRow>& rows, const std::string& code, const std::string& title,
                  const ReportTable<Kind>& table,
                  const std::array<std::pair<Kind, std::string_view>, Size>& names,
                  const std::function<std::string(Kind)>& words) {
    for (const auto& line : table.lines)
        rows.push_back(
            {code, title, std::string{name_in(names, line.kind)}, words(line.kind), line.count, line.share});
    rows.push_back(
        {code, title, "total", "Total", table.total, share_in_hundredths(table.total, table.total)});
}

std::vector<ReportRow> rows_of(const ActivityReportView& view) {
    const auto& report = view.report;
    std::vector<ReportRow> rows;
    append_table<CaseStatus>(rows, "statuses", "Statuts", report.statuses, case_status_names, status_words);
    append_table<CaseOutcome>(rows, "outcomes", "Suites", report.outcomes, case_outcome_names, outcome_words);
    const auto counter = [&](const char* code, const char* line, std::optional<std::int64_t> count,
                             std::optional<std::int64_t> share = std::nullopt) {
        rows.push_back({"counters", "Compteurs", code, line, count, share});
    };
    counter("referrals", "Prescriptions reçues", report.referrals);
    counter("entries", "Entrées", report.entries);
    counter("mean_stay_days", "Durée moyenne, en jours", report.mean_stay);
    counter("positive_outcomes", "Suites favorables", report.positive_outcomes, report.positive_share);
    const auto target = [&](const char* code, const char* line, std::int64_t count,
                            std::optional<std::int64_t> share = std::nullopt) {
        rows.push_back({"targets", "Objectifs pour un an", code, line, count, share});
    };
    target("referrals_per_year", "Prescriptions reçues", view.targets.referrals_per_year);
    target("files_per_year", "Dossiers pris en charge", view.targets.files_per_year);
    rows.push_back({"targets", "Objectifs pour un an", "kept_in_work", "Suites favorables", std::nullopt,
                    100LL * view.targets.kept_in_work_percent});
    return rows;
}

CsvCell cell(const std::optional<std::int64_t>& number) {
    if (!number) return std::monostate{};
    return *number;
}

CsvCell percent_cell(const std::optional<std::int64_t>& hundredths) {
    if (!hundredths) return std::monostate{};
    return Decimal{*hundredths, 2};
}

template <class Kind>
TemplateData::List table_lines(const ReportTable<Kind>& table, std::string (*words)(Kind)) {
    TemplateData::List lines;
    for (const auto& line : table.lines)
        lines.push_back(TemplateData{}
                            .set("line_label", words(line.kind))
                            .set("line_count", grouped(line.count))
                            .set("line_share", share_words(line.share)));
    return lines;
}

TemplateData target_line(const std::string& label, const std::string& target, const std::string& actual,
                         bool is_reached, bool is_year) {
    TemplateData line;
    line.set("target_label", label).set("target", target).set("actual", actual);
    line.set("target_state", !is_year     ? "Période différente d’un an"
                             : is_reached ? "Atteint"
                                          : "Pas atteint");
    return line;
}

TemplateData::List target_lines(const ActivityReportView& view) {
    const auto& report = view.report;
    const auto& targets = view.targets;
    const bool is_year = is_one_year(report.period);
    const auto kept = 100LL * targets.kept_in_work_percent;
    return {
        target_line("Prescriptions reçues", grouped(targets.referrals_per_year), grouped(report.referrals),
                    report.referrals >= targets.referrals_per_year, is_year),
        target_line("Dossiers pris en charge", grouped(targets.files_per_year), grouped(report.entries),
                    report.entries >= targets.files_per_year, is_year),
        target_line("Suites favorables parmi les suites connues", share_words(kept),
                    share_words(report.positive_share), report.positive_share.value_or(0) >= kept, is_year)};
}

// What the tables say, for who does not read tables.
std::string headline_of(const ActivityReport& report) {
    std::string words = counted(report.referrals, "prescription reçue", "prescriptions reçues") + ", " +
                        counted(report.entries, "entrée", "entrées") + ".";
    if (report.mean_stay)
        words += " Un accompagnement terminé a duré " + counted(*report.mean_stay, "jour", "jours") +
                 " en moyenne.";
    if (report.outcomes.total > 0)
        words +=
            " " + grouped(report.positive_outcomes) + " des " +
            counted(report.outcomes.total, "suite connue est favorable", "suites connues sont favorables") +
            " (" + share_words(report.positive_share) + ").";
    return words;
}

std::string query_of(ReportPeriod period) {
    return "?du=" + iso_date(period.starts_on) + "&au=" + iso_date(period.ends_on);
}

TemplateData period_link(ReportPeriod period, const std::string& label) {
    return std::move(TemplateData{}.set("period_query", query_of(period)).set("period_label", label));
}

TemplateData::List period_links(Date today) {
    const auto current = year_of_day(today);
    const auto former = year_of_day(current.starts_on - Days{1});
    const auto year = [](ReportPeriod period) { return iso_date(period.starts_on).substr(0, 4); };
    return {period_link(former, "Année " + year(former)), period_link(current, "Année " + year(current))};
}

}  // namespace

Result<ReportPeriod> read_period(const PostedForm& query, Date today) {
    const auto usual = year_of_day(today);
    FieldReader reader{query};
    const auto from = reader.optional_date("du");
    const auto to = reader.optional_date("au");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    const ReportPeriod period{from.value_or(to ? year_of_day(*to).starts_on : usual.starts_on),
                              to.value_or(from ? year_of_day(*from).ends_on : usual.ends_on)};
    if (period.ends_on < period.starts_on)
        reader.refuse("au", "before_start",
                      "La période finit avant de commencer. Indiquez un jour plus tardif.");
    else if (add_months(period.starts_on, longest_period) <= period.ends_on)
        reader.refuse("au", "too_long", "La période dépasse cinq ans. Choisissez-en une plus courte.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return period;
}

AskedPeriod asked_period(const PostedForm& query, Date today) {
    const auto period = read_period(query, today);
    if (period) return {*period, iso_date(period->starts_on), iso_date(period->ends_on), {}};
    return {read_period({}, today).value(), query.value("du"), query.value("au"), period.error().fields};
}

void set_period(TemplateData& data, const AskedPeriod& asked, Date today) {
    data.set("from", long_date(asked.period.starts_on)).set("to", long_date(asked.period.ends_on));
    data.set("query", query_of(asked.period)).set("periods", period_links(today));
    data.set("from_field", day_field("du", "Du", "", asked.typed_from, asked.errors));
    data.set("to_field", day_field("au", "Au", "", asked.typed_to, asked.errors));
}

std::string share_words(const std::optional<std::int64_t>& hundredths) {
    if (!hundredths) return "–";
    const auto whole = *hundredths / 100;
    const auto rest = *hundredths % 100;
    return std::to_string(whole) + "," + (rest < 10 ? "0" : "") + std::to_string(rest) + "\u00a0%";
}

TemplateData activity_report_data(const ActivityReportView& view) {
    const auto& report = view.report;
    TemplateData data;
    data.set("service_name", view.service_name).set_optional("officer", view.officer);
    set_period(data, view.asked, view.today);
    data.set("headline", headline_of(report));
    data.set("statuses", table_lines(report.statuses, status_words));
    data.set("statuses_total", grouped(report.statuses.total));
    data.set("outcomes", table_lines(report.outcomes, outcome_words));
    data.set("outcomes_total", grouped(report.outcomes.total));
    data.set("referrals", grouped(report.referrals)).set("entries", grouped(report.entries));
    data.set("mean_stay", report.mean_stay ? counted(*report.mean_stay, "jour", "jours") : "–");
    data.set("positive", grouped(report.positive_outcomes) + " sur " + grouped(report.outcomes.total));
    data.set("positive_share", share_words(report.positive_share));
    data.set("targets", target_lines(view));
    data.set("made_on", long_date(view.today)).set("may_set", view.may_set_targets);
    return data;
}

TemplateData targets_form_data(const ActivityTargets& targets, const PostedForm& typed,
                               const std::vector<FieldError>& errors) {
    const auto field = [&](const std::string& name, const std::string& label, int target) {
        return input_field({.name = name,
                            .label = label,
                            .hint = "",
                            .value = errors.empty() ? std::to_string(target) : typed.value(name),
                            .type = "text",
                            .autocomplete = "off",
                            .input_mode = "numeric",
                            .longest = 6},
                           errors);
    };
    TemplateData data;
    data.set("referrals_field",
             field("referrals_per_year", "Prescriptions reçues", targets.referrals_per_year));
    data.set("files_field", field("files_per_year", "Dossiers pris en charge", targets.files_per_year));
    data.set("kept_field",
             field("kept_in_work_percent", "Suites favorables parmi les suites connues, en pour cent",
                   targets.kept_in_work_percent));
    return data;
}

CsvTable activity_table_for_people(const ActivityReportView& view) {
    CsvTable table{{"Service", "Du", "Au", "Tableau", "Ligne", "Nombre", "Part (%)"}, {}};
    for (const auto& row : rows_of(view))
        table.rows.push_back({view.service_name, view.report.period.starts_on, view.report.period.ends_on,
                              row.table, row.line, cell(row.count), percent_cell(row.share)});
    return table;
}

CsvTable activity_table_for_programs(const ActivityReportView& view) {
    CsvTable table{{"service", "from", "to", "table", "line", "count", "percent"}, {}};
    for (const auto& row : rows_of(view))
        table.rows.push_back({view.service_name, view.report.period.starts_on, view.report.period.ends_on,
                              row.table_code, row.line_code, cell(row.count), percent_cell(row.share)});
    return table;
}

}  // namespace prevenance::forms

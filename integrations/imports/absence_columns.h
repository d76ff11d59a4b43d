// Which column of an absence file says what. No vendor is written in here: headers are recognised by their
// usual names, shown to the person with samples, and can be changed. The surprise: a file without an end
// column is one of day lines, each of them one day of absence.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/imports/table_file.h"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::integrations {

enum class AbsenceColumn {
    payroll_number,  // compulsory
    start,           // compulsory
    end,
    reason,          // compulsory: without it nothing may count
    establishment,   // the employer's SIRET
    approved,        // "non": the software has not validated the row
    half_day_start,  // recognised so that nobody wonders, and not used: a half day is a day
    half_day_end,
    days,
    hours
};

inline constexpr std::array all_absence_columns = {
    AbsenceColumn::payroll_number, AbsenceColumn::start,         AbsenceColumn::end,
    AbsenceColumn::reason,         AbsenceColumn::establishment, AbsenceColumn::approved,
    AbsenceColumn::half_day_start, AbsenceColumn::half_day_end,  AbsenceColumn::days,
    AbsenceColumn::hours};

// "payroll_number": the name in forms, JSON and on the command line, in French on pages.
std::string_view column_name(AbsenceColumn column);
std::optional<AbsenceColumn> parse_column_name(std::string_view name);
std::string_view french_name(AbsenceColumn column);
bool is_compulsory(AbsenceColumn column);

// The index of each column in the table's header, from 0.
using ColumnMapping = std::map<AbsenceColumn, std::size_t>;

// Headers compared without case, accents, spaces; the first of two columns with the same meaning wins.
ColumnMapping detect_columns(const TableFile& table);

// Every fault of a mapping, by the column's name: "column_missing", "column_unknown" (no such index),
// "column_twice" (one column of the file for two meanings). Empty where it can be used.
std::vector<FieldError> check_mapping(const ColumnMapping& mapping, const TableFile& table);

// One line of the page « Vérifier les colonnes ».
struct ColumnSummary {
    std::size_t index = 0;
    std::string header;
    std::size_t filled_rows = 0;                  // of table.rows.size()
    std::vector<Sensitive<std::string>> samples;  // the first three different values
    std::optional<AbsenceColumn> meaning;         // none: « Ne pas importer »
};

std::vector<ColumnSummary> summarise_columns(const TableFile& table, const ColumnMapping& mapping);

}  // namespace prevenance::integrations

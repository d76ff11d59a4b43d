// A table of absences to a judgement on every row: ready, duplicate, refused with the way to mend it,
// skipped, or dropped at the door. It knows no employee and no absence recorded before: who calls it resolves
// the payroll numbers, and merges with what is known (merge_spells). An absence is the same absence when the
// person and the start are the same. The surprise: no type in here has room for the cause of an absence.
#pragma once

#include "domain/absence.h"
#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/organisation.h"
#include "domain/sensitive.h"
#include "integrations/imports/absence_columns.h"
#include "integrations/imports/absence_reasons.h"
#include "integrations/imports/civil_date_text.h"
#include "integrations/imports/table_file.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::integrations {

struct ReadingChoices {
    Date today;                             // an absence that starts later is refused
    std::optional<DateFormat> date_format;  // none: detected
    std::optional<Siret> employer;          // none: an establishment column is not compared
};

struct ReadyRow {
    std::size_t line = 0;
    Sensitive<std::string> payroll_number;  // as written, leading zeros kept
    AbsenceSpell spell;
    bool operator==(const ReadyRow&) const = default;
};

// The same person and the same dates as an earlier row: counted once.
struct DuplicateRow {
    std::size_t line = 0;
    std::size_t first_line = 0;
    bool operator==(const DuplicateRow&) const = default;
};

struct CellProblem {
    std::string column;            // the header in the file
    Sensitive<std::string> value;  // at most 60 bytes of it
    std::string code;              // "date_no_such_day": see the list at read_absences
    std::string what;              // "n’existe pas"
    std::string fix;               // "Corrigez la date dans votre fichier."
    bool operator==(const CellProblem&) const = default;
};

struct RefusedRow {
    std::size_t line = 0;
    std::vector<CellProblem> problems;  // all of them
    bool operator==(const RefusedRow&) const = default;
};

// « Ligne 17, colonne Fin : « 31/02/2026 » n’existe pas. Corrigez la date dans votre fichier. »
Sensitive<std::string> french_sentence(std::size_t line, const CellProblem& problem);

// A row that does not count, and it is not said why: protected by law, or not known. The number of them may
// be stored, the lines may not.
struct DroppedRow {
    std::size_t line = 0;
    bool operator==(const DroppedRow&) const = default;
};

// Something a person should know of; no row is lost by it without being named.
struct RowNotice {
    std::size_t line = 0;
    std::string code;     // total_line, not_approved, overlap, end_never, day_rows (line: the header)
    std::string message;  // French
    bool operator==(const RowNotice&) const = default;
};

// What is to be recorded: the ready rows of one person, merged where they are one absence.
struct ReadySpell {
    Sensitive<std::string> payroll_number;
    AbsenceSpell spell;
    std::vector<std::size_t> lines;  // of the rows it is made of, duplicates left out
    bool operator==(const ReadySpell&) const = default;
};

// Every row of the table stands in exactly one of ready, duplicates, refused, dropped and skipped_rows.
struct AbsencePreview {
    DateFormat date_format = DateFormat::day_month_year;
    std::size_t rows = 0;           // rows of the table
    std::size_t sickness_rows = 0;  // that may count: ready rows and duplicates
    std::size_t unexplained_rows = 0;
    std::size_t skipped_rows = 0;  // total lines and rows not approved, each with a notice
    std::vector<ReadyRow> ready;
    std::vector<DuplicateRow> duplicates;
    std::vector<RefusedRow> refused;
    std::vector<DroppedRow> dropped;
    std::vector<RowNotice> notices;
    std::vector<ReadySpell> spells;  // by payroll number, then start

    std::size_t rows_that_may_count() const { return sickness_rows + unexplained_rows; }
};

// The format that more cells of the start column are written in; day first where neither is.
DateFormat detect_date_format(const TableFile& table, const ColumnMapping& mapping);

// Time grows with the size of the table (and the sorting of its ready rows).
// Fails as a whole, with every fault, where the mapping cannot be used (see check_mapping) and where Excel
// has damaged the establishment numbers ("siret_damaged", field "establishment", the first 20 lines): such a
// file cannot be told from another employer's.
// Codes of refused cells: row_too_many_cells, cell_too_long, payroll_number_missing, payroll_number_damaged,
// payroll_number_invalid, date_missing, date_no_such_day, date_two_digit_year, date_excel_serial,
// date_other_format, date_unreadable, date_in_future, end_before_start, siret_invalid, siret_other_employer.
Result<AbsencePreview> read_absences(const TableFile& table, const ColumnMapping& mapping,
                                     const AbsenceReasons& reasons, const ReadingChoices& choices);

}  // namespace prevenance::integrations

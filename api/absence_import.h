// A file of absences on its way in, the same for the page, the command line and the API: bytes, table,
// columns, a judgement on every row against the people and absences that are known, then absences. What the
// file says besides (causes, names) lives in memory while one request runs. The surprise: nothing here knows
// why a row was dropped.
#pragma once

#include "api/screening.h"
#include "api/services.h"
#include "domain/absence_match.h"
#include "domain/account.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/imports/absence_reader.h"
#include "storage/absence_imports.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

inline constexpr Days undo_window{7};
inline constexpr std::chrono::hours longest_wait_for_a_decision{24};

// How a file is read where a person, or the same kind of file before, said so; none: detected.
struct ImportChoices {
    integrations::TableChoices table;
    std::optional<integrations::DateFormat> date_format;
    std::optional<integrations::ColumnMapping> columns;
};

// "encoding=utf8&separator=semicolon&date_format=iso&payroll_number=0&start=1"; parts that are not said are
// left out. Names of columns are ours and numbers are positions: nothing of the file is in it.
std::string choices_text(const ImportChoices& choices);
ImportChoices parse_choices(std::string_view text);  // of what choices_text wrote

std::string_view encoding_code(integrations::TextEncoding encoding);  // "utf8", "windows1252", …
std::string_view separator_code(integrations::Separator separator);   // "semicolon", "comma", "tab"
std::string_view date_format_code(integrations::DateFormat format);   // "day_month_year", "iso"
std::optional<integrations::TextEncoding> parse_encoding(std::string_view code);
std::optional<integrations::Separator> parse_separator(std::string_view code);
std::optional<integrations::DateFormat> parse_date_format(std::string_view code);

struct SpellOfPerson {
    EmployeeId employee;
    Sensitive<std::string> payroll_number;
    AbsenceSpell spell;
    std::vector<std::size_t> lines;
    AbsenceMatch match;
};

// Every row of the table stands in exactly one of the counts of rows; `rows.refused` names unknown people
// too.
struct ImportPreview {
    integrations::TableFile table;
    integrations::ColumnMapping columns;
    integrations::AbsencePreview rows;
    std::vector<SpellOfPerson> spells;                   // of people we know
    std::vector<Sensitive<std::string>> unknown_people;  // payroll numbers, each once
    storage::ImportCounts counts;

    // Rows of which a person should know something; none of them is lost by it.
    std::size_t rows_to_check() const;
};

// The columns that are used where nobody chose any: those of the same kind of file before, else detected.
integrations::ColumnMapping columns_of(const integrations::TableFile& table, const ImportChoices& choices);

// Keyed hash of the header: two exports of one program have the same.
Digest layout_of(const Services& services, const integrations::TableFile& table);

// Errors of read_table_file and read_absences, all at once.
Result<ImportPreview> preview_import(const Services& services, EmployerScope scope, std::string_view bytes,
                                     const ImportChoices& choices, Date today);

// A file that was received, ready to be stored: sealed under a key of its own.
struct ReceivedUpload {
    storage::ImportRecord record;
    Bytes sealed;
};

// Errors: the file cannot be read, or cannot be told from another employer's. Then nothing is kept. Waits for
// the disk of keys.db.
Result<ReceivedUpload> receive_upload(Services& services, EmployerScope scope, std::optional<AccountId> by,
                                      std::string_view bytes, ImportChoices choices, Instant now);

// Error gone: it was decided about, or nobody decided for a day.
Result<std::string> open_upload(const Services& services, EmployerScope scope, ImportId id);

// After the decision. Without its key, what is left of an upload in a backup or a journal opens nothing.
void destroy_upload_key(Services& services, ImportId id);

struct RecordedImport {
    storage::ImportCounts counts;
    ScreeningCount screening;
};

// Matches again, because something may have been recorded since the preview; records, and screens everybody
// concerned. The import's row must stand already.
RecordedImport record_absences(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               ImportId id, const ImportPreview& preview, Instant now);

// Screens everybody concerned after the absences are as they were.
storage::UndoOutcome undo_absences(storage::Transaction& transaction, Services& services, EmployerScope scope,
                                   ImportId id, Instant now);

// For the nightly job: uploads that nobody decided about for a day are destroyed. Gives back how many.
int destroy_stale_uploads(Services& services, Instant now);

// The day on which staff were told of the service (L1222-4); no import before it.
std::optional<Date> staff_informed_on(const Services& services, EmployerScope scope);

}  // namespace prevenance::api

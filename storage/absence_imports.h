// Files of absences on their way in: the upload between arrival and decision, what an import added and
// changed, and how it is taken back. It holds no name, no payroll number, no line of the file and no cause of
// an absence. The surprise: an upload is a ciphertext here, and it is gone with the decision.
#pragma once

#include "domain/absence.h"
#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

// Rows of the file, each counted once; then absences, of which one may stand on several rows.
struct ImportCounts {
    std::int64_t rows_read = 0;
    std::int64_t rows_kept = 0;        // new, or changing what is known
    std::int64_t rows_known = 0;       // nothing to do
    std::int64_t rows_repeated = 0;    // twice in the file
    std::int64_t rows_refused = 0;     // to be corrected, or of an unknown person
    std::int64_t rows_dropped = 0;     // protected or not known: it is not said which
    std::int64_t rows_left_aside = 0;  // totals, not approved
    std::int64_t absences_added = 0;
    std::int64_t absences_changed = 0;
    bool operator==(const ImportCounts&) const = default;
};

struct ImportRecord {
    ImportId id;
    std::optional<AccountId> made_by;  // none: the command line
    Digest file_hash{};                // keyed: nobody can test a guess
    Digest layout_hash{};              // keyed hash of the header, to remember how such files are read
    std::string choices;               // how it is read: encoding, separator, columns by number
    Instant uploaded_at;
    std::optional<Instant> committed_at;
    std::optional<Instant> abandoned_at;
    std::optional<Instant> undone_at;
    ImportCounts counts;

    bool awaits_decision() const { return !committed_at && !abandoned_at; }
};

// The state of an absence before an import changed it.
struct AbsenceBefore {
    FactId absence;
    AbsenceSpell before;
};

enum class UndoOutcome { undone, not_committed, built_upon };

class AbsenceImports {
public:
    AbsenceImports(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing import and for another employer's.
    std::optional<ImportRecord> find(ImportId id) const;
    std::vector<ImportRecord> latest(int at_most) const;  // newest first
    std::optional<Bytes> sealed_upload(ImportId id) const;
    // Of the last file with this header that was committed.
    std::optional<std::string> remembered_choices(const Digest& layout_hash) const;
    bool was_committed(const Digest& file_hash) const;  // and not undone

    void add(Transaction& transaction, const ImportRecord& record, ByteView sealed_upload) const;
    // The command line reads and decides at once: nothing waits, so nothing is kept.
    void add_without_upload(Transaction& transaction, const ImportRecord& record) const;
    bool set_choices(Transaction& transaction, ImportId id, std::string_view choices) const;

    // False where it was decided already. Both destroy the upload.
    bool commit(Transaction& transaction, ImportId id, std::string_view choices, const ImportCounts& counts,
                Instant now) const;
    bool abandon(Transaction& transaction, ImportId id, Instant now) const;

    // The absence as it becomes; what it was is kept until the import is undone or the absence removed.
    void change_absence(Transaction& transaction, ImportId id, const AbsenceBefore& before,
                        const AbsenceSpell& after) const;

    // Everybody whose absences the import added or changed.
    std::vector<EmployeeId> people_of(ImportId id) const;

    // Takes the absences back and puts the changed ones as they were. `built_upon`: a later import changed
    // one of them and has to be undone first; nothing was done.
    UndoOutcome undo(Transaction& transaction, ImportId id, Instant now) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

struct StaleUpload {
    ImportId id;
    EmployerId employer;
};

// Uploads of every employer that nobody decided about since before `limit`.
std::vector<StaleUpload> stale_uploads(const Reader& reader, Instant limit);

}  // namespace prevenance::storage

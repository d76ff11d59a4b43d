#include "storage/absence_imports.h"

namespace prevenance::storage {
namespace {

ImportRecord import_in(const Row& row) {
    return {row.id<ImportId>(0),
            row.optional_id<AccountId>(1),
            row.digest(2),
            row.digest(3),
            row.text(4),
            row.instant(5),
            row.optional_instant(6),
            row.optional_instant(7),
            row.optional_instant(8),
            {row.integer(9), row.integer(10), row.integer(11), row.integer(12), row.integer(13),
             row.integer(14), row.integer(15), row.integer(16), row.integer(17)}};
}

}  // namespace

std::optional<ImportRecord> AbsenceImports::find(ImportId id) const {
    return reader_.one(
        "SELECT id, made_by, file_hash, layout_hash, choices, uploaded_at, committed_at, abandoned_at, "
        "undone_at, "
        "rows_read, rows_kept, rows_known, rows_repeated, rows_refused, rows_dropped, rows_left_aside, "
        "absences_added, absences_changed FROM absence_import WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, import_in);
}

std::vector<ImportRecord> AbsenceImports::latest(int at_most) const {
    return reader_.all(
        "SELECT id, made_by, file_hash, layout_hash, choices, uploaded_at, committed_at, abandoned_at, "
        "undone_at, "
        "rows_read, rows_kept, rows_known, rows_repeated, rows_refused, rows_dropped, rows_left_aside, "
        "absences_added, absences_changed FROM absence_import WHERE employer = ? "
        "ORDER BY uploaded_at DESC, id LIMIT ?",
        {scope_.employer(), at_most}, import_in);
}

std::optional<Bytes> AbsenceImports::sealed_upload(ImportId id) const {
    return reader_
        .one("SELECT sealed_upload FROM absence_import WHERE id = ? AND employer = ?",
             {id, scope_.employer()}, [](const Row& row) { return row.optional_blob(0); })
        .value_or(std::nullopt);
}

std::optional<std::string> AbsenceImports::remembered_choices(const Digest& layout_hash) const {
    return reader_.one(
        "SELECT choices FROM absence_import WHERE employer = ? AND layout_hash = ? AND committed_at IS NOT "
        "NULL "
        "ORDER BY committed_at DESC LIMIT 1",
        {scope_.employer(), layout_hash}, [](const Row& row) { return row.text(0); });
}

bool AbsenceImports::was_committed(const Digest& file_hash) const {
    return reader_.number(
               "SELECT count(*) FROM absence_import WHERE employer = ? AND file_hash = ? "
               "AND committed_at IS NOT NULL AND undone_at IS NULL",
               {scope_.employer(), file_hash}) > 0;
}

namespace {

void insert_import(Transaction& transaction, EmployerId employer, const ImportRecord& record, const Value& sealed) {
    transaction.execute(
        "INSERT INTO absence_import(id, employer, made_by, file_hash, layout_hash, choices, uploaded_at, "
        "sealed_upload, rows_read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {record.id, employer, record.made_by, record.file_hash, record.layout_hash, record.choices,
         record.uploaded_at, sealed, record.counts.rows_read});
}

}  // namespace

void AbsenceImports::add(Transaction& transaction, const ImportRecord& record, ByteView sealed_upload) const {
    insert_import(transaction, scope_.employer(), record, sealed_upload);
}

void AbsenceImports::add_without_upload(Transaction& transaction, const ImportRecord& record) const {
    insert_import(transaction, scope_.employer(), record, std::nullopt);
}

bool AbsenceImports::set_choices(Transaction& transaction, ImportId id, std::string_view choices) const {
    return transaction.execute(
               "UPDATE absence_import SET choices = ? WHERE id = ? AND employer = ? "
               "AND committed_at IS NULL AND abandoned_at IS NULL",
               {choices, id, scope_.employer()}) == 1;
}

bool AbsenceImports::commit(Transaction& transaction, ImportId id, std::string_view choices,
                            const ImportCounts& counts, Instant now) const {
    return transaction.execute(
               "UPDATE absence_import SET committed_at = ?, sealed_upload = NULL, choices = ?, rows_read = "
               "?, "
               "rows_kept = ?, rows_known = ?, rows_repeated = ?, rows_refused = ?, rows_dropped = ?, "
               "rows_left_aside = ?, absences_added = ?, absences_changed = ? "
               "WHERE id = ? AND employer = ? AND committed_at IS NULL AND abandoned_at IS NULL",
               {now, choices, counts.rows_read, counts.rows_kept, counts.rows_known, counts.rows_repeated,
                counts.rows_refused, counts.rows_dropped, counts.rows_left_aside, counts.absences_added,
                counts.absences_changed, id, scope_.employer()}) == 1;
}

bool AbsenceImports::abandon(Transaction& transaction, ImportId id, Instant now) const {
    return transaction.execute(
               "UPDATE absence_import SET abandoned_at = ?, sealed_upload = NULL "
               "WHERE id = ? AND employer = ? AND committed_at IS NULL AND abandoned_at IS NULL",
               {now, id, scope_.employer()}) == 1;
}

void AbsenceImports::change_absence(Transaction& transaction, ImportId id, const AbsenceBefore& before,
                                    const AbsenceSpell& after) const {
    transaction.execute(
        "INSERT INTO absence_change(import, absence, category_before, ends_on_before) VALUES (?, ?, ?, ?)",
        {id, before.absence, absence_code(before.before.category), before.before.end});
    transaction.execute("UPDATE absence SET category = ?, ends_on = ? WHERE id = ? AND employer = ?",
                        {absence_code(after.category), after.end, before.absence, scope_.employer()});
}

std::vector<EmployeeId> AbsenceImports::people_of(ImportId id) const {
    return reader_.all(
        "SELECT DISTINCT employee FROM absence WHERE employer = ?1 AND (import = ?2 OR id IN "
        "(SELECT absence FROM absence_change WHERE import = ?2)) ORDER BY employee",
        {scope_.employer(), id}, [](const Row& row) { return row.id<EmployeeId>(0); });
}

UndoOutcome AbsenceImports::undo(Transaction& transaction, ImportId id, Instant now) const {
    const auto record = find(id);
    if (!record || !record->committed_at || record->undone_at) return UndoOutcome::not_committed;
    // The own changes are put back by what they replaced, so a change made on top of them comes off first.
    const auto later_changes = reader_.number(
        "SELECT count(*) FROM absence_change AS later JOIN absence ON absence.id = later.absence "
        "WHERE later.import <> ?1 AND (absence.import = ?1 OR EXISTS (SELECT 1 FROM absence_change AS own "
        "WHERE own.import = ?1 AND own.absence = later.absence AND own.sequence < later.sequence))",
        {id});
    if (later_changes > 0) return UndoOutcome::built_upon;
    transaction.execute(
        "UPDATE absence SET category = own.category_before, ends_on = own.ends_on_before "
        "FROM absence_change AS own WHERE own.import = ? AND own.absence = absence.id AND absence.employer = "
        "?",
        {id, scope_.employer()});
    transaction.execute("DELETE FROM absence_change WHERE import = ?", {id});
    transaction.execute("DELETE FROM absence WHERE import = ? AND employer = ?", {id, scope_.employer()});
    transaction.execute("UPDATE absence_import SET undone_at = ? WHERE id = ? AND employer = ?",
                        {now, id, scope_.employer()});
    return UndoOutcome::undone;
}

std::vector<StaleUpload> stale_uploads(const Reader& reader, Instant limit) {
    return reader.all(
        "SELECT id, employer FROM absence_import WHERE committed_at IS NULL AND abandoned_at IS NULL "
        "AND uploaded_at < ? ORDER BY uploaded_at",
        {limit}, [](const Row& row) {
            return StaleUpload{row.id<ImportId>(0), row.id<EmployerId>(1)};
        });
}

}  // namespace prevenance::storage

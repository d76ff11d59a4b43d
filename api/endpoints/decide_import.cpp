#include "api/endpoints/decide_import.h"

#include "api/absence_import.h"
#include "api/error_reply.h"
#include "api/import_views.h"
#include "api/page_reply.h"
#include "api/services.h"

#include <memory>
#include <utility>

namespace prevenance::api {
namespace {

constexpr int imports_shown = 100;

std::optional<storage::ImportRecord> find_import(const Call& call) {
    const auto id = call.id_in_path<ImportId>("import");
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::AbsenceImports{reader, call.employer()}.find(*id);
    });
}

Reply not_found(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, {}, {}});
}

Reply decided_already(const Call& call) {
    return error_reply(call, {ErrorCode::conflict, "Cet import est déjà décidé. Rien n’a changé.", {}});
}

// The answer after the change: the receipt on a page, the resource for a program.
Reply changed(const Call& call, const storage::ImportRecord& record, std::string_view done) {
    if (call.face == Face::page) return see_other("/absences/imports/" + record.id.text(), done);
    return json_reply(200, import_json(resource_of(record, nullptr, call.now)));
}

Reply undo_refused(const Call& call, storage::UndoOutcome outcome) {
    if (outcome == storage::UndoOutcome::built_upon)
        return error_reply(call, {ErrorCode::conflict,
                                  "Un import plus récent a prolongé une de ces absences. Annulez-le d’abord.",
                                  {}});
    return error_reply(call, {ErrorCode::conflict, "Cet import n’est pas à annuler. Rien n’a changé.", {}});
}

Error too_late() {
    return {ErrorCode::gone, "Un import s’annule pendant 7 jours. Ce délai est passé.", {}};
}

Result<ImportPreview> preview_of(const Call& call, const storage::ImportRecord& record) {
    const auto bytes = open_upload(call.services, call.employer(), record.id);
    if (!bytes) return std::unexpected(bytes.error());
    return preview_import(call.services, call.employer(), *bytes, parse_choices(record.choices),
                          call.today());
}

// As the preview read the file, so that the next one of its kind is read the same way.
ImportChoices as_read(const ImportPreview& preview) {
    return {{preview.table.encoding, preview.table.separator}, preview.rows.date_format, preview.columns};
}

}  // namespace

Answer list_imports(const Call& call) {
    const auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::AbsenceImports{reader, call.employer()}.latest(imports_shown);
    });
    std::vector<forms::ImportReceiptView> imports;
    for (const auto& record : records) imports.push_back(receipt_of(record, call.now));
    return page_reply(call, "Imports d’absences", "absence_import_list", import_list_data(imports));
}

Answer show_import(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    if (call.face == Face::page)
        return page_reply(call, "Votre import d’absences", "absence_import_receipt",
                          import_receipt_data(receipt_of(*record, call.now)));
    if (!record->awaits_decision())
        return json_reply(200, import_json(resource_of(*record, nullptr, call.now)));
    const auto preview = preview_of(call, *record);
    if (!preview) return error_reply(call, preview.error());
    return read_about(record->id, json_reply(200, import_json(resource_of(*record, &*preview, call.now))));
}

Answer commit_import(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    // Within the transaction, where a form that was sent twice gets its first answer again.
    if (!record->awaits_decision())
        return Act{record->id.bytes,
                   [refusal = decided_already(call)](storage::Transaction&) { return refusal; }};
    auto read = preview_of(call, *record);
    if (!read) return error_reply(call, read.error());
    const auto preview = std::make_shared<const ImportPreview>(std::move(*read));
    return Act{record->id.bytes, [call, preview, record = *record, refusal = decided_already(call)](
                                     storage::Transaction& transaction) mutable {
                   const storage::AbsenceImports imports{transaction, call.employer()};
                   const auto standing = imports.find(record.id);
                   if (!standing || !standing->awaits_decision()) return refusal;
                   const auto recorded = record_absences(transaction, call.services, call.employer(),
                                                         record.id, *preview, call.now);
                   imports.commit(transaction, record.id, choices_text(as_read(*preview)), recorded.counts,
                                  call.now);
                   destroy_upload_key(call.services, record.id);
                   record.counts = recorded.counts;
                   record.committed_at = call.now;
                   return changed(call, record, "import");
               }};
}

Answer abandon_import(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    return Act{record->id.bytes, [call, record = *record, refusal = decided_already(call)](
                                     storage::Transaction& transaction) mutable {
                   if (!storage::AbsenceImports{transaction, call.employer()}.abandon(transaction, record.id,
                                                                                      call.now))
                       return refusal;
                   destroy_upload_key(call.services, record.id);
                   record.abandoned_at = call.now;
                   if (call.face == Face::page) return see_other("/absences/importer", "import-abandonne");
                   return changed(call, record, {});
               }};
}

Answer undo_import(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    if (record->committed_at && call.now > *record->committed_at + undo_window)
        return error_reply(call, too_late());
    return Act{record->id.bytes,
               [call, record = *record, built_upon = undo_refused(call, storage::UndoOutcome::built_upon),
                refusal = undo_refused(call, storage::UndoOutcome::not_committed)](
                   storage::Transaction& transaction) mutable {
                   const auto outcome =
                       undo_absences(transaction, call.services, call.employer(), record.id, call.now);
                   if (outcome == storage::UndoOutcome::built_upon) return built_upon;
                   if (outcome == storage::UndoOutcome::not_committed) return refusal;
                   record.undone_at = call.now;
                   return changed(call, record, "import-annule");
               }};
}

}  // namespace prevenance::api

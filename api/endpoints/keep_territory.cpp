#include "api/endpoints/keep_territory.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/territory_page.h"
#include "storage/territory_notes.h"

namespace prevenance::api {
namespace {

using storage::TerritoryNote;
using storage::TerritoryNotes;

forms::ListedTerritoryNote listed(const TerritoryNote& note) {
    return {note.id.text(),
            {note.kind, note.on, note.title, note.words, note.web_address, note.carried_by, note.due_on},
            note.done_on};
}

Reply territory_page(const Call& call, std::vector<FieldError> errors) {
    const auto notes = call.services.statistics.read([&](const storage::Reader& reader) {
        return TerritoryNotes{reader, call.network()}.all();
    });
    forms::TerritoryView view{{}, call.today(), call.form};
    for (const auto& note : notes) view.notes.push_back(listed(note));
    auto data = forms::territory_data(view, errors);
    return page_reply(call, "Notre territoire", "territory", std::move(data), std::move(errors));
}

TerritoryNote note_of(const Call& call, const forms::DraftTerritoryNote& draft) {
    return {call.services.randomness.new_id<storage::TerritoryNoteId>(),
            draft.kind,
            draft.on,
            draft.title,
            draft.words,
            draft.web_address,
            draft.carried_by,
            draft.due_on,
            std::nullopt,
            call.now};
}

}  // namespace

Answer show_territory(const Call& call) {
    return territory_page(call, {});
}

// The note is written inside the act, so that a form sent twice adds it once.
Answer add_territory_note(const Call& call) {
    const auto draft = forms::read_territory_note(call.form, call.services.health_words);
    if (!draft) return territory_page(call, draft.error().fields);
    const auto note = note_of(call, *draft);
    return Act{note.id.bytes, [call, note](storage::Transaction&) {
                   call.services.statistics.write([&](storage::Transaction& statistics) {
                       TerritoryNotes{statistics, call.network()}.add(statistics, note);
                   });
                   return see_other("/territoire", "note-ajoutee");
               }};
}

Answer change_territory_note(const Call& call) {
    const auto id = storage::TerritoryNoteId::parse(call.form.value("note"));
    const auto step = call.form.value("step");
    if (!id || (step != "finish" && step != "remove"))
        return error_reply(call, {ErrorCode::conflict, "Cette note n’est plus là.", {}});
    return Act{
        id->bytes, [call, id = *id, finishes = step == "finish"](storage::Transaction&) {
            const bool changed = call.services.statistics.write([&](storage::Transaction& statistics) {
                const TerritoryNotes notes{statistics, call.network()};
                return finishes ? notes.finish(statistics, id, call.today()) : notes.remove(statistics, id);
            });
            if (!changed)
                return error_reply(
                    call, {ErrorCode::conflict, "Cette note n’est plus là, ou elle est déjà faite.", {}});
            return see_other("/territoire", finishes ? "note-faite" : "note-effacee");
        }};
}

}  // namespace prevenance::api

#include "storage/territory_notes.h"

#include "domain/procedure.h"

namespace prevenance::storage {
namespace {

TerritoryNote note_in(const Row& row) {
    return {row.id<TerritoryNoteId>(0),
            value_in(territory_note_names, row.text(1)).value(),
            row.date(2),
            row.text(3),
            row.text(4),
            row.text(5),
            row.text(6),
            row.optional_date(7),
            row.optional_date(8),
            row.instant(9)};
}

}  // namespace

std::vector<TerritoryNote> TerritoryNotes::all() const {
    return reader_.all(
        "SELECT id, kind, on_day, title, words, web_address, carried_by, due_on, done_on, written_at "
        "FROM territory_note WHERE network = ? ORDER BY on_day DESC, written_at DESC, id",
        {scope_.network()}, note_in);
}

void TerritoryNotes::add(Transaction& transaction, const TerritoryNote& note) const {
    transaction.execute(
        "INSERT INTO territory_note(id, network, kind, on_day, title, words, web_address, carried_by, "
        "due_on, "
        "done_on, written_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {note.id, scope_.network(), name_in(territory_note_names, note.kind), note.on, note.title, note.words,
         note.web_address, note.carried_by, note.due_on, note.done_on, note.written_at});
}

bool TerritoryNotes::finish(Transaction& transaction, TerritoryNoteId id, Date on) const {
    return transaction.execute(
               "UPDATE territory_note SET done_on = ? WHERE id = ? AND network = ? AND kind = 'action' "
               "AND done_on IS NULL",
               {on, id, scope_.network()}) == 1;
}

bool TerritoryNotes::remove(Transaction& transaction, TerritoryNoteId id) const {
    return transaction.execute("DELETE FROM territory_note WHERE id = ? AND network = ?",
                               {id, scope_.network()}) == 1;
}

}  // namespace prevenance::storage

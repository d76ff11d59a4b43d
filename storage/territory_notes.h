// What a network keeps of its territory, in statistics.db: of the own network only.
#pragma once

#include "domain/account.h"
#include "domain/id.h"
#include "domain/territory_note.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

using TerritoryNoteId = Id<struct TerritoryNoteTag>;

struct TerritoryNote {
    TerritoryNoteId id;
    TerritoryNoteKind kind = TerritoryNoteKind::protocol;
    Date on;  // signed, met, held, begun
    std::string title;
    std::string words;            // may be empty
    std::string web_address;      // may be empty
    std::string carried_by;       // an organisation or a function; may be empty
    std::optional<Date> due_on;   // of an action
    std::optional<Date> done_on;  // of an action
    Instant written_at;
};

class TerritoryNotes {
public:
    TerritoryNotes(const Reader& reader, NetworkScope scope) : reader_(reader), scope_(scope) {}

    std::vector<TerritoryNote> all() const;  // the latest day first

    void add(Transaction& transaction, const TerritoryNote& note) const;
    // False for a missing note, another network's, one that is no action, and one that is done.
    bool finish(Transaction& transaction, TerritoryNoteId id, Date on) const;
    // False for a missing note and another network's.
    bool remove(Transaction& transaction, TerritoryNoteId id) const;

private:
    const Reader& reader_;
    NetworkScope scope_;
};

}  // namespace prevenance::storage

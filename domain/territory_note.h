// What a sector network keeps of its territory: protocols, partners, a list of actions, meetings, events,
// shared documents. Organisations and decisions only: no person is named, and a form refuses words of health.
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace prevenance {

enum class TerritoryNoteKind { protocol, partner, action, meeting, event, shared_document };

// The stable codes, as they are stored. The order is that of the page.
inline constexpr std::array<std::pair<TerritoryNoteKind, std::string_view>, 6> territory_note_names{{
    {TerritoryNoteKind::protocol, "protocol"},
    {TerritoryNoteKind::partner, "partner"},
    {TerritoryNoteKind::action, "action"},
    {TerritoryNoteKind::meeting, "meeting"},
    {TerritoryNoteKind::event, "event"},
    {TerritoryNoteKind::shared_document, "shared_document"},
}};

}  // namespace prevenance

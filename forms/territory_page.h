// The record of a territory as its network keeps it: one list for each kind of note, and the form that adds
// one.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/territory_note.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t longest_territory_title = 120;
inline constexpr std::size_t longest_territory_words = 1000;

struct DraftTerritoryNote {
    TerritoryNoteKind kind = TerritoryNoteKind::protocol;
    Date on;
    std::string title;
    std::string words;
    std::string web_address;
    std::string carried_by;
    std::optional<Date> due_on;
};
// All errors at once: what is missing, words of health, an address that is none, a due day of what is no
// action or before its beginning.
Result<DraftTerritoryNote> read_territory_note(const PostedForm& form, const HealthWords& health_words);

struct ListedTerritoryNote {
    std::string id;
    DraftTerritoryNote note;
    std::optional<Date> done_on;
};
struct TerritoryView {
    std::vector<ListedTerritoryNote> notes;  // in the order of the lists
    Date today;
    const PostedForm& typed;  // empty, or the form that comes back
};
TemplateData territory_data(const TerritoryView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms

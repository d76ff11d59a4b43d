// The directory: sheets about who can help somebody stay in work and what can be asked for, as a reader sees
// them. Not the exchange format, which forms/ reads and writes (data·inclusion v1, two lists of objects), and
// not a list of people: a sheet is about an organisation or a measure. The surprise: a sheet ages by itself.
// Six months after somebody last checked it, it says so, because the directory that nobody had time to keep
// up is the one that misleads.
#pragma once

#include "domain/calendar.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

inline constexpr Months sheet_stays_fresh{6};

// Whether a sheet is to be checked again: never checked, checked more than six calendar months ago, or
// checked on a day that is still to come, which nobody did.
bool is_to_be_checked(std::optional<Date> last_checked, Date today);

// One record in the exchange format and our own facts beside it. Two texts of JSON, opaque to all but forms/.
struct DirectoryRecord {
    enum class Kind { structure, service };

    Kind kind = Kind::structure;
    std::string source;    // who produced the record
    std::string id;        // "source--name", unique over structures and services of all sources
    std::string official;  // the data·inclusion object, as it came
    std::string facts;     // the object of the sidecar; empty: there is none
    bool operator==(const DirectoryRecord&) const = default;
};

// What the exchange format has no place for.
struct SheetFacts {
    std::string kind;   // a code of sheet_kinds; empty: nobody said
    std::string owner;  // the organisation that keeps the sheet up to date; empty: nobody yet
    std::optional<Date> last_checked;
    std::string source;  // where the facts come from, in words
    std::optional<Date> source_date;
    std::optional<bool> needs_agreement;  // of the employee, before anybody is asked; none: nobody said
    bool long_delay = false;
    std::string territory;
    std::string who_decides;  // of a measure, and so the next two
    std::string who_pays;
    std::string when;
    bool operator==(const SheetFacts&) const = default;
};

struct Sheet {
    DirectoryRecord::Kind record = DirectoryRecord::Kind::structure;
    std::string id;
    std::string structure_id;  // of a service
    std::string name;
    std::string description;
    Date changed_on;
    // Labelled lines of the official record that a reader uses ("Téléphone", "Conditions"), in reading order.
    std::vector<std::pair<std::string, std::string>> lines;
    std::string web_site;  // "https://…"; empty: none
    SheetFacts facts;
};

struct SheetKind {
    std::string_view code;
    std::string_view heading;  // French, plural, of a group of sheets
};

// In the order in which a reader meets them.
const std::vector<SheetKind>& sheet_kinds();

// Sheets by id. Later ones replace earlier ones of the same id, so that a service's own sheet hides the one
// the program came with.
class Directory {
public:
    void put(Sheet sheet);
    const Sheet* find(std::string_view id) const;
    const std::vector<Sheet>& all() const { return sheets_; }  // by name
    std::vector<const Sheet*> services_of(std::string_view structure_id) const;

private:
    std::vector<Sheet> sheets_;
};

}  // namespace prevenance

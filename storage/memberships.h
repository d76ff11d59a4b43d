// Which employer belongs to which network, as stays: a first day, and a last day once it is known. An employer that
// left may come back. And whom a publication counted as a member, noted on the day it was made.
//
// The surprise: a stay may be corrected, what is published may not. A published period is judged with the employers
// that were noted then, whatever the stays say today.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"
#include "storage/period_counts.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct Stay {
    EmployerId employer;
    Date first_day;
    std::optional<Date> last_day = {};  // inclusive; none: a member until somebody says otherwise
    bool operator==(const Stay&) const = default;
};

// Every stay in the network, by its first day.
std::vector<Stay> stays_in(const Reader& reader, NetworkId network);
// The one that began last; none: the employer never was a member.
std::optional<Stay> latest_stay(const Reader& reader, NetworkId network, EmployerId employer);
std::vector<EmployerId> members_on(const Reader& reader, NetworkId network, Date day);
// From the first to the last day of the period, ordered.
std::vector<EmployerId> members_throughout(const Reader& reader, NetworkId network, Period period);

// A stay that ended the day before goes on; otherwise one begins. Whether it may is for the caller to see: two stays
// of one employer in one network never share a day.
void join_network(Transaction& transaction, NetworkId network, EmployerId employer, Date first_day);
// The last day, inclusive, of the stay that began last.
void leave_network(Transaction& transaction, NetworkId network, EmployerId employer, Date last_day);

struct CountedMember {
    EmployerId employer;
    std::string department;  // under which it was counted: "43"; empty: none was known
};

// Takes the place of what was noted of the same period.
void note_counted_members(Transaction& transaction, NetworkId network, Period period,
                          const std::vector<CountedMember>& members);
// Of a published period, ordered: those who were noted. Networks published before there were notes are judged with
// the stays as they are now.
std::vector<EmployerId> members_as_published(const Reader& reader, NetworkId network, Period period);
// Of the latest period within the year that counted the employer, in whichever network; none: no note does.
std::optional<std::string> department_as_counted(const Reader& reader, EmployerId employer, Period year);

}  // namespace prevenance::storage

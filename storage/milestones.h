// Milestones of the legal calendar: visits and talks that were held, returns that call for a visit, and the
// years in which a mid-career visit is due. They say what and when, never why. No signal rule reads them.
//
// The surprise: MI_CARRIERE_OUVERTE is written by the program from the sealed year of birth, because rules
// run at night without anybody's key (docs/decisions/0007-what-the-calendar-keeps-in-the-clear.md).
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct MilestoneRecord {
    FactId id;
    EmployeeId employee;
    std::string code;  // "VISITE_5_ANS", "REPRISE"…
    Date starts_on;
    std::optional<Date> ends_on;  // of spans
    Instant recorded_at;
    std::optional<AccountId> recorded_by;  // none: the program
};

class Milestones {
public:
    Milestones(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing one and for another employer's.
    std::optional<MilestoneRecord> find(FactId id) const;
    std::vector<MilestoneRecord> about(EmployeeId employee) const;  // the latest first

    // Throws ConstraintViolated where the person has the same on the same day.
    void add(Transaction& transaction, const MilestoneRecord& milestone) const;
    // Another last day of a span that was noted already. False where there is none of that code and day.
    bool change_end(Transaction& transaction, EmployeeId employee, std::string_view code, Date starts_on,
                    std::optional<Date> ends_on) const;
    bool remove(Transaction& transaction, FactId id) const;
    void remove_all(Transaction& transaction, EmployeeId employee, std::string_view code) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage

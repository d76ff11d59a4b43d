// What a person chose about the use of the data: objected to signal rules (RGPD, article 21), asked that the
// data only be kept (article 18). Both stop the rules about signals for that person; the legal calendar goes
// on. The employer sees the choice, because it is a right exercised openly.
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <set>

namespace prevenance::storage {

struct ProcessingChoice {
    std::optional<Instant> objected_at;
    std::optional<Instant> limited_at;

    bool stops_signals() const { return objected_at || limited_at; }
};

class ProcessingChoices {
public:
    ProcessingChoices(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing chosen: both are empty.
    ProcessingChoice of(EmployeeId employee) const;
    // Everybody at whom the rules about signals do not look.
    std::set<EmployeeId> left_alone() const;
    // Everybody who had the data frozen: nothing noted about them is shown or used.
    std::set<EmployeeId> frozen() const;

    void object(Transaction& transaction, EmployeeId employee, Instant now) const;
    void limit(Transaction& transaction, EmployeeId employee, Instant now) const;
    // Takes both back. False where nothing was chosen.
    bool resume(Transaction& transaction, EmployeeId employee) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage

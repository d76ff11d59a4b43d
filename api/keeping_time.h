// Until which day something held about a person is kept, to tell that person. The same periods as the nightly
// erasure (api/jobs/erase_due.h) and the same rules, seen from the other side: the erasure asks what is due
// on a day, this asks on which day something is due. A test holds one against the other.
#pragma once

#include "api/settings.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"
#include "storage/interviews.h"

#include <optional>

namespace prevenance::api {

// How long a card can be answered, and an agreement holds that was given on its last day.
inline constexpr Days invitation_lasts{14};
inline constexpr Months agreement_lasts{6};

// What the file says of how long things are kept. Each answer is the last day on which it is kept; none: that
// depends on what has not happened yet (the person leaves, the absence ends), or the data are frozen.
class KeepingTime {
public:
    KeepingTime(const storage::Reader& reader, const RetentionSettings& settings, EmployeeId employee,
                std::optional<Date> left_on, Date today);

    bool is_frozen() const { return frozen_; }

    std::optional<Date> of_signal(Date happened_on) const;
    std::optional<Date> of_absence(std::optional<Date> ends_on) const;
    // Stops, visits and deadlines of the legal calendar.
    std::optional<Date> of_legal_calendar() const;
    std::optional<Date> of_suggestion(Date as_of) const;
    std::optional<Date> of_talk(const storage::Reader& reader, const storage::InterviewRecord& talk) const;
    // Of what a case consists of: visit requests and measures.
    std::optional<Date> of_case() const;

private:
    std::optional<Date> told(std::optional<Date> until) const;
    Date at_departure_at_most(Date until) const;
    Date with_the_case(Date until) const;
    Date end_of_invitation(Date handed_over_on) const;

    const RetentionSettings settings_;
    const std::optional<Date> left_on_;
    const Date today_;
    const std::optional<Date> last_step_;  // of the case
    bool frozen_ = false;
    bool request_waits_ = false;
};

// How long the proof of an agreement is kept that ends on `expires_on`.
Date proof_kept_until(const RetentionSettings& settings, Date expires_on);

}  // namespace prevenance::api

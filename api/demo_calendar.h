// What the legal calendar and the rules about teams read in the demonstration: visits and talks that were
// held, a return, the figures of each team month by month. It adds to what demo_history invented and draws
// from chance of its own, so that the rest of the history stays as it was.
#pragma once

#include "api/demo_history.h"

namespace prevenance::api {

// In each employer, as of `today`, a follow-up visit falls due, a mid-career visit waits for its talk, and
// somebody comes back from a leave after which a visit is due. In the team that renews itself faster than
// before, complaints and late changes of schedules rise in the last months.
void invent_calendar(DemoEmployer& employer, Date today, std::uint64_t seed);

}  // namespace prevenance::api

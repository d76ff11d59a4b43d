#include "storage/demo_talks.h"

namespace prevenance::storage {

void add_demo_talk(Transaction& transaction, EmployerScope scope, const DemoTalk& talk) {
    const auto recorded_at = Instant{talk.held_on} + std::chrono::hours{15};
    transaction.execute(
        "INSERT INTO interview(id, employer, employee, suggestion, held_on, mode, accompanied, wish, recorded_at, "
        "recorded_by) VALUES (?, ?, ?, ?, ?, 'on_site', 0, 'no_follow_up', ?, ?)",
        {talk.id, scope.employer(), talk.employee, talk.suggestion, talk.held_on, recorded_at, talk.held_by});
}

}  // namespace prevenance::storage

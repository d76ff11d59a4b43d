#include "api/jobs/close_invitations.h"

#include "storage/invitations.h"

namespace prevenance::api {

int close_invitations(Services& services, Instant now) {
    return services.cases.write([&](storage::Transaction& transaction) {
        const int closed = storage::close_invitations(transaction, in_paris(now).date, now);
        // Each night, whether one was closed or none: the log must not tell that somebody had not answered.
        services.audit.record(transaction, {now, std::nullopt, "invitation.close_due", std::nullopt});
        return closed;
    });
}

}  // namespace prevenance::api

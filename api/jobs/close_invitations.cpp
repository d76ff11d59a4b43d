#include "api/jobs/close_invitations.h"

#include "storage/invitations.h"

namespace prevenance::api {

int close_invitations(Services& services, Instant now) {
    return services.cases.write([&](storage::Transaction& transaction) {
        const int closed = storage::close_invitations(transaction, in_paris(now).date, now);
        if (closed > 0)
            services.audit.record(transaction,
                                  {now, std::nullopt, "invitation.close_unanswered", std::nullopt});
        return closed;
    });
}

}  // namespace prevenance::api

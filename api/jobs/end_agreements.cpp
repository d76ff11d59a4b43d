#include "api/jobs/end_agreements.h"

#include "storage/alerts.h"

namespace prevenance::api {

int set_expired_alerts_aside(Services& services, Instant now) {
    return services.cases.write([&](storage::Transaction& transaction) {
        const int ended = storage::set_expired_aside(transaction, in_paris(now).date);
        if (ended > 0)
            services.audit.record(transaction, {now, std::nullopt, "alert.agreement_ended", std::nullopt});
        return ended;
    });
}

}  // namespace prevenance::api

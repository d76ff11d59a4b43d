#include "api/endpoints/delete_signal.h"

#include "api/error_reply.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/screening.h"
#include "api/services.h"
#include "api/signal_access.h"

namespace prevenance::api {

Answer delete_signal(const Call& call) {
    const auto signal = find_signal(call);
    // Through the writer: a second click on the button gets the first one's answer.
    if (!signal)
        return Act{std::nullopt, [call](storage::Transaction&) {
                       return error_reply(call, {ErrorCode::not_found, {}, {}});
                   }};
    if (signal->recorded_by != call.scope().account)
        return error_reply(
            call, {ErrorCode::forbidden, "Seule la personne qui a noté un signal peut le supprimer.", {}});
    if (is_frozen(call.services, call.employer(), signal->employee)) return error_reply(call, frozen_error());
    if (!may_delete(call, *signal))
        return error_reply(
            call,
            {ErrorCode::gone, "Un signal peut être supprimé pendant 30 jours. Ce délai est passé.", {}});
    return Act{signal->employee ? signal->employee->bytes : signal->team->bytes,
               [call, signal = *signal](storage::Transaction& transaction) {
                   const storage::CaseFile file{transaction, call.employer()};
                   if (!file.remove_signal(transaction, signal.id))
                       return error_reply(call, {ErrorCode::not_found, {}, {}});
                   if (signal.employee)
                       screen_employee(transaction, call.services, call.employer(), *signal.employee,
                                       call.now);
                   else
                       screen_team(transaction, call.services, call.employer(), *signal.team, call.now);
                   return see_other("/a-faire", "signal-supprime");
               }};
}

}  // namespace prevenance::api

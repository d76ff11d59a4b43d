#include "integrations/own_request.h"

namespace prevenance::integrations {

Result<ConsentedAlert> OwnRequest::consent(Alert alert, ConsentReceipt receipt) {
    if (alert.kind != AlertKind::own_request) {
        return fail(ErrorCode::conflict, "Ce message n’est pas une demande personnelle.");
    }
    return ConsentedAlert::make(std::move(alert), ConsentProof(std::move(receipt), std::nullopt));
}

}  // namespace prevenance::integrations

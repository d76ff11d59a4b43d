#include "api/endpoints/show_captured_mail.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/captured_mail_page.h"
#include "storage/outbox.h"

namespace prevenance::api {

Answer show_captured_mail(const Call& call) {
    if (!call.services.settings.demo) return error_reply(call, {ErrorCode::not_found, {}, {}});
    std::vector<forms::CapturedMailView> mails;
    for (auto& mail : call.services.cases.read(storage::captured_mails))
        mails.push_back(
            {std::move(mail.recipient), std::move(mail.subject), std::move(mail.body), mail.captured_at});
    return page_reply(call, "Courriels de la démonstration", "captured_mail",
                      forms::captured_mail_data(mails));
}

}  // namespace prevenance::api

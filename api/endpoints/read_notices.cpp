#include "api/endpoints/read_notices.h"

#include "api/noted_words.h"
#include "api/page_reply.h"

namespace prevenance::api {

Answer show_what_is_noted(const Call& call) {
    return page_reply(call, "Ce que nous notons, et ce que nous ne notons jamais", "what_is_noted",
                      forms::what_is_noted_data(what_is_noted(call)));
}

Answer show_accessibility(const Call& call) {
    return page_reply(call, "Accessibilité\u00A0: partiellement conforme", "accessibility", {});
}

}  // namespace prevenance::api

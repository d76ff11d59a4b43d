#include "api/endpoints/show_health.h"

#include "api/health.h"
#include "api/page_reply.h"

namespace prevenance::api {

Answer show_alive(const Call&) {
    return json_reply(200, forms::health_json({}));
}

Answer show_ready(const Call& call) {
    auto lines = readiness(call.services);
    // Anybody may ask: which folder and how much room is for `prevenance check`, on the server.
    for (auto& line : lines) line.message.clear();
    return json_reply(forms::all_hold(lines) ? 200 : 503, forms::health_json(lines));
}

}  // namespace prevenance::api

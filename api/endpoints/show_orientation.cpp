#include "api/endpoints/show_orientation.h"

#include "api/error_reply.h"
#include "api/guidance.h"
#include "api/guidance_of.h"
#include "api/page_reply.h"
#include "forms/orientation_page.h"

namespace prevenance::api {
namespace {

Answer show_place(const Call& call, std::string_view way) {
    const auto& guidance = guidance_of(call);
    const auto place = guidance.tree.walk(way);
    if (!place) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return page_reply(call, place->node->title, "orientation",
                      forms::orientation_data({*place, guidance.directory, call.today()}));
}

}  // namespace

Answer show_orientation(const Call& call) {
    return show_place(call, "");
}

Answer show_orientation_step(const Call& call) {
    return show_place(call, call.path.at("way"));
}

}  // namespace prevenance::api

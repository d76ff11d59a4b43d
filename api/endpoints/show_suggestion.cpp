#include "api/endpoints/show_suggestion.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/suggestion_cards.h"
#include "api/suggestion_view.h"
#include "forms/suggestion_card.h"

namespace prevenance::api {

Answer show_suggestion(const Call& call) {
    const auto suggestion = find_suggestion(call);
    if (!suggestion) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto view = suggestion_view(call, *suggestion);
    if (!view) return error_reply(call, view.error());
    return read_about(suggestion->id, page_reply(call, suggestion_title(*view), "suggestion",
                                                 forms::suggestion_data(*view, {})));
}

Answer show_suggestion_card(const Call& call) {
    const auto suggestion = find_suggestion(call);
    if (!suggestion) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto card = suggestion_card(call, *suggestion);
    if (!card) return error_reply(call, card.error());
    return read_about(suggestion->id, json_reply(200, forms::card_json(*card)));
}

}  // namespace prevenance::api

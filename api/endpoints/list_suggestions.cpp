#include "api/endpoints/list_suggestions.h"

#include "api/error_reply.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "api/suggestion_cards.h"
#include "domain/whole_number.h"
#include "storage/case_file.h"

namespace prevenance::api {
namespace {

constexpr int usual_limit = 50;
constexpr int highest_limit = 100;

struct Wanted {
    int limit = usual_limit;
    std::optional<SuggestionId> after;
};

std::optional<int> limit_in(const std::string& text) {
    const auto limit = whole_number<int>(text);
    return limit && *limit >= 1 && *limit <= highest_limit ? limit : std::nullopt;
}

Result<Wanted> read_wanted(const Call& call) {
    Wanted wanted;
    std::vector<FieldError> errors;
    if (call.query.has("limit")) {
        const auto limit = limit_in(call.query.value("limit"));
        if (!limit) errors.push_back({"limit", "out_of_range", "Demandez de 1 à 100 suggestions."});
        wanted.limit = limit.value_or(usual_limit);
    }
    if (call.query.has("after")) {
        wanted.after = SuggestionId::parse(call.query.value("after"));
        if (!wanted.after)
            errors.push_back({"after", "no_cursor", "Reprenez la valeur « next » de la page précédente."});
    }
    if (!errors.empty()) return fail(std::move(errors));
    return wanted;
}

}  // namespace

Answer list_suggestions(const Call& call) {
    const auto wanted = read_wanted(call);
    if (!wanted) return error_reply(call, wanted.error());
    // One more than asked for says whether there is a next page.
    auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.open_suggestions_after(wanted->after,
                                                                                 wanted->limit + 1);
    });
    std::optional<SuggestionId> next;
    if (records.size() > static_cast<std::size_t>(wanted->limit)) {
        records.pop_back();
        next = records.back().id;
    }
    std::vector<forms::SuggestionCard> cards;
    for (const auto& record : records) {
        auto card = suggestion_card(call, record);
        if (!card && card.error() == frozen_error()) continue;
        if (!card) return error_reply(call, card.error());
        cards.push_back(std::move(*card));
    }
    auto reply = json_reply(200, forms::cards_json(cards, next));
    if (next)
        reply.headers.emplace_back("Link", "</api/v1/suggestions?limit=" + std::to_string(wanted->limit) +
                                               "&after=" + next->text() + ">; rel=\"next\"");
    return Act{std::nullopt, [reply = std::move(reply)](storage::Transaction&) { return reply; }};
}

}  // namespace prevenance::api

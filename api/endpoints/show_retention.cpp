#include "api/endpoints/show_retention.h"

#include "api/jobs/erase_due.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/retention_page.h"

namespace prevenance::api {
namespace {

using Counts = std::map<std::string, std::int64_t>;

std::string number_in(const Counts& counts, std::string_view kind) {
    const auto found = counts.find(std::string{kind});
    return std::to_string(found == counts.end() ? 0 : found->second);
}

std::string held_back_in_words(const Counts& counts, std::string_view kind) {
    const auto found = counts.find(std::string{kind});
    if (found == counts.end()) return {};
    return std::to_string(found->second) +
           " de plus\u00A0: retenus, parce qu’une autre ligne en dépend encore.";
}

forms::RetentionView view_of(const Call& call) {
    const auto nights = call.services.cases.read(
        [](const storage::Reader& reader) { return storage::nights_of_retention(reader, 1); });
    const auto tonight = preview_erasure(call.services, call.now);
    forms::RetentionView view;
    view.is_demo = call.services.settings.demo;
    if (!nights.empty()) view.last_night = forms::long_date(nights.front().night);
    for (const auto& line : retention_table(call.services.settings.retention)) {
        const bool has_night = line.counted && !nights.empty();
        view.lines.push_back({line.label, line.period, line.source,
                              line.counted ? number_in(tonight.erased, line.kind) : "—",
                              has_night ? number_in(nights.front().erased, line.kind) : "—",
                              held_back_in_words(tonight.held_back, line.kind)});
    }
    return view;
}

}  // namespace

Answer show_retention(const Call& call) {
    return page_reply(call, "Ce qui est gardé, et ce qui s’efface", "retention",
                      forms::retention_data(view_of(call)));
}

}  // namespace prevenance::api

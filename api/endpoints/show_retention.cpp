#include "api/endpoints/show_retention.h"

#include "api/jobs/erase_due.h"
#include "api/page_reply.h"
#include "api/retention_words.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/retention_page.h"

namespace prevenance::api {
namespace {

using Counts = std::map<std::string, std::int64_t>;

std::int64_t number_in(const Counts& counts, std::string_view kind) {
    const auto found = counts.find(std::string{kind});
    return found == counts.end() ? 0 : found->second;
}

forms::RetentionView view_of(const Call& call) {
    const auto nights = call.services.cases.read(
        [](const storage::Reader& reader) { return storage::nights_of_retention(reader, 1); });
    const auto tonight = preview_erasure(call.services, call.now);
    forms::RetentionView view;
    view.is_demo = call.services.settings.demo;
    if (!nights.empty()) view.last_night = forms::long_date(nights.front().night);
    for (const auto& line : retention_table(call.services.settings.retention)) {
        forms::KeptLine kept{line.label, line.period, line.source, line.counted};
        if (line.counted) {
            kept.due = number_in(tonight.erased, line.kind);
            if (!nights.empty()) kept.erased = number_in(nights.front().erased, line.kind);
            kept.stays = stays_in_words(tonight, line.kind);
        }
        view.lines.push_back(std::move(kept));
    }
    return view;
}

}  // namespace

Answer show_retention(const Call& call) {
    return page_reply(call, "Ce qui est gardé, et ce qui s’efface", "retention",
                      forms::retention_data(view_of(call)));
}

}  // namespace prevenance::api

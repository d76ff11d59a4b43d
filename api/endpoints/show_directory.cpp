#include "api/endpoints/show_directory.h"

#include "api/error_reply.h"
#include "api/guidance.h"
#include "api/guidance_of.h"
#include "api/page_reply.h"
#include "domain/whole_number.h"
#include "forms/directory_page.h"

namespace prevenance::api {
namespace {

// So many that a page of the list, or of the guide, stays light on a phone.
constexpr std::size_t names_on_a_page = 100;
constexpr std::size_t sheets_on_a_page = 24;

// Nothing for what is no part of it.
std::optional<std::size_t> part_asked(const Call& call, std::size_t parts) {
    const auto text = call.query.value("partie");
    if (text.empty()) return 1;
    const auto part = whole_number<std::size_t>(text);
    return part && *part >= 1 && *part <= parts ? part : std::nullopt;
}

Answer show_part(const Call& call, const char* title, const char* page, const char* path,
                 std::size_t per_part) {
    const auto& directory = guidance_of(call).directory;
    const auto part = part_asked(call, forms::part_count(directory, per_part));
    if (!part) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return page_reply(call, title, page,
                      forms::directory_data({directory, call.today(), *part, per_part, path}));
}

}  // namespace

Answer show_directory(const Call& call) {
    return show_part(call, "Qui peut aider, et comment\u00a0?", "directory", "/annuaire", names_on_a_page);
}

Answer show_directory_guide(const Call& call) {
    return show_part(call, "Guide\u00a0: qui peut aider à rester au travail", "directory_guide",
                     "/annuaire/guide", sheets_on_a_page);
}

Answer show_sheet(const Call& call) {
    const auto& directory = guidance_of(call).directory;
    const auto* sheet = directory.find(call.path.at("sheet"));
    if (sheet == nullptr) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return page_reply(call, sheet->name, "directory_sheet",
                      forms::sheet_data({*sheet, directory, call.today()}));
}

}  // namespace prevenance::api

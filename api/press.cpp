#include "api/press.h"

#include <optional>
#include <utility>

namespace prevenance::api {
namespace {

constexpr std::size_t most_remembered = 32;  // pages, each with a file of 1 MiB at most

}  // namespace

Press::Press(integrations::PdfCommand command, std::string style)
    : engine_(std::move(command)), style_(std::move(style)) {}

std::expected<std::string, integrations::PdfTrouble> Press::print(const std::string& html) const {
    return engine_.print(html);
}

std::expected<std::string, integrations::PdfTrouble> Press::print_once(const std::string& html) {
    {
        const std::lock_guard lock{mutex_};
        if (const auto known = printed_.find(html); known != printed_.end()) return known->second;
    }
    auto file = engine_.print(html);
    if (!file) return file;
    const std::lock_guard lock{mutex_};
    if (printed_.size() >= most_remembered) printed_.clear();
    printed_.insert_or_assign(html, *file);
    return file;
}

}  // namespace prevenance::api

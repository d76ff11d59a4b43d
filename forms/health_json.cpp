#include "forms/health_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string_view name_of(CheckState state) {
    switch (state) {
        case CheckState::passed:
            return "passed";
        case CheckState::failed:
            return "failed";
        case CheckState::skipped:
            return "skipped";
    }
    return "";
}

}  // namespace

bool all_hold(const std::vector<CheckLine>& lines) {
    return std::ranges::none_of(lines,
                                [](const CheckLine& line) { return line.state == CheckState::failed; });
}

std::string health_json(const std::vector<CheckLine>& lines) {
    nlohmann::ordered_json document;
    document["status"] = all_hold(lines) ? "ok" : "failed";
    document["checks"] = nlohmann::ordered_json::array();
    for (const auto& line : lines)
        document["checks"].push_back(
            {{"name", line.name}, {"state", name_of(line.state)}, {"message", line.message}});
    return document.dump();
}

}  // namespace prevenance::forms

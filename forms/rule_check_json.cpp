#include "forms/rule_check_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {

std::string rule_check_json(const RuleCheck& check) {
    auto complaints = nlohmann::ordered_json::array();
    for (const auto& each : check.complaints)
        complaints.push_back({{"file", each.file},
                              {"line", each.line},
                              {"column", each.column},
                              {"path", each.path},
                              {"severity", each.is_error ? "error" : "warning"},
                              {"code", each.code},
                              {"message", each.message}});
    nlohmann::ordered_json json{{"rules", check.rules}, {"complaints", std::move(complaints)}};
    if (check.longest_window) json["longest_window_days"] = *check.longest_window;
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace prevenance::forms

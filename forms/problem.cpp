#include "forms/problem.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {

std::string problem_json(const Problem& problem) {
    nlohmann::ordered_json json{{"type", "about:blank"},
                                {"title", problem.title},
                                {"status", problem.status},
                                {"code", problem.code},
                                {"request_id", problem.request_id}};
    if (!problem.detail.empty()) json["detail"] = problem.detail;
    for (const auto& field : problem.fields)
        json["errors"].push_back(
            {{"pointer", "#/" + field.field}, {"code", field.code}, {"detail", field.message}});
    return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace prevenance::forms

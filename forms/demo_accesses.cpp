#include "forms/demo_accesses.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {

std::string demo_accesses_json(std::string_view address, const std::vector<DemoDoor>& doors,
                               const std::vector<DemoCard>& cards) {
    nlohmann::ordered_json json{{"address", address},
                                {"accesses", nlohmann::ordered_json::array()},
                                {"cards", nlohmann::ordered_json::array()},
                                {"own_requests", nlohmann::ordered_json::array()}};
    for (const auto& door : doors)
        json["accesses"].push_back({{"role", door.role},
                                    {"organisation", door.organisation},
                                    {"display_name", door.display_name},
                                    {"login", door.login},
                                    {"password", door.password},
                                    {"totp_seed", door.totp_seed},
                                    {"first_step", door.first_step}});
    for (const auto& card : cards)
        json[card.is_own_request ? "own_requests" : "cards"].push_back(
            {{"address", card.address}, {"code", card.code}});
    return json.dump();
}

}  // namespace prevenance::forms

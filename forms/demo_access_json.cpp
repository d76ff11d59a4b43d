#include "forms/demo_access_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {

std::string demo_accesses_json(const std::string& address, const std::vector<DemoAccessView>& accesses) {
    nlohmann::ordered_json document;
    document["address"] = address;
    document["accesses"] = nlohmann::ordered_json::array();
    for (const auto& access : accesses) {
        nlohmann::ordered_json one;
        one["role"] = access.role;
        one["organisation"] = access.organisation;
        one["display_name"] = access.display_name;
        one["login"] = access.login;
        one["password"] = access.password;
        one["totp_seed"] =
            access.totp_seed ? nlohmann::ordered_json(*access.totp_seed) : nlohmann::ordered_json();
        one["first_step"] = access.first_step;
        document["accesses"].push_back(std::move(one));
    }
    return document.dump();
}

}  // namespace prevenance::forms

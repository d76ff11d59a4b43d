// How to enter the demonstration, for a script: one line of JSON. Fictitious accounts only.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct DemoAccessView {
    std::string role;  // "referent"
    std::string organisation;
    std::string display_name;
    std::string login;
    std::string password;
    std::optional<std::string> totp_seed;  // base 32
    std::string first_step;
};

// {"address": …, "accesses": [{"role": …, "login": …, "password": …, "totp_seed": … or null, …}]}
std::string demo_accesses_json(const std::string& address, const std::vector<DemoAccessView>& accesses);

}  // namespace prevenance::forms

// The ways into a demonstration, for programs: what `prevenance demo --json` prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

struct DemoDoor {
    std::string_view role;
    std::string_view organisation;
    std::string_view display_name;
    std::string_view login;
    std::string_view password;
    std::string_view totp_seed;   // base 32
    std::string_view first_step;  // French
};

// The paper card of the demonstration's employee.
// What stands on a paper that an invented person keeps: a card that was handed over, or the printed page of
// an own request.
struct DemoCard {
    std::string address;
    std::string code;
    bool is_own_request = false;
};

// One line.
std::string demo_accesses_json(std::string_view address, const std::vector<DemoDoor>& doors,
                               const std::vector<DemoCard>& cards);

}  // namespace prevenance::forms

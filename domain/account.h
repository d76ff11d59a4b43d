// Who signs in, and as what. An account has one role and belongs to one organisation, or to none
// (administrator: accounts and settings, never cases).
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/id.h"

namespace prevenance {

enum class Role {
    manager,          // records signals about the own teams; sees the own entries only
    referent,         // the employer's: sees facts and suggestions, talks, invites, asks for a visit
    physician,        // opens what employees sent to the own service
    cell_member,      // the physician's team: plans, does not open
    network_analyst,  // reads published figures
    administrator     // accounts and settings, never cases
};

inline constexpr std::array<std::pair<Role, std::string_view>, 6> role_names{{
    {Role::manager, "manager"},
    {Role::referent, "referent"},
    {Role::physician, "physician"},
    {Role::cell_member, "cell_member"},
    {Role::network_analyst, "network_analyst"},
    {Role::administrator, "administrator"},
}};

constexpr std::string_view role_name(Role role) {
    for (const auto& [value, name] : role_names)
        if (value == role) return name;
    return "";
}

constexpr std::optional<Role> parse_role(std::string_view text) {
    for (const auto& [value, name] : role_names)
        if (name == text) return value;
    return std::nullopt;
}

// Everybody but a manager signs in with a second factor.
constexpr bool needs_second_factor(Role role) { return role != Role::manager; }

// What a session may touch. Made from the account, never from the request.
struct Scope {
    AccountId account;
    Role role = Role::manager;
    std::optional<EmployerId> employer;
    std::optional<OhServiceId> oh_service;
    std::optional<NetworkId> network;
    std::vector<TeamId> teams;  // a manager's
};

}  // namespace prevenance

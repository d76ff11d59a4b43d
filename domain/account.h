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

// What a session may touch. Made from the account, never from the request.
struct Scope {
    AccountId account;
    Role role = Role::manager;
    std::optional<EmployerId> employer;
    std::optional<OhServiceId> oh_service;
    std::optional<NetworkId> network;
    std::vector<TeamId> teams;  // a manager's
};

// What opens a store: the one tenant whose rows it may touch. Taken from a session, or from a job's own list
// of tenants; never from a request.
class EmployerScope {
public:
    static std::optional<EmployerScope> of(const Scope& scope) {
        if (!scope.employer) return std::nullopt;
        return EmployerScope{*scope.employer};
    }
    static EmployerScope for_job(EmployerId employer) { return EmployerScope{employer}; }
    EmployerId employer() const { return employer_; }

private:
    explicit EmployerScope(EmployerId employer) : employer_(employer) {}
    EmployerId employer_;
};

class MailboxScope {
public:
    static std::optional<MailboxScope> of(const Scope& scope) {
        if (!scope.oh_service) return std::nullopt;
        return MailboxScope{*scope.oh_service};
    }
    static MailboxScope for_job(OhServiceId service) { return MailboxScope{service}; }
    OhServiceId oh_service() const { return oh_service_; }

private:
    explicit MailboxScope(OhServiceId service) : oh_service_(service) {}
    OhServiceId oh_service_;
};

class NetworkScope {
public:
    static std::optional<NetworkScope> of(const Scope& scope) {
        if (!scope.network) return std::nullopt;
        return NetworkScope{*scope.network};
    }
    static NetworkScope for_job(NetworkId network) { return NetworkScope{network}; }
    NetworkId network() const { return network_; }

private:
    explicit NetworkScope(NetworkId network) : network_(network) {}
    NetworkId network_;
};

}  // namespace prevenance

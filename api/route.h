// One row of the route table. Every column must be said: a route without a role, a tenant, a rule against
// forged forms and an audit code does not build.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "domain/account.h"

namespace prevenance::api {

class Roles {
public:
    static constexpr Roles anybody() { return Roles{0}; }
    constexpr Roles(std::initializer_list<Role> roles) {
        for (const auto role : roles) bits_ |= 1U << static_cast<unsigned>(role);
    }
    constexpr bool demands_sign_in() const { return bits_ != 0; }
    constexpr bool includes(Role role) const { return (bits_ & 1U << static_cast<unsigned>(role)) != 0; }

private:
    explicit constexpr Roles(unsigned bits) : bits_(bits) {}
    unsigned bits_ = 0;
};

// Whose data the route may touch; the stores it opens take the matching scope from the session.
enum class Tenant { none, employer, oh_service, network, holder_of_code, instance };

enum class ForgeryRule {
    reads_only,   // GET: changes nothing
    form_token,   // a signed-in person's form: origin and token
    same_origin,  // a public form whose secret is typed in: origin
    api_key       // no browser: a bearer key, and an Idempotency-Key on POST
};

// How long ago somebody must have shown who they are (api/fresh_proof.h).
enum class Proof {
    of_the_session,  // at sign-in
    fresh            // within ten minutes: for what gives access to others, or takes everything out
};

inline constexpr std::size_t ordinary_body_limit = 64UL * 1024;  // bytes

class Route {
public:
    consteval Route(std::string_view method_, std::string_view pattern_, Endpoint endpoint_, Roles roles_,
                    Tenant tenant_, ForgeryRule forgery_, std::string_view audit_, Proof proof_)
        : Route(method_, pattern_, endpoint_, roles_, tenant_, forgery_, audit_) {
        proof = proof_;
        if (proof == Proof::fresh && !roles.demands_sign_in()) throw "a proof is somebody's";
        if (proof == Proof::fresh && forgery == ForgeryRule::api_key) throw "a program cannot prove who it is";
    }

    consteval Route(std::string_view method_, std::string_view pattern_, Endpoint endpoint_, Roles roles_,
                    Tenant tenant_, ForgeryRule forgery_, std::string_view audit_, std::size_t body_limit_ = ordinary_body_limit)
        : method(method_),
          pattern(pattern_),
          endpoint(endpoint_),
          roles(roles_),
          tenant(tenant_),
          forgery(forgery_),
          audit(audit_),
          body_limit(body_limit_) {
        if (pattern.empty() || pattern.front() != '/') throw "a pattern starts with a slash";
        if (audit.empty()) throw "a route has an audit code";
        if (method != "GET" && method != "POST") throw "pages know GET and POST, and the API no other";
        if (forgery == ForgeryRule::reads_only && method != "GET") throw "only a GET reads only";
        if ((forgery == ForgeryRule::form_token || forgery == ForgeryRule::same_origin) && method != "POST")
            throw "a form that is guarded is posted";
        if (forgery == ForgeryRule::form_token && !roles.demands_sign_in()) throw "a form token belongs to a session";
        if (forgery == ForgeryRule::api_key && !roles.demands_sign_in()) throw "a key belongs to an account";
        if (roles.demands_sign_in() && tenant == Tenant::holder_of_code) throw "a code is not an account";
    }

    std::string_view method;
    std::string_view pattern;  // "/salaries/{employee}"
    Endpoint endpoint;
    Roles roles;
    Tenant tenant;
    ForgeryRule forgery;
    std::string_view audit;
    std::size_t body_limit;    // bytes
    Proof proof = Proof::of_the_session;

    // Only files need more than the ordinary limit.
    bool takes_file() const { return body_limit > ordinary_body_limit; }
    Face face() const { return pattern.starts_with("/api/") ? Face::json : Face::page; }
};

// Every route of the program (api/routes.cpp).
const std::vector<Route>& routes();

struct RouteMatch {
    const Route* route = nullptr;             // none: no such address
    std::map<std::string, std::string> path;  // values of {names}
    std::string allowed;                      // methods of this address, where the method is not one of them
};

RouteMatch match(const std::vector<Route>& table, std::string_view method, std::string_view path);

}  // namespace prevenance::api

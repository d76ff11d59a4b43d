// Who may do what, on one page that a reviewer reads: a permission that changes is a line that changes.
#include "api/route.h"
#include "tests/api/golden_file.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

std::string roles_in(const Roles& roles) {
    std::string text;
    for (const auto& [role, name] : role_names)
        if (roles.includes(role)) text += (text.empty() ? "" : ",") + std::string{name};
    return text.empty() ? "anybody" : text;
}

std::string_view name_of(Tenant tenant) {
    switch (tenant) {
        case Tenant::none:
            return "none";
        case Tenant::employer:
            return "employer";
        case Tenant::oh_service:
            return "oh_service";
        case Tenant::network:
            return "network";
        case Tenant::holder_of_code:
            return "holder_of_code";
        case Tenant::instance:
            return "instance";
    }
    return "?";
}

std::string_view name_of(ForgeryRule rule) {
    switch (rule) {
        case ForgeryRule::reads_only:
            return "reads_only";
        case ForgeryRule::form_token:
            return "form_token";
        case ForgeryRule::same_origin:
            return "same_origin";
        case ForgeryRule::api_key:
            return "api_key";
    }
    return "?";
}

TEST(Routes, are_those_of_the_golden_file) {
    std::string text;
    for (const auto& route : routes()) {
        text += std::string{route.method} + " " + std::string{route.pattern} + " | " + roles_in(route.roles) +
                " | " + std::string{name_of(route.tenant)} + " | " + std::string{name_of(route.forgery)} +
                " | " + std::string{route.audit} + (route.proof == Proof::fresh ? " | fresh proof" : "") +
                (route.takes_file() ? " | " + std::to_string(route.body_limit) + " bytes" : "") + "\n";
    }
    tests::expect_golden("routes.golden.txt", text);
}

TEST(Routes, stand_once_each) {
    std::set<std::string> seen;
    for (const auto& route : routes())
        EXPECT_TRUE(seen.insert(std::string{route.method} + " " + std::string{route.pattern}).second)
            << route.pattern;
}

TEST(Routes, that_change_something_are_guarded_against_forgery) {
    for (const auto& route : routes()) {
        if (route.method != "POST") continue;
        EXPECT_NE(route.forgery, ForgeryRule::reads_only) << route.pattern;
    }
}

}  // namespace
}  // namespace prevenance::api

#include "api/refusals.h"

#include "domain/hexadecimal.h"

#include <spdlog/spdlog.h>

namespace prevenance::api {
namespace {

std::string_view name_of(RefusalKind kind) {
    switch (kind) {
        case RefusalKind::host:
            return "host";
        case RefusalKind::input:
            return "input";
        case RefusalKind::address:
            return "address";
        case RefusalKind::right:
            return "right";
        case RefusalKind::forgery:
            return "forgery";
        case RefusalKind::key:
            return "key";
        case RefusalKind::waiting:
            return "waiting";
    }
    return "";
}

// Of the public addresses, only those where accounts are entered. All others may be an employee's.
bool may_be_told(const Route& route) {
    return route.roles.demands_sign_in() || route.audit.starts_with("sign_in") ||
           route.audit.starts_with("password_reset");
}

}  // namespace

std::optional<RefusalKind> refusal_in(int status, bool signed_in) {
    if (status == 403) return RefusalKind::right;
    if (status == 429) return RefusalKind::waiting;
    if (signed_in && (status == 404 || status == 405)) return RefusalKind::address;
    return std::nullopt;
}

void note_refusal(const Request& request, const Route* route, const std::optional<SignedIn>& who,
                  RefusalKind kind, int status) {
    if (route != nullptr && !may_be_told(*route)) return;
    spdlog::warn("refused kind={} route={} status={} account={} request={}", name_of(kind),
                 route != nullptr ? route->audit : "none", status, who ? who->scope.account.text() : "none",
                 request.request_id);
}

void note_wrong_secret(const Call& call, const Digest& subject) {
    spdlog::warn("refused kind=secret name={} account={} request={}", hexadecimal(subject).substr(0, 16),
                 call.who ? call.who->scope.account.text() : "none", call.request.request_id);
}

}  // namespace prevenance::api

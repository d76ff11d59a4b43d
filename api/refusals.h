// What the log keeps of what was refused: one line each, for whoever watches for attempts to get round a
// control. It is not the audit log, which holds what was done. No line is written for an employee's pages,
// whatever happens there: when somebody answered, or failed to, is nobody's business
// (tests/api/refusals_test.cpp).
#pragma once

#include "api/call.h"
#include "api/route.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::api {

enum class RefusalKind {
    host,     // asked under a name that is not this service's
    input,    // a body or a query that no page of ours sends
    address,  // somebody signed in asked for an address or a thing that is not there for them
    right,    // somebody signed in lacks the right
    forgery,  // a form without its token, or from another site
    key,      // an API key that opens nothing
    waiting   // too many attempts
};

// What a reply of an endpoint tells by itself; nothing for what is no refusal.
std::optional<RefusalKind> refusal_in(int status, bool signed_in);

// "refused kind=right route=alert.read status=403 account=… request=…". `route`: none where the address is
// unknown.
void note_refusal(const Request& request, const Route* route, const std::optional<SignedIn>& who,
                  RefusalKind kind, int status);

// A wrong password, code, passkey or paper. `subject` stands for the name that was tried, under a key of this
// installation: the same name gives the same sixteen digits, and nobody can read it back.
void note_wrong_secret(const Call& call, const Digest& subject);

}  // namespace prevenance::api

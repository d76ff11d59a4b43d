// What is refused before an endpoint runs: no such route, a body that is too large or unreadable, a person
// without the right, a form that another site forged.
#pragma once

#include <optional>

#include "api/call.h"
#include "api/refusals.h"
#include "api/route.h"
#include "domain/error.h"
#include "forms/posted_form.h"

namespace prevenance::api {

// 404, or 405 with the methods that this address takes.
std::optional<Reply> refuse_without_route(const Call& call, const RouteMatch& match);

// The body of a POST as fields, within the route's own limit.
Result<forms::PostedForm> read_body(const Route& route, const Request& request);

// After somebody is signed in where the route demands it: role, origin, form token, Idempotency-Key.
struct TurnedAway {
    RefusalKind kind;
    Error error;
};
std::optional<TurnedAway> refuse_stranger(const Call& call, const Route& route);

}  // namespace prevenance::api

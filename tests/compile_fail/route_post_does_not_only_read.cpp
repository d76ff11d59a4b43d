// expect: <throw-expression>' is not a constant expression
// A form is guarded against forgery.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, referents, Tenant::employer, ForgeryRule::reads_only, "thing.change"};

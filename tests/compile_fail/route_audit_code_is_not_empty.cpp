// expect: <throw-expression>' is not a constant expression
// An empty name is none.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, referents, Tenant::employer, ForgeryRule::form_token, ""};

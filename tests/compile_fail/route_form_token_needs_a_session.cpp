// expect: <throw-expression>' is not a constant expression
// A token belongs to somebody signed in.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, Roles::anybody(), Tenant::none, ForgeryRule::form_token, "thing.change"};

// expect: <throw-expression>' is not a constant expression
// A link that anybody can plant changes nothing.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"GET", "/adresse", endpoint, referents, Tenant::employer, ForgeryRule::form_token, "thing.change"};

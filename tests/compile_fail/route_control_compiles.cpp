// expect: compiles
// A row with every column: the other rows fail for what they lack.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, referents, Tenant::employer, ForgeryRule::form_token, "thing.change", Proof::fresh};

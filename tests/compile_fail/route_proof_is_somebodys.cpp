// expect: <throw-expression>' is not a constant expression
// Nobody can prove again who they are.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, Roles::anybody(), Tenant::none, ForgeryRule::same_origin, "thing.change", Proof::fresh};

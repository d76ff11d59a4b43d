// expect: is not a constant expression
// The table is fixed when the program is built.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{std::string_view{std::string{"POST"}}, "/adresse", endpoint, referents, Tenant::employer, ForgeryRule::form_token, "thing.change"};

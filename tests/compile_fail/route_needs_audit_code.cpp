// expect: no matching function for call to 'prevenance::api::Route::Route(
// Under which name it is on record is said in the row.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, referents, Tenant::employer, ForgeryRule::form_token};

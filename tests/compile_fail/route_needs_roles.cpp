// expect: no matching function for call to 'prevenance::api::Route::Route(
// Who may ask is said in the row.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, Tenant::employer, ForgeryRule::form_token, "thing.change"};

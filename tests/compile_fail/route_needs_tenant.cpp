// expect: no matching function for call to 'prevenance::api::Route::Route(
// Over whose data is said in the row.
#include "api/route.h"

using namespace prevenance::api;

Answer endpoint(const Call& call);

constexpr Roles referents{prevenance::Role::referent};

const Route row{"POST", "/adresse", endpoint, referents, ForgeryRule::form_token, "thing.change"};

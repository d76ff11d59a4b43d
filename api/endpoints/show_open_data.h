// One publication as open data, for whoever knows its address: there is no account in it and no list of
// addresses, so that a network decides itself whom to hand it to. The content never changes, which its ETag
// says; errors are problem details, because programs read them.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_open_data_package(const Call& call);  // datapackage.json
Answer show_open_data_csv(const Call& call);      // chiffres.csv
Answer show_open_data_schema(const Call& call);   // schema.json

}  // namespace prevenance::api

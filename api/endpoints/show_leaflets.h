// The leaflets, for everybody, as pages and as PDF. Whoever is signed in finds the own contacts on them.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_leaflets(const Call& call);
Answer show_leaflet(const Call& call);   // which one is the last word of the address
Answer print_leaflet(const Call& call);  // the word before /pdf

}  // namespace prevenance::api

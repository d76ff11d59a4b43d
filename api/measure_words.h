// The words around a work measure, the physician's and the employer's, under the key of the person they are
// about.
#pragma once

#include "api/person_keys.h"
#include "domain/account.h"
#include "domain/id.h"

#include <string>

namespace prevenance::api {

// Where such words stand; the same on both sides, else the one could not read the other. `tenant` is the text
// of the employer's id and must outlive the place. `column`: "sealed_detail" (physician), "sealed_reason"
// (employer).
inline SealedPlace measure_place(std::string_view tenant, MeasuresId measures, int position,
                                 std::string_view column) {
    return {tenant, "measure", measures.text() + "/" + std::to_string(position), column};
}

}  // namespace prevenance::api

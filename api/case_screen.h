// The page of one accompaniment, from rows read in one transaction, and the version of those rows: what a
// form carries so that two people who move the same case at once are told so.
#pragma once

#include "api/call.h"
#include "storage/service_cases.h"

#include <string>
#include <vector>

namespace prevenance::api {

// A digest over everything of a case that a physician can change, as sixteen digits. It says nothing by
// itself.
std::string version_of(const storage::CaseRecord& record);

// Whether something may still be noted: the message's agreement stands, or the person had entered before it
// ended.
bool goes_on(const storage::CaseRecord& record);

struct CaseTrouble {
    std::vector<FieldError> errors;
    bool is_stale = false;
    std::string refusal;
};
// 200, with a version in ETag; 422 for errors, 409 for a stale form and for a move that is not possible. What
// was typed stays.
Reply case_screen(const Call& call, const storage::Reader& reader, const storage::CaseRecord& record,
                  const CaseTrouble& trouble = {});

// "Dominique Exemple, 01 00 00 00 10": the service's référent or référente, from its record.
std::string officer_of(const storage::Reader& reader, OhServiceId service);

}  // namespace prevenance::api

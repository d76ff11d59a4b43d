// What a structure answered on arrival about its tools and needs: codes of closed lists
// (forms/first_steps_page.h).
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "storage/database.h"

#include <optional>
#include <set>
#include <string>

namespace prevenance::storage {

struct StructureAnswers {
    std::set<std::string> tools;
    std::set<std::string> needs;
    std::optional<Date> answered_on;  // none: nothing was ticked yet
};

StructureAnswers structure_answers(const Reader& reader, EmployerScope scope);
// In place of the earlier answers.
void keep_structure_answers(Transaction& transaction, EmployerScope scope, const StructureAnswers& answers,
                            Date today);

}  // namespace prevenance::storage

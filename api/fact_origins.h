// Where the facts of a person or a team come from, as far as machines and texts may say it: on which day, and
// whether by hand or by an import. Who noted a fact is shown on pages only (fact_lines.h).
#pragma once

#include "domain/fact.h"
#include "rules/explanation.h"
#include "storage/case_file.h"

namespace prevenance::api {

rules::Origins fact_origins(const storage::CaseFile& file, const Timeline& timeline);
rules::Origins fact_origins(const TeamTimeline& timeline);

}  // namespace prevenance::api

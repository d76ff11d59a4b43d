#include "api/fact_origins.h"

namespace prevenance::api {

rules::Origins fact_origins(const storage::CaseFile& file, const Timeline& timeline) {
    auto origins = rules::origins_of(timeline.facts);
    for (const auto& absence : file.absences_of(timeline.employee))
        if (absence.import)
            origins[absence.id] = {rules::Origin::Kind::imported, in_paris(absence.recorded_at).date};
    return origins;
}

rules::Origins fact_origins(const TeamTimeline& timeline) {
    return rules::origins_of(timeline.facts);
}

}  // namespace prevenance::api

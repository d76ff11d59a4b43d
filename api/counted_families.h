// From which families of facts the suggestions about a person came: what decides, after a talk, whether the
// service itself may bring up a visit. It is not shown and not compared between people.
#pragma once

#include "domain/calendar.h"
#include "domain/procedure.h"
#include "domain/signal.h"
#include "storage/case_file.h"

#include <set>
#include <string>
#include <vector>

namespace prevenance::api {

struct CountedFamilies {
    std::set<std::string> families;  // codes of config/signals.yaml, and "absences"
    OwnWish wish = OwnWish::none;
};

// Of signal suggestions counted within the year before `today`, but for those whose facts were wrong or are
// gone. Deadlines of the legal calendar, work accidents and occupational diseases never enter.
CountedFamilies counted_families(const std::vector<storage::SuggestionRecord>& suggestions,
                                 const SignalCatalogue& catalogue, Date today);

}  // namespace prevenance::api

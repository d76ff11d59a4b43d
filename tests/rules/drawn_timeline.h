// Histories drawn as text, one column a day (tests/timelines/*.timeline say how), turned into the facts that
// the engine takes and the days on which a rule must hold.
#pragma once

#include "domain/fact.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::rules {

struct DrawnTimeline {
    // One column of the drawing: one day, or thirty.
    struct Column {
        Date first;
        int days = 1;
        bool holds = false;
    };

    std::string place;  // "S1.timeline:12"
    std::string name;
    std::string rule;
    std::optional<Date> due;
    Timeline person;
    TeamTimeline team;
    std::vector<Column> columns;
};

// Every case of every file of the folder. Throws std::runtime_error, naming the place, for a drawing that
// does not say what it means.
std::vector<DrawnTimeline> read_drawn_timelines(const std::filesystem::path& folder);

}  // namespace prevenance::rules

// Histories drawn as text, one column a day, turned into the facts that the engine takes and the days on
// which a rule must hold. They lie beside the rules (config/rules/S1.timeline), so that whoever writes a rule
// proves it on days. It draws; running the rule on the drawing is rules/timeline_run.h.
// The surprise: rows need not agree in what they name; only their columns must. A code is one of the catalogue of
// signals, and a number on the ruler is the day under which it stands: a row that could never count, or a
// ruler that says another day, is refused.
//
// clang-format off
//   case     three in half a year   starts a history; its name
//   rule     S1                     the rule it is about
//   from     2026-01-01             the day of the first column
//   day      0....5....10..:..m     one column a day; ':' thirty days,
//                                   'm' a calendar month
//   MALADIE  ....xx....x...>        x: a day of absence, or one observation;
//                                   '>': the last day drawn of an absence
//                                   whose end is not known
//   known    ..........r...         the facts of the row above were recorded
//                                   on that day, not when they began
//   gone     .............r         the facts of the row above are deleted:
//                                   from that day there is no record
//   becomes  ....xxxx......         corrects the row above, from the day of
//                                   the `known` row that must follow
//   suggest  ..........^^^^         the days on which the rule must hold;
//                                   on no other day may it
//
// Of a person, where it matters:
//   entry 2024-01-15
//   exit 2026-03-31
//   team:T1  ..^^                   T1 holds for their team
// Of the legal calendar:
//   due 2026-05-12                  the date the finding must name
// Of a team:
//   since 10                        persons there long before
//   enters, leaves, newest_leave    a digit: how many that day
//   MALADIE@2  ..xx                 an absence of the second of them
//                                   (MALADIE@1-3: of the first three)
//   INTERVENTIONS=400  ..xxx        a number counted over the period drawn,
//                                   recorded on its last day
// clang-format on
#pragma once

#include "domain/fact.h"
#include "domain/signal.h"
#include "rules/file_errors.h"
#include "rules/rule_file.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prevenance::rules {

struct DrawnTimeline {
    // One column of the drawing: one day, thirty, or a calendar month.
    struct Column {
        Date first;
        int days = 1;
        bool holds = false;
    };

    std::string file;
    int line = 1;  // of its `case` row
    std::string name;
    std::string rule;
    Position rule_at;  // of the name of the rule
    std::optional<Date> due;
    std::vector<Column> columns;
    std::vector<std::string> rows;  // as drawn, from `case` to `suggest`
    std::size_t offset = 0;         // where the drawing starts in a row

    // Everything that was ever recorded, and the day from which some of it is no longer there.
    Timeline person;
    TeamTimeline team;
    std::vector<std::pair<FactId, Date>> gone;
    std::map<std::string, std::vector<bool>> team_rules;  // by id: whether it holds, by column

    bool ever_holds() const;
    // What there is to see on a day: without what is gone by then.
    Timeline person_on(Date day) const;
    TeamTimeline team_on(Date day) const;
};

// A case that does not say what it means, and the rule it is about: the one that the file is called after
// where the case does not say.
struct UnreadCase {
    std::string file;
    std::string rule;
};

struct DrawnReading {
    std::vector<DrawnTimeline> cases;
    std::vector<UnreadCase> unread;
};

// Every case of a file. What is wrong with one goes to `complaints`, and the case is left out.
DrawnReading read_drawn_timelines(const RuleText& text, const SignalCatalogue& catalogue,
                                  std::vector<Complaint>& complaints);

}  // namespace prevenance::rules

// The rule engine: (rules, dated facts, a day) → findings, each with its evidence. Pure: it reads no clock,
// no file and no database, and uses only facts that had begun and were recorded by that day. Facts of a
// person may come in any order. The surprise: nothing is remembered; a finding goes away by itself when its
// facts leave the window (rules/novelty.h keeps the same facts from suggesting twice).
#pragma once

#include "domain/fact.h"
#include "domain/finding.h"
#include "rules/evidence_log.h"
#include "rules/population.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace prevenance::rules {

// In the order of the rules. Team rules are passed over for a person and the other way round.
// `team_decision`: which rules hold for the person's team (decide_team), for rules that name one.
std::vector<Finding> evaluate(const RuleSet& rules, const Timeline& timeline, Date as_of,
                              std::uint64_t team_decision = 0);
std::vector<Finding> evaluate(const RuleSet& rules, const TeamTimeline& timeline, Date as_of);
// The same for a team already coded. `ids` by the `index` of a fact about the team as a whole.
std::vector<Finding> evaluate(const RuleSet& rules, TeamId id, const Team& team, std::span<const FactId> ids,
                              Date as_of);

// Bit r: rule r of the set, about a team, holds.
std::uint64_t decide_team(const RuleSet& rules, const TeamTimeline& timeline, Date as_of);

// The same for one person or one team already coded, as a history is walked through day by day.
std::uint64_t decide_person(const RuleSet& rules, const Person& person, DayNumber as_of,
                            std::uint64_t team_decision = 0);
std::uint64_t decide_team(const RuleSet& rules, const Team& team, DayNumber as_of);

// Every day on which a decision may differ from that of the day before, in order, each once; on all other
// days the answer is that of the day before. A rule that names one about the team turns on the team's days
// too, which are not among those of the person.
std::vector<DayNumber> turning_days(const RuleSet& rules, const Person& person);
std::vector<DayNumber> turning_days(const RuleSet& rules, const Team& team);

// Everybody at once. One decision per person, in the order of the population: bit r says that rule r of the
// set holds. `decisions` must have the population's size. No memory is allocated.
void decide(const Population& population, Date as_of, std::span<std::uint64_t> decisions);

// Everybody at once, with evidence: the same findings as `evaluate` one by one.
std::vector<Finding> screen(const Population& population, Date as_of);

// The same for one person of the population.
std::vector<Finding> findings_about(const Population& population, std::size_t place, Date as_of);

// The same in flat columns, added to `log`: which rule holds for whom, and the facts behind it. Once the log
// has grown no memory is allocated. A rule that holds for no fact of the person has an entry without
// facts: it is a finding where something else is its evidence (the day on which the post was taken), and none
// where it holds for the team alone.
void screen(const Population& population, Date as_of, EvidenceLog& log);
// Whoever screens again and again keeps a Screener (rules/screener.h), which can ask about one person too.

// One finding of a screening, with everything there is to say about it.
std::optional<Finding> finding_of(const Population& population, const Fired& fired, Date as_of);

// The first day after the finding's on which its rule stops holding if nothing else is recorded and nothing
// changes. Nothing where that lies more than three years ahead, as for a stop whose end is not known.
// `team_decision` is taken to stay as it is.
std::optional<Date> stops_on(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                             std::uint64_t team_decision = 0);
std::optional<Date> stops_on(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline);

}  // namespace prevenance::rules

// A finding in French words, for the page, the letter, the command line and machines alike: what was counted
// and where it comes from, the rule with its numbers and who set them, what is not known, what would make it
// disappear, and the law or the convention behind it. The words come from the rule file and the signal
// catalogue; the only words of its own are those around dates and numbers. It says nothing the facts do not
// say: no cause of an absence, no name, no number to compare people by, no colour.
#pragma once

#include "domain/fact.h"
#include "domain/finding.h"
#include "domain/signal.h"
#include "rules/disappearance.h"
#include "rules/french_days.h"
#include "rules/missing_figures.h"
#include "rules/rule_set.h"
#include "rules/rule_words.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

// How a fact came into the record, and on which day.
struct Origin {
    enum class Kind { noted, entered, imported, declared, derived };
    Kind kind = Kind::noted;
    Date recorded_on;
    bool operator==(const Origin&) const = default;
};
using Origins = std::map<FactId, Origin>;

// "noté le 3 févr. 2026", "import du 2 févr. 2026". It names nobody.
std::string origin_words(const Origin& origin);

struct ExplainedFact {
    std::string words;            // "Absence : du 12 au 20 janv. 2026"
    std::string origin;           // of all its facts, "import du 2 févr. 2026"; empty for comings and goings
    std::vector<Origin> origins;  // the same for machines
    Evidence evidence;
    bool operator==(const ExplainedFact&) const = default;
};

struct Explanation {
    RuleWords words;  // the rule, its source, its numbers and who set them
    RuleFamily family = RuleFamily::signal;
    std::string rule;                  // the rule's sentence with every number filled in
    std::vector<ExplainedFact> facts;  // the oldest first
    // What is not known of these facts: an end, a date still to come, a figure that was not entered.
    std::vector<std::string> also_unknown;
    std::string stops;             // "Sans fait nouveau, cette suggestion s’efface le 3 févr. 2026."
    std::optional<Date> stops_on;  // the same for machines
    std::string without;  // "Elle n’existerait pas sans ce fait : …", "… avec 2 départs de moins."
    std::vector<std::vector<ExplainedFact>> without_these;  // the same for machines: equally small sets
    std::vector<CountChange> without_counts;                // about a team: the same for machines
    std::optional<std::string> due;  // legal calendar: "À faire au plus tard le 12 mai 2026."
    bool operator==(const Explanation&) const = default;
};

// What lies around a finding and is not in it.
struct Surroundings {
    std::optional<Date> stops_on;
    Disappearance disappearance;
    Origins origins;
    std::vector<MissingFigures> missing = {};  // about a team: what was not entered
};

// From the history that the finding was found in.
Surroundings surroundings(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                          std::uint64_t team_decision = 0);
Surroundings surroundings(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline);

// What is known of an origin from the fact alone; the record may know that it was imported.
Origins origins_of(const std::vector<Fact>& facts);

// `rule` must be the one the finding was made under (same content hash), else the words would not fit the
// numbers. Without `stops_on` the words say that the rule holds as long as the situation does.
Explanation explain(const Finding& finding, const Rule& rule, const SignalCatalogue& catalogue,
                    const Surroundings& around);

// The same as `explain`, from words that were archived (rule_words.h). `stops` and `without` are empty,
// because a rule that is gone stops nothing. Nothing where `words` is not such a text.
std::optional<Explanation> explain_archived(const Finding& finding, std::string_view words,
                                            const SignalCatalogue& catalogue, const Origins& origins);

}  // namespace prevenance::rules

// A finding in French words, for the page, the letter and the command line alike. The words come from the
// rule file and the signal catalogue; the only words of its own are those around dates. It says nothing the
// facts do not say: no cause of an absence, no number to compare people by, no colour.
#pragma once

#include "domain/finding.h"
#include "domain/signal.h"
#include "rules/rule.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

struct Explanation {
    std::string title;
    std::string rule;    // the rule's sentence, its numbers filled in
    std::string source;  // "Convention du produit : …" or "Code du travail, article R4624-31 (…) : …"
    std::vector<std::string> facts;  // "Absence : du 12 au 20 janv. 2026", the oldest first
    std::string unknown;             // what the rule does not know
    std::string stops;               // "Sans fait nouveau, cette suggestion s’efface le 3 févr. 2026."
    std::optional<std::string> due;  // legal calendar: "À faire au plus tard le 12 mai 2026."
    std::optional<Date> stops_on;    // the same for machines
    bool operator==(const Explanation&) const = default;
};

// `rule` must be the one the finding was made under (same content hash), else the words would not fit the
// numbers. `stops_on` comes from engine.h; nothing says that the rule holds as long as the situation does.
Explanation explain(const Finding& finding, const Rule& rule, const SignalCatalogue& catalogue,
                    std::optional<Date> stops_on);

// The words of a rule with its thresholds filled in, kept so that an old finding stays readable after the
// rule changed. What a finding counted is still to be filled in.
std::string archived_words(const Rule& rule);

// The same as `explain`, from words kept by archived_words; `stops` is empty, because a rule that is gone
// stops nothing. Nothing where `words` is not such a text.
std::optional<Explanation> explain_archived(const Finding& finding, std::string_view words,
                                            const SignalCatalogue& catalogue);

// "3 févr. 2026", "1er janv. 2026".
std::string french_date(Date date);

// "le 3 févr. 2026", "du 12 au 20 janv. 2026", "du 28 févr. au 2 mars 2026", "depuis le 3 févr. 2026" (no
// end).
std::string french_period(Date start, std::optional<Date> end);

}  // namespace prevenance::rules

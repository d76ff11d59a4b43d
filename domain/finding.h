// What a rule found: a rule in words, and the dated facts that made it true. A finding without evidence
// cannot be built, because a suggestion that cannot say why must not be shown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/calendar.h"
#include "domain/id.h"

namespace prevenance {

enum class RuleFamily { signal, legal };    // two separate screens, never mixed
enum class RuleLevel { individual, team };  // team findings are shown first

struct RuleIdentity {
    std::string id;            // "S1", "L2", "T1"
    std::string version;       // the author's, from the file
    std::string content_hash;  // of the rule as it was evaluated, 64 hex digits
    bool operator==(const RuleIdentity&) const = default;
};

// One fact as the rule counted it. Spells that were merged appear as one piece of evidence with several ids.
// Comings and goings of a team ("ENTREE", "SORTIE") are days and no facts: `facts` is empty, nobody is named.
struct Evidence {
    std::vector<FactId> facts;
    std::string code;
    Date start;
    std::optional<Date> end;  // inclusive
    bool operator==(const Evidence&) const = default;
};

class Finding {
public:
    using Subject = std::variant<EmployeeId, TeamId>;

    // Nothing where the evidence is empty.
    static std::optional<Finding> make(RuleIdentity rule, RuleFamily family, RuleLevel level, Subject subject,
                                       Date as_of, std::vector<Evidence> evidence,
                                       std::map<std::string, int> counted, std::optional<Date> due = {}) {
        if (evidence.empty()) return std::nullopt;
        return Finding{std::move(rule),     family, level, subject, as_of, std::move(evidence),
                       std::move(counted), due};
    }

    const RuleIdentity& rule() const { return rule_; }
    RuleFamily family() const { return family_; }
    RuleLevel level() const { return level_; }
    const Subject& subject() const { return subject_; }
    Date as_of() const { return as_of_; }
    const std::vector<Evidence>& evidence() const { return evidence_; }
    // The counted values by the name the rule's sentence uses: {"count": 3}. Integers; ratios in per mille.
    const std::map<std::string, int>& counted() const { return counted_; }
    // Legal calendar only: the last day on which the duty can be met in time.
    std::optional<Date> due() const { return due_; }

    bool operator==(const Finding&) const = default;

private:
    Finding(RuleIdentity rule, RuleFamily family, RuleLevel level, Subject subject, Date as_of,
            std::vector<Evidence> evidence, std::map<std::string, int> counted, std::optional<Date> due)
        : rule_(std::move(rule)),
          family_(family),
          level_(level),
          subject_(subject),
          as_of_(as_of),
          evidence_(std::move(evidence)),
          counted_(std::move(counted)),
          due_(due) {}

    RuleIdentity rule_;
    RuleFamily family_;
    RuleLevel level_;
    Subject subject_;
    Date as_of_;
    std::vector<Evidence> evidence_;
    std::map<std::string, int> counted_;
    std::optional<Date> due_;
};

}  // namespace prevenance

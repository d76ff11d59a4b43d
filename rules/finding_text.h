// What a screening of many people found, in French, appended to one text. The words are those of
// rules/explanation.h; this is for lists of thousands, where each rule's words are prepared once. It does not
// say when a finding goes away by itself, because that takes a look at the days ahead.
#pragma once

#include "domain/signal.h"
#include "rules/engine.h"

#include <string>
#include <vector>

namespace prevenance::rules {

class FindingText {
public:
    // Both must outlive it.
    FindingText(const RuleSet& rules, const SignalCatalogue& catalogue);

    // The title, the rule, the facts, the exception, what is not known and the source, a line each. Nothing
    // where there is no finding: a rule that holds for the team alone has nothing to show of the person.
    void append(const Population& population, const EvidenceLog& log, const Fired& fired, Date as_of,
                std::string& text);

private:
    struct PreparedRule {
        std::string title;
        std::string sentence;
        std::string after;                  // the exception, what is not known, and the source
        std::vector<std::string> by_count;  // the sentence, for each number of facts
        bool plain = false;  // counts nothing but its facts, each of them one piece of evidence
    };
    // "3 févr. 2026" and where its day and its month end.
    struct DayWords {
        std::string text;
        std::size_t day_end = 0;
        std::size_t month_end = 0;
        unsigned month = 0;
        int year = 0;
    };
    static constexpr DayNumber most_days = 366 * 120;  // of days_

    static const std::string& sentence_of(PreparedRule& words, std::size_t count);
    void append_explained(const Population& population, const Fired& fired, Date as_of,
                          std::string& text) const;
    void append_fact(const CodedFact& fact, DayNumber as_of, std::string& text);
    void append_period(DayNumber start, DayNumber end, std::string& text);
    const DayWords& words_of_day(DayNumber day);

    const RuleSet& rules_;
    const SignalCatalogue& catalogue_;
    std::vector<PreparedRule> words_;
    std::vector<std::string> labels_;  // by code, with the colon after it
    std::vector<bool> on_a_day_;       // by code: made on a day, so nothing that may go on
    std::vector<DayWords> days_;       // from first_day_ on
    DayNumber first_day_ = 0;
};

}  // namespace prevenance::rules

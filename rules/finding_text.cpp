#include "rules/finding_text.h"

#include "rules/explanation.h"
#include "rules/filled_sentence.h"
#include "rules/french_days.h"
#include "rules/placeholders.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

// A no-break space, as French wants before « : ».
constexpr std::string_view colon = "\u00A0: ";

}  // namespace

FindingText::FindingText(const RuleSet& rules, const SignalCatalogue& catalogue)
    : rules_(rules), catalogue_(catalogue), first_day_(day_number(*parse_iso_date("2000-01-01"))) {
    for (std::size_t i = 0; i < rules.rules().size(); ++i) {
        const auto all = rules::words_of(rules.rules()[i]);
        PreparedRule words{
            all.title,
            all.sentence,
            (all.exception.empty() ? "" : all.exception + "\n") + all.unknown + "\n" + all.source,
            {},
            rules.counts_exactly(i)};
        for_each_placeholder(
            words.sentence, [](std::string_view) {},
            [&](std::string_view name) { words.plain &= name == "count"; });
        words_.push_back(std::move(words));
    }
    for (std::size_t code = 0; code < rules.code_count(); ++code) {
        const auto& name = rules.code(static_cast<std::uint8_t>(code));
        labels_.push_back(catalogue.label_of(name) + std::string(colon));
        on_a_day_.push_back(catalogue.find(name) != nullptr || catalogue.find_milestone(name) != nullptr ||
                            catalogue.find_talk(name) != nullptr);
    }
}

void FindingText::append(const Population& population, const EvidenceLog& log, const Fired& fired, Date as_of,
                         std::string& text) {
    PreparedRule& words = words_[fired.rule];
    // What holds without a fact may still have something to show: the day on which a post was taken.
    if (!words.plain || fired.fact_count == 0) return append_explained(population, fired, as_of, text);
    text.append(words.title).push_back('\n');
    text.append(sentence_of(words, fired.fact_count)).push_back('\n');
    const auto facts = population.facts(fired.person);
    for (const auto index : log.facts_of(fired)) append_fact(facts[index], day_number(as_of), text);
    text.append(words.after).push_back('\n');
}

// The slow way, for rules that put facts together or count more than these.
void FindingText::append_explained(const Population& population, const Fired& fired, Date as_of,
                                   std::string& text) const {
    const auto finding = finding_of(population, fired, as_of);
    if (!finding) return;
    const auto explained = explain(*finding, rules_.rules()[fired.rule], catalogue_, {});
    for (const auto* line : {&explained.words.title, &explained.rule}) text.append(*line).push_back('\n');
    for (const auto& fact : explained.facts) text.append(fact.words).push_back('\n');
    text.append(words_[fired.rule].after).push_back('\n');
}

// Numbers of facts are few, and the sentence agrees with them: each is made once.
const std::string& FindingText::sentence_of(PreparedRule& words, std::size_t count) {
    if (words.by_count.size() <= count) words.by_count.resize(count + 1);
    auto& sentence = words.by_count[count];
    if (sentence.empty())
        sentence = filled(words.sentence, [&](std::string_view) {
            return std::optional(FilledNumber{static_cast<int>(count), false});
        });
    return sentence;
}

void FindingText::append_fact(const CodedFact& fact, DayNumber as_of, std::string& text) {
    text.append(labels_[fact.code]);
    const bool on_a_day = on_a_day_[fact.code];
    append_period(fact.start, on_a_day && fact.end == open_end ? fact.start : fact.end, text);
    if (!on_a_day && fact.end != open_end && fact.end > as_of) text.append(", fin prévue");
    text.push_back('\n');
}

// As french_period says it.
void FindingText::append_period(DayNumber start, DayNumber end, std::string& text) {
    if (start < first_day_ || (end != open_end && end - first_day_ > most_days)) {
        text.append(
            french_period(to_date(start), end == open_end ? std::nullopt : std::optional(to_date(end))));
        return;
    }
    if (end == open_end) {
        text.append("depuis le ").append(words_of_day(start).text);
    } else if (start == end) {
        text.append("le ").append(words_of_day(start).text);
    } else {
        // The words of the later day may move those of the earlier one.
        words_of_day(end);
        const auto& from = words_of_day(start);
        const auto& to = words_of_day(end);
        const auto length = from.year != to.year     ? from.text.size()
                            : from.month != to.month ? from.month_end
                                                     : from.day_end;
        text.append("du ").append(from.text, 0, length).append(" au ").append(to.text);
    }
}

const FindingText::DayWords& FindingText::words_of_day(DayNumber day) {
    const auto place = static_cast<std::size_t>(day - first_day_);
    if (place >= days_.size()) days_.resize(place + 1);
    DayWords& words = days_[place];
    if (!words.text.empty()) return words;
    const Date date = to_date(day);
    const std::chrono::year_month_day civil{date};
    words.text = french_date(date);
    words.day_end = words.text.find(' ');
    words.month_end = words.text.rfind(' ');
    words.month = static_cast<unsigned>(civil.month());
    words.year = static_cast<int>(civil.year());
    return words;
}

}  // namespace prevenance::rules

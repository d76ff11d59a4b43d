#include "rules/missing_figures.h"

#include "rules/french_days.h"
#include "rules/population.h"

#include <algorithm>
#include <tuple>

namespace prevenance::rules {
namespace {

std::vector<std::string> names_of(const RuleSet& rules, const CodeSet& codes) {
    std::vector<std::string> names;
    for (std::size_t code = 0; code < rules.code_count(); ++code)
        if (codes[code]) names.push_back(rules.code(static_cast<std::uint8_t>(code)));
    return names;
}

class Collector {
public:
    Collector(const RuleSet& rules, const Team& team, DayNumber as_of)
        : rules_(rules), team_(team), as_of_(as_of) {}

    void add(const PlannedRule& rule) {
        add(rule.when);
        if (rule.unless) add(*rule.unless);
    }

    const std::vector<MissingFigure>& found() const { return found_; }

private:
    void add(const PlannedCondition& condition) {
        for (const auto& part : condition.parts) add(part);
        if (condition.kind == Condition::Kind::rule) return add(rules_.planned(condition.number));
        if (condition.kind != Condition::Kind::question) return;
        const auto* answer = std::get_if<TeamAnswer>(&condition.predicate->answer);
        if (answer != nullptr && answer->missing != nullptr)
            answer->missing(condition.question, team_, as_of_, found_);
    }

    const RuleSet& rules_;
    const Team& team_;
    DayNumber as_of_;
    std::vector<MissingFigure> found_;
};

std::string listed(const std::vector<std::string>& codes, const SignalCatalogue& catalogue) {
    std::string text;
    for (const auto& code : codes)
        text.append(text.empty() ? "" : " et ").append("«\u00A0" + catalogue.label_of(code) + "\u00A0»");
    return text;
}

std::string sentence_of(const MissingFigures& missing, const SignalCatalogue& catalogue) {
    const auto period = french_period(missing.from, missing.to);
    if (missing.beside.empty())
        return "Non saisi " + period + "\u00A0: " + listed(missing.codes, catalogue) +
               ". Ce qui n’est pas saisi ne vaut pas zéro.";
    return "Non saisi pour la même période, " + period + "\u00A0: " + listed(missing.codes, catalogue) +
           ". Ce qui est saisi de " + listed(missing.beside, catalogue) + " n’y compte donc pas.";
}

}  // namespace

std::vector<MissingFigures> missing_figures(const RuleSet& rules, const Rule& rule,
                                            const TeamTimeline& timeline, Date as_of) {
    const auto at = std::ranges::find(rules.rules(), rule.identity, &Rule::identity);
    if (at == rules.rules().end() || rule.level != RuleLevel::team) return {};
    const CodedTeam coded(rules, timeline);
    const Team team = coded.view();
    Collector collector(rules, team, day_number(as_of));
    collector.add(rules.planned(static_cast<std::size_t>(at - rules.rules().begin())));
    std::vector<MissingFigures> all;
    for (const auto& [codes, from, to, beside] : collector.found()) {
        MissingFigures one{names_of(rules, codes), names_of(rules, beside), to_date(from), to_date(to)};
        if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
    }
    std::ranges::stable_sort(all, {}, [](const MissingFigures& one) { return std::tuple(one.from, one.to); });
    return all;
}

std::vector<std::string> words_of(const std::vector<MissingFigures>& missing,
                                  const SignalCatalogue& catalogue) {
    std::vector<std::string> sentences;
    for (const auto& one : missing) sentences.push_back(sentence_of(one, catalogue));
    return sentences;
}

}  // namespace prevenance::rules

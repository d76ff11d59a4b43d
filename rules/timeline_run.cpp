#include "rules/timeline_run.h"

#include "rules/engine.h"

#include <algorithm>
#include <cstdint>

namespace prevenance::rules {
namespace {

class CaseRun {
public:
    CaseRun(const RuleSet& rules, const DrawnTimeline& drawn)
        : rules_(rules), drawn_(drawn), rule_(*rules.find(drawn.rule)) {}

    CaseResult run() {
        CaseResult result;
        for (std::size_t i = 0; i < drawn_.columns.size(); ++i) {
            const auto& column = drawn_.columns[i];
            int held = 0;
            for (int k = 0; k < column.days; ++k) {
                const Date day = column.first + Days{k};
                const bool holds = holds_on(day, i, result);
                held += holds ? 1 : 0;
                if (holds != column.holds && !result.first_wrong) result.first_wrong = day;
            }
            result.got += held == 0 ? '.' : held == column.days ? '^' : '~';
        }
        return result;
    }

private:
    bool holds_on(Date day, std::size_t column, CaseResult& result) const {
        const auto found = rule_.level == RuleLevel::team
                               ? evaluate(rules_, drawn_.team_on(day), day)
                               : evaluate(rules_, drawn_.person_on(day), day, team_decision(column));
        const auto at = std::ranges::find_if(
            found, [&](const Finding& finding) { return finding.rule().id == drawn_.rule; });
        if (at == found.end()) return false;
        if (at->due() != drawn_.due && !result.wrong_due) result.wrong_due = at->due().value_or(Date{});
        return true;
    }

    std::uint64_t team_decision(std::size_t column) const {
        std::uint64_t decision = 0;
        for (std::size_t rule = 0; rule < rules_.rules().size(); ++rule) {
            const auto drawn = drawn_.team_rules.find(rules_.rules()[rule].identity.id);
            if (drawn != drawn_.team_rules.end() && drawn->second[column])
                decision |= std::uint64_t{1} << rule;
        }
        return decision;
    }

    const RuleSet& rules_;
    const DrawnTimeline& drawn_;
    const Rule& rule_;
};

// The same set with one number of one rule changed.
std::optional<RuleSet> with_number(const RuleSet& rules, const Rule& rule, std::string_view threshold,
                                   int value) {
    auto changed = rules.rules();
    for (Rule& each : changed) {
        if (each.identity.id != rule.identity.id) continue;
        for (Threshold& one : each.thresholds)
            if (one.name == threshold) one.value = value;
    }
    auto made = RuleSet::make(std::move(changed));
    if (!made) return std::nullopt;
    return std::move(*made);
}

// The cases that pass must keep to what is got, for the change to go unnoticed.
bool unnoticed(const RuleSet& changed, std::span<const DrawnTimeline> drawn, std::string_view rule) {
    return std::ranges::all_of(drawn, [&](const DrawnTimeline& each) {
        return each.rule != rule || run_case(changed, each).passed();
    });
}

}  // namespace

CaseResult run_case(const RuleSet& rules, const DrawnTimeline& drawn) {
    return CaseRun(rules, drawn).run();
}

std::string shown(const DrawnTimeline& drawn, const CaseResult& result) {
    std::string text;
    for (const auto& row : drawn.rows) text += "    " + row + "\n";
    text += "    got" + std::string(drawn.offset - std::min<std::size_t>(drawn.offset, 3), ' ') + result.got +
            "\n";
    std::string marks(drawn.offset, ' ');
    for (std::size_t i = 0; i < drawn.columns.size(); ++i)
        marks += result.got[i] == (drawn.columns[i].holds ? '^' : '.') ? ' ' : '!';
    const auto last = marks.find_last_not_of(' ');
    if (last != std::string::npos) text += "    " + marks.substr(0, last + 1) + "\n";
    return text;
}

Boundaries check_boundaries(const RuleSet& rules, const Rule& rule, std::span<const DrawnTimeline> drawn) {
    Boundaries boundaries;
    for (const Threshold& threshold : rule.thresholds) {
        if (threshold.unit == Unit::per_mille || threshold.unit == Unit::count) continue;
        for (const int tried : {threshold.value - 1, threshold.value + 1}) {
            if (tried < 1) continue;
            const auto changed = with_number(rules, rule, threshold.name, tried);
            if (!changed) continue;
            ++boundaries.checked;
            if (unnoticed(*changed, drawn, rule.identity.id))
                boundaries.loose.push_back({threshold.name, threshold.value, tried});
        }
    }
    return boundaries;
}

}  // namespace prevenance::rules

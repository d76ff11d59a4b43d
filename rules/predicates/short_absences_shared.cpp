#include "rules/predicates/short_absences_shared.h"

#include "rules/predicates/spells.h"
#include "rules/predicates/team_periods.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { longest, gap, within, spells, least_headcount, at_least };

constexpr std::array<Parameter, 6> parameters{{{"longest", Unit::days},
                                               {"gap", Unit::days},
                                               {"within", Unit::days},
                                               {"spells", Unit::spells},
                                               {"least_headcount", Unit::persons},
                                               {"at_least", Unit::per_mille}}};
constexpr std::array<std::string_view, 2> counted{"headcount", "per_mille"};

struct Share {
    std::int64_t headcount = 0;
    std::int64_t concerned = 0;
    // Rounded down; only where there is somebody.
    std::int64_t per_mille() const { return concerned * 1000 / headcount; }
};

// As for one person: a spell that is still going on has no length yet.
bool concerned(const Question& question, const Person& member, const TeamPeriod& period, DayNumber as_of) {
    int found = 0;
    const auto& values = question.values;
    for_each_spell(member.facts, question.codes, values[gap], as_of, [&](const Spell& spell) {
        if (!spell.open() && spell.length() <= values[longest] && period.contains(spell.start) &&
            spell.start >= member.entry)
            ++found;
        return found < values[spells];
    });
    return found >= values[spells];
}

Share share(const Question& question, const Team& team, const TeamPeriod& period, DayNumber as_of) {
    Share result;
    for (const Person& member : team.members) {
        if (!member_at_end_of(member, period.last)) continue;
        ++result.headcount;
        if (concerned(question, member, period, as_of)) ++result.concerned;
    }
    return result;
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto period = until_last_month(as_of, question.values[within]);
    const auto now = share(question, team, period, as_of);
    return now.headcount >= std::max(1, question.values[least_headcount]) && now.concerned > 0 &&
           now.per_mille() >= question.values[at_least];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto period = until_last_month(as_of, question.values[within]);
    const auto now = share(question, team, period, as_of);
    gathered.pieces.push_back({{}, "ABSENCES_COURTES", 0, period.first, period.last});
    gathered.counted = {{"headcount", shown(now.headcount)}, {"per_mille", shown(now.per_mille())}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto period = until_last_month(as_of, question.values[within]);
    const auto now = share(question, team, period, as_of);
    return {Change::Of::people_concerned,
            now.concerned - largest_below(question.values[at_least], now.headcount, 1000)};
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_months_after(team, question.codes, question.values[within], days);
}

}  // namespace

constinit const Predicate short_absences_shared{"short_absences_shared",
                                                RuleFamily::signal,
                                                Counts::team_stops,
                                                parameters,
                                                counted,
                                                TeamAnswer{holds, gather, turns, change}};

}  // namespace prevenance::rules

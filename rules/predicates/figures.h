// Numbers that the employer counted for a whole team, put together. A ratio only takes periods for which both
// of its sides were counted: complaints of a year over the interventions of a month would say nothing. A
// figure of the same kind and period that was recorded later replaces the earlier one.
#pragma once

#include "rules/predicates/team_periods.h"

#include <optional>

namespace prevenance::rules {

inline bool same_period(const CodedFigure& left, const CodedFigure& right) {
    return left.from == right.from && left.to == right.to;
}

// Whether the period lies in the `within` days up to the day, it was known, and nothing has replaced it.
inline bool figure_counts(const Team& team, const CodedFigure& figure, int within, DayNumber as_of) {
    if (figure.recorded_on > as_of || figure.to > as_of || figure.from <= as_of - within) return false;
    return std::ranges::none_of(team.figures, [&](const CodedFigure& other) {
        return other.code == figure.code && same_period(other, figure) && other.recorded_on <= as_of &&
               (other.recorded_on > figure.recorded_on ||
                (other.recorded_on == figure.recorded_on && &other > &figure));
    });
}

// Calls `visit(figure)` for each figure of the codes that counts.
template <class Visit>
void for_each_figure(const Team& team, const CodeSet& codes, int within, DayNumber as_of, Visit visit) {
    for (const CodedFigure& figure : team.figures)
        if (codes[figure.code] && figure_counts(team, figure, within, as_of)) visit(figure);
}

struct FigureSums {
    std::int64_t count = 0;
    std::int64_t per = 0;
    DayNumber from = std::numeric_limits<DayNumber>::max();  // of the oldest period
    DayNumber to = std::numeric_limits<DayNumber>::min();    // of the newest

    void widen(const CodedFigure& figure) {
        from = std::min(from, figure.from);
        to = std::max(to, figure.to);
    }
    // Rounded down. Only where `per` is not 0.
    std::int64_t ratio(int scale) const { return count * scale / per; }
    Piece piece() const { return {{}, "CHIFFRES", 0, from, to}; }
};

// A period at whose end the team was smaller than this says too much about its few people, however many there
// are by now.
inline bool large_enough(const Team& team, const CodedFigure& figure, int least_headcount) {
    return headcount_at_end_of(team, figure.to) >= least_headcount;
}

// The figures of `codes` over those of `others`, for the periods that have both and a team large enough.
inline FigureSums sums_of_pairs(const Question& question, const Team& team, int within, int least_headcount,
                                DayNumber as_of) {
    FigureSums sums;
    for_each_figure(team, question.others, within, as_of, [&](const CodedFigure& per) {
        if (!large_enough(team, per, least_headcount)) return;
        bool paired = false;
        for_each_figure(team, question.codes, within, as_of, [&](const CodedFigure& figure) {
            if (!same_period(figure, per)) return;
            sums.count += figure.count;
            paired = true;
        });
        if (!paired) return;
        sums.per += per.count;
        sums.widen(per);
    });
    return sums;
}

// A figure comes in when its period ends or when it is recorded, and goes when its period begins to leave the
// window.
inline void add_figure_days(const Question& question, const Team& team, int within,
                            std::vector<DayNumber>& days) {
    for (const CodedFigure& figure : team.figures) {
        if (!question.codes[figure.code] && !question.others[figure.code]) continue;
        for (const DayNumber day : {figure.to, figure.recorded_on, figure.from + within}) days.push_back(day);
    }
}

// The full months that lie in the window and in the life of the team: for these a figure may be expected.
inline TeamPeriod expected_months(const Team& team, int within, DayNumber as_of) {
    DayNumber first = open_end;
    for (const Person& member : team.members) first = std::min(first, member.entry);
    if (first > as_of) return {0, -1};
    const Date begins = to_date(std::max(first, as_of - within + 1));
    const Date month = first_of_month(begins);
    const Date last = first_of_month(to_date(as_of) + Days{1}) - Days{1};
    return {day_number(month == begins ? month : add_months(month, Months{1})), day_number(last)};
}

inline bool day_has_figure(const Team& team, const CodeSet& codes, int within, DayNumber day,
                           DayNumber as_of) {
    bool has = false;
    for_each_figure(team, codes, within, as_of,
                    [&](const CodedFigure& figure) { has |= figure.from <= day && day <= figure.to; });
    return has;
}

// The days from `first` on for which no figure of the codes was entered, in runs.
inline void add_missing_days(const Team& team, const CodeSet& codes, int within, DayNumber first,
                             DayNumber as_of, std::vector<MissingFigure>& missing) {
    const auto expected = expected_months(team, within, as_of);
    std::optional<DayNumber> since;
    for (DayNumber day = std::max(first, expected.first); day <= expected.last + 1; ++day) {
        const bool lacks = day <= expected.last && !day_has_figure(team, codes, within, day, as_of);
        if (lacks && !since) since = day;
        if (lacks || !since) continue;
        missing.push_back({codes, *since, day - 1, {}});
        since.reset();
    }
}

// The periods of `codes` that have no other side: they are left out of a ratio, so the reader must know.
inline void add_lone_periods(const Team& team, const CodeSet& codes, const CodeSet& other_side, int within,
                             DayNumber as_of, std::vector<MissingFigure>& missing) {
    for_each_figure(team, codes, within, as_of, [&](const CodedFigure& lone) {
        bool paired = false;
        for_each_figure(team, other_side, within, as_of,
                        [&](const CodedFigure& other) { paired |= same_period(lone, other); });
        if (!paired) missing.push_back({other_side, lone.from, lone.to, codes});
    });
}

// What a ratio of figures and a low one have in common: all but the side of the last number on which they
// hold.
namespace ratio_of_figures {

enum At : std::size_t { within, scale, least_per, least_headcount, limit };

constexpr std::array<Parameter, 5> parameters(std::string_view limit_name) {
    return {{{"within", Unit::days},
             {"scale", Unit::count},
             {"least_per", Unit::count},
             {"least_headcount", Unit::persons},
             {limit_name, Unit::count}}};
}
inline constexpr std::array<std::string_view, 3> counted{"figure", "per", "ratio"};

inline FigureSums sums(const Question& question, const Team& team, DayNumber as_of) {
    return sums_of_pairs(question, team, question.values[within], question.values[least_headcount], as_of);
}

// Whether the team and what was counted are large enough to be read.
inline bool is_readable(const Question& question, const Team& team, const FigureSums& sums, DayNumber as_of) {
    return headcount_at_end_of(team, as_of) >= question.values[least_headcount] &&
           sums.per >= std::max(1, question.values[least_per]);
}

inline void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto now = sums(question, team, as_of);
    gathered.pieces.push_back(now.piece());
    gathered.counted = {{"figure", shown(now.count)},
                        {"per", shown(now.per)},
                        {"ratio", shown(now.ratio(question.values[scale]))}};
}

inline void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_movements(team, days);
    add_figure_days(question, team, question.values[within], days);
}

inline void missing(const Question& question, const Team& team, DayNumber as_of,
                    std::vector<MissingFigure>& found) {
    const int days = question.values[within];
    add_missing_days(team, question.others | question.codes, days, 0, as_of, found);
    add_lone_periods(team, question.codes, question.others, days, as_of, found);
    add_lone_periods(team, question.others, question.codes, days, as_of, found);
}

}  // namespace ratio_of_figures

}  // namespace prevenance::rules

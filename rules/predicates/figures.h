// Numbers that the employer counted for a whole team, put together. A ratio only takes periods for which both
// of its sides were counted: complaints of a year over the interventions of a month would say nothing. A
// figure of the same kind and period that was recorded later replaces the earlier one.
#pragma once

#include "rules/predicates/team_periods.h"

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

// What both ratios of figures show: the sums, and how many of the one there are for `scale` of the other.
inline void gather_ratio(const FigureSums& sums, int scale, Gathered& gathered) {
    gathered.pieces.push_back(sums.piece());
    gathered.counted = {
        {"figure", shown(sums.count)}, {"per", shown(sums.per)}, {"ratio", shown(sums.ratio(scale))}};
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

}  // namespace prevenance::rules

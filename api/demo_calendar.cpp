#include "api/demo_calendar.h"

#include "api/career_window.h"

#include <algorithm>
#include <string_view>

namespace prevenance::api {
namespace {

constexpr int people_for_every_figure = 11;

DemoMilestone held(std::string_view code, Date day) {
    return {std::string{code}, day, std::nullopt, day};
}

struct FollowUp {
    std::string_view code;
    int months;
};

FollowUp draw_follow_up(DemoRandomness& chance) {
    const int at = chance.below(100);
    if (at < 88) return {"VISITE_5_ANS", 60};
    if (at < 96) return {"VISITE_3_ANS", 36};
    return {"VISITE_2_ANS", 24};
}

// From the first weeks of the contract on, each a little before the last one runs out.
void invent_visits(DemoPerson& person, Date today, DemoRandomness& chance) {
    const auto last = person.exit.value_or(today);
    const auto follow_up = draw_follow_up(chance);
    for (auto day = person.entry + Days{chance.between(15, 80)}; day <= last;
         day = add_months(day, Months{follow_up.months}) - Days{chance.between(70, 160)})
        person.milestones.push_back(held(follow_up.code, day));
}

void invent_mid_career(DemoPerson& person, Date today, DemoRandomness& chance) {
    const auto window = career_window(person.birth_year);
    const auto last = std::min({window.to, today, person.exit.value_or(today)});
    const auto first = std::max(window.from, person.entry);
    const bool is_held = chance.below(100) < 85;
    if (!is_held || first + Days{30} > last) return;
    const auto held_on = first + Days{chance.below(static_cast<int>((last - first).count()))};
    person.milestones.push_back(held("MI_CARRIERE", held_on));
    const auto talk_on = held_on + Days{chance.between(15, 55)};
    if (talk_on <= last) person.milestones.push_back(held("ENTRETIEN_PARCOURS", talk_on));
}

int headcount(const DemoEmployer& employer, std::size_t team, Date from, Date to) {
    return static_cast<int>(std::ranges::count_if(employer.people, [&](const DemoPerson& person) {
        return person.team == team && person.entry <= to && person.exit.value_or(to) >= from;
    }));
}

struct MonthOfWork {
    Date first;
    int people;
    bool is_strained;
};

void invent_month(DemoTeam& team, const MonthOfWork& month, DemoRandomness& chance) {
    const auto add = [&](std::string_view code, int count) {
        team.figures.push_back({std::string{code}, month.first, count});
    };
    const int interventions = month.people * chance.between(86, 98);
    add("HEURES_TRAVAILLEES", month.people * chance.between(101, 116));
    add("INTERVENTIONS", interventions);
    add("RECLAMATIONS",
        interventions * (month.is_strained ? chance.between(8, 11) : chance.between(1, 3)) / 1000);
    add("CHANGEMENTS_TARDIFS",
        interventions * (month.is_strained ? chance.between(13, 17) : chance.between(2, 5)) / 100);
    add("SANS_REUNION",
        month.people * (month.is_strained ? chance.between(38, 50) : chance.between(5, 18)) / 100);
    add("TOURNEES_SEULES", month.people * chance.between(40, 60) / 100);
    if (month.people < people_for_every_figure) return;
    const int advised = chance.below(2);
    add("AMENAGEMENTS_PRECONISES", advised);
    add("AMENAGEMENTS_REALISES", advised == 0 ? 0 : chance.below(4) == 0 ? 0 : 1);
    add("INAPTITUDES", chance.below(18) == 0 ? 1 : 0);
    add("VISITES_DEMANDEES", chance.below(7) == 0 ? 1 : 0);
}

void invent_figures(DemoEmployer& employer, Date today, DemoRandomness& chance) {
    for (std::size_t team = 0; team < employer.teams.size(); ++team)
        for (auto month = first_of_month(demo_starts_on(today)); add_months(month, Months{1}) <= today;
             month = add_months(month, Months{1})) {
            const auto last = add_months(month, Months{1}) - Days{1};
            const bool is_strained =
                employer.has_restless_team && team == 0 && month > add_months(today, Months{-5});
            invent_month(employer.teams[team], {month, headcount(employer, team, month, last), is_strained},
                         chance);
        }
}

// Somebody who is there, has nothing else going on, and whose calendar can be told anew.
DemoPerson* next_quiet(DemoEmployer& employer, Date today, std::size_t& from) {
    for (; from < employer.people.size(); ++from) {
        auto& person = employer.people[from];
        const bool recent = std::ranges::any_of(person.absences, [&](const DemoAbsence& one) {
            return !one.ends_on || *one.ends_on > today - Days{200};
        });
        if (person.exit || person.entry > today - Days{400} || recent || !person.legal_stops.empty())
            continue;
        ++from;
        person.milestones.clear();
        return &person;
    }
    return nullptr;
}

void tell_calendar_stories(DemoEmployer& employer, Date today) {
    std::size_t from = 0;
    const auto recent_visit = [&](DemoPerson& person) {
        person.milestones.push_back(held("VISITE_5_ANS", today - Days{500}));
    };
    if (auto* person = next_quiet(employer, today, from))  // a follow-up visit falls due next month
        person->milestones.push_back(held("VISITE_5_ANS", add_months(today, Months{-59})));
    if (auto* person = next_quiet(employer, today, from)) {  // a mid-career visit waits for its talk
        recent_visit(*person);
        person->birth_year = static_cast<int>(std::chrono::year_month_day{today}.year()) - 45;
        person->milestones.push_back(held("MI_CARRIERE", today - Days{45}));
    }
    if (auto* person = next_quiet(employer, today, from)) {  // a return after which a visit is due
        recent_visit(*person);
        person->milestones.push_back({"REPRISE", today - Days{112}, today + Days{3}, today - Days{6}});
    }
}

}  // namespace

void invent_calendar(DemoEmployer& employer, Date today, std::uint64_t seed) {
    DemoRandomness chance{seed};
    for (auto& person : employer.people) {
        invent_visits(person, today, chance);
        invent_mid_career(person, today, chance);
    }
    invent_figures(employer, today, chance);
    tell_calendar_stories(employer, today);
}

}  // namespace prevenance::api

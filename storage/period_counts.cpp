#include "storage/period_counts.h"

#include <algorithm>
#include <array>

namespace prevenance::storage {
namespace {

// What is asked of the database for an indicator: employer and employee, within ?1 and ?2.
struct CountedBy {
    std::string_view indicator;
    Sql sql;
    std::string_view erased_as;  // in erased_count; empty: its rows outlive the year's publication
};

// What stands after an agreement that was not withdrawn, from an invitation: an own request has no employer here.
#define FROM_ALERTS                                                                        \
    "SELECT DISTINCT i.employer, i.employee FROM sealed_alert AS a "                       \
    "JOIN receipt AS r ON r.id = a.receipt AND r.withdrawn_at IS NULL "                    \
    "JOIN invitation AS i ON i.id = r.invitation "
#define FOLLOW_UP "JOIN alert_follow_up AS f ON f.alert = a.id "
#define CASE_NOTED "JOIN service_case AS c ON c.alert = a.id "
#define ASKED_LATER "JOIN case_follow_up AS q ON q.alert = a.id "
#define ARRIVED "WHERE a.delivered_at / 86400 BETWEEN ?1 AND ?2 "

const std::array counted_by{
    CountedBy{"employees",
              "SELECT employer, id FROM employee WHERE entered_on <= ?2 AND (left_on IS NULL OR left_on >= ?1)",
              ""},
    CountedBy{"suggestions",
              "SELECT DISTINCT employer, employee FROM suggestion "
              "WHERE employee IS NOT NULL AND family = 'signal' AND as_of BETWEEN ?1 AND ?2",
              "suggestion"},
    CountedBy{"talks", "SELECT DISTINCT employer, employee FROM interview WHERE held_on BETWEEN ?1 AND ?2", "talk"},
    CountedBy{"invitations",
              "SELECT DISTINCT employer, employee FROM invitation WHERE handed_over_on BETWEEN ?1 AND ?2",
              "invitation"},
    CountedBy{"measures_asked",
              "SELECT DISTINCT employer, employee FROM measures WHERE sent_at / 86400 BETWEEN ?1 AND ?2", ""},
    CountedBy{"measures_done",
              "SELECT DISTINCT p.employer, p.employee FROM plan_action AS d JOIN action_plan AS p ON p.id = d.plan "
              "WHERE d.ending = 'done' AND d.ended_on BETWEEN ?1 AND ?2",
              ""},
    CountedBy{"alerts", FROM_ALERTS ARRIVED, ""},
    CountedBy{"stage_voice", FROM_ALERTS FOLLOW_UP ARRIVED "AND f.confirmed_at IS NOT NULL", ""},
    CountedBy{"stage_visit", FROM_ALERTS FOLLOW_UP ARRIVED "AND f.visited_on IS NOT NULL", ""},
    CountedBy{"stage_entered", FROM_ALERTS CASE_NOTED ARRIVED "AND c.entered_on IS NOT NULL", ""},
    CountedBy{"stage_left", FROM_ALERTS CASE_NOTED ARRIVED "AND c.left_on IS NOT NULL", ""},
    CountedBy{"outcome_in_work",
              FROM_ALERTS CASE_NOTED "WHERE c.left_on BETWEEN ?1 AND ?2 "
                                     "AND c.outcome NOT IN ('unfitness', 'invalidity')",
              ""},
    CountedBy{"outcome_not_in_work",
              FROM_ALERTS CASE_NOTED "WHERE c.left_on BETWEEN ?1 AND ?2 AND c.outcome IN ('unfitness', 'invalidity')",
              ""},
    CountedBy{"outcome_declined", FROM_ALERTS CASE_NOTED "WHERE c.declined_on BETWEEN ?1 AND ?2", ""},
    CountedBy{"asked_after_6", FROM_ALERTS ASKED_LATER "WHERE q.months = 6 AND q.asked_on BETWEEN ?1 AND ?2", ""},
    CountedBy{"asked_after_12", FROM_ALERTS ASKED_LATER "WHERE q.months = 12 AND q.asked_on BETWEEN ?1 AND ?2", ""},
    CountedBy{"asked_after_24", FROM_ALERTS ASKED_LATER "WHERE q.months = 24 AND q.asked_on BETWEEN ?1 AND ?2", ""},
    CountedBy{"in_work_after_6",
              FROM_ALERTS ASKED_LATER "WHERE q.months = 6 AND q.asked_on BETWEEN ?1 AND ?2 AND q.still_in_work = 1",
              ""},
    CountedBy{"in_work_after_12",
              FROM_ALERTS ASKED_LATER "WHERE q.months = 12 AND q.asked_on BETWEEN ?1 AND ?2 AND q.still_in_work = 1",
              ""},
    CountedBy{"in_work_after_24",
              FROM_ALERTS ASKED_LATER "WHERE q.months = 24 AND q.asked_on BETWEEN ?1 AND ?2 AND q.still_in_work = 1",
              ""},
    CountedBy{"lost_after_6",
              FROM_ALERTS ASKED_LATER "WHERE q.months = 6 AND q.asked_on BETWEEN ?1 AND ?2 AND q.answered_on IS NULL",
              ""},
    CountedBy{"lost_after_12",
              FROM_ALERTS ASKED_LATER "WHERE q.months = 12 AND q.asked_on BETWEEN ?1 AND ?2 AND q.answered_on IS NULL",
              ""},
    CountedBy{"lost_after_24",
              FROM_ALERTS ASKED_LATER "WHERE q.months = 24 AND q.asked_on BETWEEN ?1 AND ?2 AND q.answered_on IS NULL",
              ""},
};

#undef FROM_ALERTS
#undef FOLLOW_UP
#undef CASE_NOTED
#undef ASKED_LATER
#undef ARRIVED

}  // namespace

CountedPeople PeriodCounts::people(std::string_view indicator) const {
    if (const auto counts = counts_followed(indicator)) return people_followed(counts);
    const auto asked = std::ranges::find(counted_by, indicator, &CountedBy::indicator);
    if (asked == counted_by.end()) return {};
    CountedPeople people;
    reader_.each(asked->sql, {period_.starts_on, period_.ends_on}, [&](const Row& row) {
        people[row.id<EmployerId>(0)].insert(counted_as(hash_, period_.starts_on, row.id<EmployeeId>(1)));
    });
    if (asked->erased_as.empty()) return people;
    return with_erased(std::move(people), {std::string{asked->erased_as}});
}

CountedPeople PeriodCounts::people_followed(CountsFollowed counts) const {
    CountedPeople people;
    for (const auto& person : followed_persons(reader_, period_.starts_on, period_.ends_on))
        if (counts(person))
            people[person.employer].insert(counted_as(hash_, period_.starts_on, person.employee));
    return people;
}

CountedPeople PeriodCounts::people_with_signals(const std::set<std::string>& types) const {
    CountedPeople people;
    reader_.each(
        "SELECT DISTINCT employer, employee, type FROM signal "
        "WHERE employee IS NOT NULL AND happened_on BETWEEN ?1 AND ?2",
        {period_.starts_on, period_.ends_on}, [&](const Row& row) {
            if (types.contains(row.text(2)))
                people[row.id<EmployerId>(0)].insert(counted_as(hash_, period_.starts_on, row.id<EmployeeId>(1)));
        });
    return with_erased(std::move(people), types);
}

CountedPeople PeriodCounts::with_erased(CountedPeople people, const std::set<std::string>& kinds) const {
    add_erased(reader_, period_.starts_on, period_.ends_on, kinds, people);
    return people;
}

std::map<Bytes, std::string> PeriodCounts::job_families() const {
    std::map<Bytes, std::string> families;
    reader_.each("SELECT id, job_family FROM employee", {}, [&](const Row& row) {
        families[counted_as(hash_, period_.starts_on, row.id<EmployeeId>(0))] = row.text(1);
    });
    return families;
}

std::vector<NotedPerson> noted_persons(const Reader& reader, int year, std::string_view indicator) {
    return reader.all(
        "SELECT person, employer, job_family, periods FROM counted_person WHERE year = ? AND indicator = ?",
        {year, indicator}, [](const Row& row) {
            return NotedPerson{static_cast<std::uint64_t>(row.integer(0)), row.id<EmployerId>(1), row.text(2),
                               static_cast<std::uint8_t>(row.integer(3))};
        });
}

void note_person(Transaction& transaction, int year, std::string_view indicator, const NotedPerson& person) {
    transaction.execute(
        "INSERT INTO counted_person(year, indicator, person, employer, job_family, periods) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET periods = periods | excluded.periods",
        {year, indicator, static_cast<std::int64_t>(person.person), person.employer, person.job_family,
         static_cast<int>(person.periods)});
}

}  // namespace prevenance::storage

#include "storage/followed_alerts.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace prevenance::storage {
namespace {

constexpr Days first_visit_class{30};
constexpr Days second_visit_class{60};
constexpr Days voice_class{15};

// A visit that was noted before results were kept has no row among them.
constexpr Sql messages_that_stand =
    "SELECT i.employer, i.employee, a.delivered_at, f.confirmed_at, "
    "coalesce((SELECT min(result_on) FROM case_visit WHERE alert = a.id AND result = 'held'), f.visited_on) "
    "FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt AND r.withdrawn_at IS NULL "
    "JOIN invitation AS i ON i.id = r.invitation LEFT JOIN alert_follow_up AS f ON f.alert = a.id "
    "WHERE a.delivered_at BETWEEN ?1 AND ?2 ORDER BY a.delivered_at";

FollowedPerson message_in(const Row& row) {
    FollowedPerson message{row.id<EmployerId>(0), row.id<EmployeeId>(1), in_paris(row.instant(2)).date, {}, {}};
    if (const auto confirmed_at = row.optional_instant(3)) message.heard_on = in_paris(*confirmed_at).date;
    message.seen_on = row.optional_date(4);
    return message;
}

void take_earlier(std::optional<Date>& known, std::optional<Date> other, Date last_day) {
    if (!other || *other > last_day) return;
    known = known ? std::min(*known, *other) : *other;
}

Days until(const FollowedPerson& person, Date step) {
    return step - person.wrote_on;
}

bool heard_within(const FollowedPerson& person, Days days) {
    return person.heard_on && until(person, *person.heard_on) <= days;
}

bool seen_within(const FollowedPerson& person, Days days) {
    return person.seen_on && until(person, *person.seen_on) <= days;
}

constexpr std::array<std::pair<std::string_view, CountsFollowed>, 7> figures{{
    {"alerts_followed", [](const FollowedPerson&) { return true; }},
    {"voice_within_15", [](const FollowedPerson& one) { return heard_within(one, voice_class); }},
    {"voice_over_15",
     [](const FollowedPerson& one) { return one.heard_on.has_value() && !heard_within(one, voice_class); }},
    {"visit_within_30", [](const FollowedPerson& one) { return seen_within(one, first_visit_class); }},
    {"visit_within_60",
     [](const FollowedPerson& one) {
         return seen_within(one, second_visit_class) && !seen_within(one, first_visit_class);
     }},
    {"visit_over_60",
     [](const FollowedPerson& one) { return one.seen_on.has_value() && !seen_within(one, second_visit_class); }},
    {"visit_waiting", [](const FollowedPerson& one) { return !one.seen_on; }},
}};

}  // namespace

std::vector<FollowedPerson> followed_persons(const Reader& reader, Date starts_on, Date ends_on) {
    std::map<EmployeeId, FollowedPerson> followed;
    // A day on a French wall begins up to two hours before the day of the database.
    const Instant from{starts_on - watched_at_least - Days{1}};
    reader.each(messages_that_stand, {from, Instant{ends_on + Days{1}}}, [&](const Row& row) {
        const auto message = message_in(row);
        if (message.wrote_on + watched_at_least < starts_on || message.wrote_on > ends_on) return;
        auto& person =
            followed
                .try_emplace(message.employee,
                             FollowedPerson{message.employer, message.employee, message.wrote_on, {}, {}})
                .first->second;
        take_earlier(person.heard_on, message.heard_on, ends_on);
        take_earlier(person.seen_on, message.seen_on, ends_on);
    });
    std::vector<FollowedPerson> watched;
    for (auto& [id, person] : followed)
        if (person.wrote_on + watched_at_least <= ends_on) watched.push_back(std::move(person));
    return watched;
}

CountsFollowed counts_followed(std::string_view indicator) {
    const auto found = std::ranges::find(figures, indicator, &std::pair<std::string_view, CountsFollowed>::first);
    return found == figures.end() ? nullptr : found->second;
}

}  // namespace prevenance::storage

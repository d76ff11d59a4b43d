#include "api/invitation_message.h"

#include "api/frozen.h"
#include "api/noted_facts.h"
#include "api/people.h"
#include "forms/french.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr Months facts_of{12};

}  // namespace

Alert invitation_message(Services& services, EmployerScope scope, const Employee& person,
                         const std::string& employer_name, OhServiceId service, Date talked_on, Date today) {
    Alert alert;
    alert.id = services.randomness.new_id<AlertId>();
    alert.oh_service = service;
    alert.employer = scope.employer();
    alert.kind = AlertKind::consented_alert;
    alert.person_name = Sensitive<std::string>{full_name(person)};
    alert.employer_name = Sensitive<std::string>{employer_name};
    const auto since = add_months(today, -facts_of);
    std::vector<NotedFact> facts;
    if (!is_frozen(services, scope, person.id)) {
        facts = noted_signals(services, scope, person.id, since);
        std::ranges::move(noted_absences(services, scope, person.id, since), std::back_inserter(facts));
    }
    std::ranges::stable_sort(facts, {}, &NotedFact::on);
    for (auto& fact : facts) alert.facts.push_back(std::move(fact.line));
    alert.facts.emplace_back("Échange avec l’employeur le " + forms::short_date(talked_on));
    return alert;
}

}  // namespace prevenance::api

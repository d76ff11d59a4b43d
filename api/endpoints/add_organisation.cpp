#include "api/endpoints/add_organisation.h"

#include "api/endpoints/show_accounts.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/organisation_form.h"
#include "storage/memberships.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::Organisations;
using Errors = std::vector<FieldError>;

constexpr const char* list_path = "/administration/organisations";

std::string mode_in_words(EmploymentMode mode) {
    return mode == EmploymentMode::agent ? "mandataire, suivi par le service national (SPSTN)"
                                         : "prestataire";
}

std::string named(const ChoiceList& departments, const std::string& code) {
    return code.empty() ? "" : departments.label_of(code) + " (" + code + ")";
}

forms::EmployerLine line_of(const Organisations& organisations, const ChoiceList& departments,
                            const Employer& employer) {
    forms::EmployerLine line{employer.id, employer.name, employer.siret.digits(), mode_in_words(employer.mode),
                             named(departments, organisations.department_of(employer.id)), "", "", {}};
    if (employer.oh_service)
        if (const auto service = organisations.oh_service(*employer.oh_service))
            line.oh_service = service->name;
    for (const auto& team : organisations.teams(employer.id)) line.teams.push_back(team.name);
    return line;
}

void add_members(std::vector<forms::EmployerLine>& employers, const std::string& network,
                 const std::vector<EmployerId>& members) {
    for (auto& employer : employers)
        if (std::ranges::find(members, employer.id) != members.end())
            employer.networks += (employer.networks.empty() ? "" : ", ") + network;
}

forms::OrganisationsView view_of(const storage::Reader& reader, const ChoiceList& departments, Date today) {
    const Organisations organisations{reader};
    forms::OrganisationsView view;
    for (const auto& employer : organisations.employers())
        view.employers.push_back(line_of(organisations, departments, employer));
    view.oh_services = organisations.oh_services();
    for (const auto& network : organisations.networks()) {
        const auto members = storage::members_on(reader, network.id, today);
        add_members(view.employers, network.name, members);
        view.networks.push_back({network.id, network.name, static_cast<int>(members.size())});
    }
    return view;
}

Reply employer_page(const Call& call, const Errors& errors) {
    auto data =
        forms::employer_form_data(known_organisations(call), call.services.departments, call.form, errors);
    return page_reply(call, "Ajouter une structure", "administration_form", std::move(data), errors);
}

Reply team_page(const Call& call, const Errors& errors) {
    return page_reply(call, "Ajouter une équipe", "administration_form",
                      forms::team_form_data(known_organisations(call), call.form, errors), errors);
}

Reply oh_service_page(const Call& call, const Errors& errors) {
    return page_reply(call, "Ajouter un service de santé au travail", "administration_form",
                      forms::oh_service_form_data(call.form, errors), errors);
}

Reply network_page(const Call& call, const Errors& errors) {
    return page_reply(call, "Ajouter un réseau", "administration_form",
                      forms::network_form_data(call.form, errors), errors);
}

// Adds it; what is there already, or has gone, shows the form again with the reason.
template <class Add>
Answer adding(const IdBytes& id, Add add, Reply already) {
    return Act{id, [add = std::move(add), already = std::move(already)](storage::Transaction& transaction) {
                   try {
                       add(transaction);
                   } catch (const storage::ConstraintViolated&) {
                       return already;
                   }
                   return see_other(list_path, "organisation");
               }};
}

bool knows_service(const Call& call, const std::optional<OhServiceId>& service) {
    return !service || call.services.cases.read([&](const storage::Reader& reader) {
        return Organisations{reader}.oh_service(*service).has_value();
    });
}

}  // namespace

Answer show_organisations(const Call& call) {
    const auto view = call.services.cases.read([&](const storage::Reader& reader) {
        return view_of(reader, call.services.departments, call.today());
    });
    return page_reply(call, "Organisations", "organisations", forms::organisations_data(view));
}

Answer show_employer_form(const Call& call) {
    return employer_page(call, {});
}

Answer add_employer(const Call& call) {
    auto entry = forms::read_employer_form(call.form, call.services.departments);
    if (!entry) return employer_page(call, entry.error().fields);
    if (!knows_service(call, entry->employer.oh_service))
        return employer_page(call, {{"oh_service", "unknown", "Choisissez un service de la liste."}});
    entry->employer.id = call.services.randomness.new_id<EmployerId>();
    return adding(
        entry->employer.id.bytes,
        [entry = *entry](storage::Transaction& transaction) {
            Organisations::add(transaction, entry.employer);
            Organisations::set_department(transaction, entry.employer.id, entry.department);
        },
        employer_page(call, {{"siret", "taken", "Une structure avec ce SIRET est déjà enregistrée."}}));
}

Answer show_team_form(const Call& call) {
    return team_page(call, {});
}

Answer add_any_team(const Call& call) {
    auto team = forms::read_team_form(call.form);
    if (!team) return team_page(call, team.error().fields);
    team->id = call.services.randomness.new_id<TeamId>();
    return adding(
        team->id.bytes,
        [team = *team](storage::Transaction& transaction) { Organisations::add(transaction, team); },
        team_page(call,
                  {{"name", "taken", "Cette structure a déjà une équipe de ce nom, ou n’existe plus."}}));
}

Answer show_oh_service_form(const Call& call) {
    return oh_service_page(call, {});
}

Answer add_oh_service(const Call& call) {
    auto service = forms::read_oh_service_form(call.form);
    if (!service) return oh_service_page(call, service.error().fields);
    service->id = call.services.randomness.new_id<OhServiceId>();
    return adding(
        service->id.bytes,
        [service = *service](storage::Transaction& transaction) { Organisations::add(transaction, service); },
        oh_service_page(call, {{"name", "taken", "Ce service est déjà enregistré."}}));
}

Answer show_network_form(const Call& call) {
    return network_page(call, {});
}

Answer add_network(const Call& call) {
    auto network = forms::read_network_form(call.form);
    if (!network) return network_page(call, network.error().fields);
    network->id = call.services.randomness.new_id<NetworkId>();
    return adding(
        network->id.bytes,
        [network = *network](storage::Transaction& transaction) { Organisations::add(transaction, network); },
        network_page(call, {{"name", "taken", "Ce réseau est déjà enregistré."}}));
}

}  // namespace prevenance::api

#include "api/endpoints/show_accounts.h"

#include "api/page_reply.h"
#include "api/services.h"
#include "api/sessions.h"
#include "storage/accounts.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::AccountRecord;

template <class Organisation, class AnyId>
std::string name_of(const std::vector<Organisation>& known, const AnyId& id) {
    const auto found = std::ranges::find(known, id, &Organisation::id);
    return found == known.end() ? std::string{} : found->name;
}

std::string organisation_of(const forms::KnownOrganisations& known, const AccountRecord& account) {
    if (account.employer) return name_of(known.employers, *account.employer);
    if (account.oh_service) return name_of(known.oh_services, *account.oh_service);
    if (account.network) return name_of(known.networks, *account.network);
    return {};
}

forms::AccountsView view_of(const Call& call) {
    const auto known = known_organisations(call);
    const auto accounts = call.services.cases.read(
        [](const storage::Reader& reader) { return storage::Accounts{reader}.all(); });
    forms::AccountsView view;
    int administrators = 0;
    for (const auto& account : accounts) {
        if (account.role == Role::administrator && !account.disabled_at) ++administrators;
        const auto profile = open_profile(call.services, account);
        if (!profile) continue;
        view.accounts.push_back({account.id, account.role, profile->login.reveal(),
                                 profile->display_name.reveal(), organisation_of(known, account),
                                 account.disabled_at.has_value(), account.id == call.scope().account});
    }
    std::ranges::sort(view.accounts, {}, [](const forms::AccountLine& line) {
        return std::tuple{line.closed, line.organisation, line.display_name, line.id};
    });
    view.single_administrator = administrators == 1;
    return view;
}

}  // namespace

forms::KnownOrganisations known_organisations(const Call& call) {
    return call.services.cases.read([](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        forms::KnownOrganisations known{
            organisations.employers(), {}, organisations.oh_services(), organisations.networks()};
        for (const auto& employer : known.employers)
            for (auto& team : organisations.teams(employer.id)) known.teams.push_back(std::move(team));
        return known;
    });
}

Reply accounts_page(const Call& call, std::vector<FieldError> errors) {
    return page_reply(call, "Comptes", "accounts", forms::accounts_data(view_of(call)), std::move(errors));
}

Answer show_accounts(const Call& call) {
    return accounts_page(call, {});
}

}  // namespace prevenance::api

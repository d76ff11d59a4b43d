#include "api/endpoints/keep_network_members.h"

#include "api/error_reply.h"
#include "api/network_stays.h"
#include "api/page_reply.h"
#include "forms/network_members_page.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::Organisations;
using Errors = std::vector<FieldError>;

std::optional<Network> network_of(const Call& call) {
    const auto id = call.id_in_path<NetworkId>("network");
    if (!id) return std::nullopt;
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return Organisations{reader}.network(*id); });
}

forms::NetworkMembersView view_of(const Call& call, const Network& network) {
    forms::NetworkMembersView view{
        network, {}, {}, published_until(call.services, network.id), call.today(), call.form};
    call.services.cases.read([&](const storage::Reader& reader) {
        view.employers = Organisations{reader}.employers();
        const auto stays = storage::stays_in(reader, network.id);
        for (auto stay = stays.begin(); stay != stays.end(); ++stay) {
            const auto employer = std::ranges::find(view.employers, stay->employer, &Employer::id);
            const bool is_latest = std::ranges::find(stay + 1, stays.end(), stay->employer, &storage::Stay::employer) ==
                                   stays.end();
            view.stays.push_back({stay->employer, employer->name, stay->first_day, stay->last_day,
                                  is_latest && may_leave(*stay, view.published_until)});
        }
        return true;
    });
    return view;
}

Reply members_page(const Call& call, const Network& network, const Errors& errors) {
    return page_reply(call, "Membres\u00A0: " + network.name, "network_members",
                      forms::network_members_data(view_of(call, network), errors), errors);
}

Reply back_to(const Network& network, std::string_view done) {
    return see_other("/administration/reseaux/" + network.id.text(), done);
}

}  // namespace

Answer show_network_members(const Call& call) {
    const auto network = network_of(call);
    if (!network) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return members_page(call, *network, {});
}

Answer let_employer_join(const Call& call) {
    const auto network = network_of(call);
    if (!network) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto joining = forms::read_joining_form(call.form, call.today());
    if (!joining) return members_page(call, *network, joining.error().fields);
    return Act{joining->employer.bytes,
               [call, network = *network, joining = *joining](storage::Transaction& transaction) {
                   const auto errors = let_join(call.services, transaction, network.id, joining);
                   return errors.empty() ? back_to(network, "entree-reseau") : members_page(call, network, errors);
               }};
}

Answer let_employer_leave(const Call& call) {
    const auto network = network_of(call);
    if (!network) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto leaving = forms::read_leaving_form(call.form, call.today());
    if (!leaving) return members_page(call, *network, leaving.error().fields);
    return Act{leaving->employer.bytes,
               [call, network = *network, leaving = *leaving](storage::Transaction& transaction) {
                   const auto errors = let_leave(call.services, transaction, network.id, leaving);
                   return errors.empty() ? back_to(network, "sortie-reseau") : members_page(call, network, errors);
               }};
}

}  // namespace prevenance::api

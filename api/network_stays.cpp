#include "api/network_stays.h"

#include "forms/french.h"
#include "storage/organisations.h"
#include "storage/statistics.h"

namespace prevenance::api {
namespace {

using forms::short_date;
using Errors = std::vector<FieldError>;

std::string published_words(Date published_until, Date earliest) {
    return "Les chiffres de ce réseau sont publiés jusqu’au " + short_date(published_until) +
           " et ne changent plus. Donnez le " + short_date(earliest) + " ou un jour qui suit.";
}

// A stay that is open, or that ends on that day or later, shares days with one that begins that day.
Errors why_no_second_stay(const storage::Stay& stay, Date first_day) {
    if (!stay.last_day)
        return {{"employer", "taken",
                 "Cette structure est déjà membre de ce réseau, " +
                     std::string{stay.first_day > first_day ? "à partir du " : "depuis le "} +
                     short_date(stay.first_day) + "."}};
    if (*stay.last_day >= first_day)
        return {{"first_day", "taken",
                 "Cette structure est membre de ce réseau jusqu’au " + short_date(*stay.last_day) +
                     ". Donnez un jour qui suit."}};
    return {};
}

Errors why_not_join(const Services& services, const storage::Reader& cases, NetworkId network,
                    const forms::Joining& joining) {
    if (!storage::Organisations{cases}.employer(joining.employer))
        return {{"employer", "unknown", "Cette structure n’existe pas. Choisissez-en une de la liste."}};
    if (const auto stay = storage::latest_stay(cases, network, joining.employer))
        if (auto errors = why_no_second_stay(*stay, joining.first_day); !errors.empty()) return errors;
    const auto published = published_until(services, network);
    if (published && joining.first_day <= *published)
        return {{"first_day", "published", published_words(*published, *published + Days{1})}};
    return {};
}

Errors why_not_leave(const Services& services, const storage::Reader& cases, NetworkId network,
                     const forms::Leaving& leaving) {
    const auto stay = storage::latest_stay(cases, network, leaving.employer);
    if (!stay) return {{"member", "no_member", "Cette structure n’est pas membre de ce réseau."}};
    const auto published = published_until(services, network);
    if (!may_leave(*stay, published))
        return {{"member", "left",
                 "Cette structure est sortie de ce réseau le " + short_date(*stay->last_day) +
                     ", et les chiffres de cette période sont publiés. Si elle revient, faites-la entrer de nouveau."}};
    if (leaving.last_day < stay->first_day)
        return {{"last_day", "before_first_day",
                 "Ce jour vient avant son premier jour, le " + short_date(stay->first_day) +
                     ". Donnez ce jour-là ou un jour qui suit."}};
    if (published && leaving.last_day < *published)
        return {{"last_day", "published", published_words(*published, *published)}};
    return {};
}

}  // namespace

std::optional<Date> published_until(const Services& services, NetworkId network) {
    return services.statistics.read([&](const storage::Reader& reader) {
        return storage::Statistics{reader, NetworkScope::for_job(network)}.published_until();
    });
}

bool may_leave(const storage::Stay& stay, std::optional<Date> published_until) {
    return !stay.last_day || !published_until || *stay.last_day >= *published_until;
}

Errors let_join(const Services& services, storage::Transaction& transaction, NetworkId network,
                const forms::Joining& joining) {
    auto reasons = why_not_join(services, transaction, network, joining);
    if (reasons.empty()) storage::join_network(transaction, network, joining.employer, joining.first_day);
    return reasons;
}

Errors let_leave(const Services& services, storage::Transaction& transaction, NetworkId network,
                 const forms::Leaving& leaving) {
    auto reasons = why_not_leave(services, transaction, network, leaving);
    if (reasons.empty()) storage::leave_network(transaction, network, leaving.employer, leaving.last_day);
    return reasons;
}

}  // namespace prevenance::api

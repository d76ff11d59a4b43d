#include "api/author_names.h"

#include "api/sessions.h"
#include "storage/accounts.h"

namespace prevenance::api {

std::string AuthorNames::of(AccountId account) {
    if (const auto known = known_.find(account); known != known_.end()) return known->second;
    std::string name = "ancien compte";
    const auto record = services_.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(account); });
    if (record)
        if (const auto profile = open_profile(services_, *record)) name = profile->display_name.reveal();
    return known_.emplace(account, std::move(name)).first->second;
}

}  // namespace prevenance::api

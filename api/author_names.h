// Who noted a fact, for those who may read the fact. Not for finding accounts.
#pragma once

#include "api/services.h"
#include "domain/id.h"

#include <map>
#include <string>

namespace prevenance::api {

// Remembers the names it opened: a page often shows several facts by one author. "ancien compte" where the
// account's words are gone.
class AuthorNames {
public:
    explicit AuthorNames(const Services& services) : services_(services) {}
    std::string of(AccountId account);

private:
    const Services& services_;
    std::map<AccountId, std::string> known_;
};

}  // namespace prevenance::api

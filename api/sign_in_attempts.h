// How often somebody may try to show who they are. Wrong answers make the next one wait, for a name that
// nobody has as well; addresses are counted by their network, because one household or one guesser has many
// of them.
#pragma once

#include "api/call.h"

#include <string>
#include <string_view>

namespace prevenance::api {

// The network of an address, for counting: "192.0.2.0/24", "2001:db8:0:100::/56". Other texts stay as they
// are.
std::string network_of(std::string_view address);

// Whose failures: of a sign-in name, whether anybody has it or not; of an account that is signed in already.
Digest attempts_by_login(const Services& services, ByteView login_index);
Digest attempts_by_account(const Services& services, AccountId account);

// Counts one attempt of the caller's network, twenty a minute; true where that or earlier failures make it
// wait.
bool must_wait(const Call& call, const Digest& subject);
// Also noted in the log.
void count_failed_attempt(const Call& call, const Digest& subject);

}  // namespace prevenance::api

#include "api/first_password.h"

#include <algorithm>
#include <array>

namespace prevenance::api {

bool opens_with_first_password(const Route& route) {
    constexpr std::array<std::string_view, 5> ways{"own_account.password", "own_account.change_password",
                                                   "own_account.proof", "own_account.prove", "sign_out"};
    return std::ranges::find(ways, route.audit) != ways.end();
}

bool is_over(const storage::AccountRecord& account, Instant now) {
    return account.first_password_until && *account.first_password_until <= now;
}

}  // namespace prevenance::api

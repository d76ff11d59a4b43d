#include "api/sign_in_attempts.h"

#include "api/refusals.h"
#include "api/services.h"
#include "storage/throttle.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace prevenance::api {
namespace {

constexpr int attempts_per_network = 20;
constexpr std::chrono::minutes network_window{1};

Digest subject_of(const Services& services, std::string_view kind, std::string_view what) {
    return services.keyed_hash(bytes_of("throttle " + std::string{kind} + "\n" + std::string{what}));
}

template <std::size_t Size>
std::string cut(int family, std::array<std::uint8_t, Size> bytes, std::size_t kept, const char* length) {
    std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(kept), bytes.end(), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(family, bytes.data(), text.data(), text.size());
    return std::string{text.data()} + length;
}

}  // namespace

std::string network_of(std::string_view address) {
    const std::string text{address};
    std::array<std::uint8_t, 4> four{};
    if (::inet_pton(AF_INET, text.c_str(), four.data()) == 1) return cut(AF_INET, four, 3, "/24");
    std::array<std::uint8_t, 16> six{};
    if (::inet_pton(AF_INET6, text.c_str(), six.data()) != 1) return text;
    const std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (!std::equal(mapped.begin(), mapped.end(), six.begin())) return cut(AF_INET6, six, 7, "/56");
    std::copy(six.begin() + 12, six.end(), four.begin());
    return cut(AF_INET, four, 3, "/24");
}

Digest attempts_by_login(const Services& services, ByteView login_index) {
    return subject_of(services, "login", text_of(login_index));
}

Digest attempts_by_account(const Services& services, AccountId account) {
    return subject_of(services, "password", account.text());
}

bool must_wait(const Call& call, const Digest& subject) {
    const auto network = subject_of(call.services, "address", network_of(call.request.client_address));
    return call.services.cases.write([&](storage::Transaction& transaction) {
        const bool counted =
            storage::count_use(transaction, network, attempts_per_network, network_window, call.now);
        return !counted || storage::next_attempt_at(transaction, subject, call.now) > call.now;
    });
}

void count_failed_attempt(const Call& call, const Digest& subject) {
    note_wrong_secret(call, subject);
    call.services.cases.write(
        [&](storage::Transaction& transaction) { storage::count_failure(transaction, subject, call.now); });
}

}  // namespace prevenance::api

#include "api/address_throttle.h"

#include "api/services.h"
#include "api/sign_in_attempts.h"
#include "storage/throttle.h"

namespace prevenance::api {
namespace {

constexpr int uses_an_hour = 10;
constexpr std::chrono::hours window{1};

// One line of IPv6 has a network of addresses; behind one address of IPv4 there may be a whole street.
std::string counted_address(const Call& call) {
    const auto& address = call.request.client_address;
    return address.find(':') == std::string::npos ? address : network_of(address);
}

Digest subject_of(const Call& call, std::string_view what) {
    return call.services.keyed_hash(
        bytes_of("throttle " + std::string{what} + "\n" + counted_address(call)));
}

}  // namespace

bool count_use_of(const Call& call, std::string_view what) {
    return call.services.cases.write([&](storage::Transaction& transaction) {
        return storage::count_use(transaction, subject_of(call, what), uses_an_hour, window, call.now);
    });
}

void return_use_of(const Call& call, std::string_view what) {
    call.services.cases.write(
        [&](storage::Transaction& transaction) { storage::return_use(transaction, subject_of(call, what)); });
}

}  // namespace prevenance::api

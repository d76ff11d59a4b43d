#include "api/address_throttle.h"

#include "api/services.h"
#include "storage/throttle.h"

namespace prevenance::api {
namespace {

constexpr int uses_an_hour = 10;
constexpr std::chrono::hours window{1};

Digest subject_of(const Call& call, std::string_view what) {
    return call.services.keyed_hash(
        bytes_of("throttle " + std::string{what} + "\n" + std::string{call.request.client_address}));
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

#include "api/answer_doubts.h"

#include "api/services.h"
#include "storage/answer_doubts.h"

#include <arpa/inet.h>
#include <array>

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

constexpr auto at_once = 2min;
constexpr auto night_starts = 22h;
constexpr auto night_ends = 6h;

Digest hash_of(const Call& call, std::string_view what, const std::string& of) {
    return call.services.keyed_hash(bytes_of(std::string{what} + "\n" + of));
}

// The bytes of the address that name a network. A text that is no address stands for itself.
std::string network_part(const std::string& address) {
    std::array<char, 16> bytes{};
    if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) return {bytes.data(), 3};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return {bytes.data(), 7};
    return address;
}

bool is_night(Instant now) {
    const auto hour = in_paris(now).hour;
    return hour >= night_starts || hour < night_ends;
}

bool of_employer(const Call& call, EmployerId employer) {
    return call.who && call.who->scope.employer == employer;
}

}  // namespace

std::vector<std::string> doubts_about_answer(const Call& call, const storage::CodedInvitation& invitation) {
    std::vector<std::string> doubts;
    const auto id = invitation.handed_over.id;
    const auto [same_network, other_codes] = call.services.cases.read([&](const storage::Reader& reader) {
        return std::pair{storage::is_network_of(reader, invitation.employer, network_of(call), call.now),
                         storage::other_codes_used(reader, device_of(call), code_in(call, id), call.now)};
    });
    if (same_network) doubts.emplace_back("employer_network");
    if (of_employer(call, invitation.employer)) doubts.emplace_back("employer_session");
    if (invitation.printed_at && call.now - *invitation.printed_at < at_once)
        doubts.emplace_back("soon_after_printing");
    if (other_codes > 0) doubts.emplace_back("several_codes");
    if (is_night(call.now)) doubts.emplace_back("night");
    if (invitation.replaces_another) doubts.emplace_back("replaced_card");
    return doubts;
}

Digest network_of(const Call& call) {
    return hash_of(call, "network", network_part(std::string{call.request.client_address}));
}

Digest device_of(const Call& call) {
    return hash_of(
        call, "device",
        std::string{call.request.client_address} + "\n" + std::string{call.request.header("user-agent")});
}

Digest code_in(const Call& call, InvitationId invitation) {
    return hash_of(call, "code in device", std::string{text_of(device_of(call))} + invitation.text());
}

}  // namespace prevenance::api

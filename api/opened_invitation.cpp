#include "api/opened_invitation.h"

#include "api/address_throttle.h"
#include "api/answer_doubts.h"
#include "api/invitation_bytes.h"
#include "api/services.h"
#include "storage/answer_doubts.h"

namespace prevenance::api {
namespace {

using integrations::InvitationCode;
using integrations::Invitations;
using storage::CodedInvitation;

constexpr std::string_view throttled = "invitation code";

std::unexpected<Error> wrong_code() {
    return fail(
        {FieldError{"code", "code_wrong",
                    "Ce code ne va pas, ou il n’est plus valable. Relisez-le sur la carte, ou appelez le "
                    "service de santé au travail."}});
}

// What changes the count is on record like everything else; the entry does not say how the attempt ended.
void write_about(const Call& call, InvitationId invitation,
                 const std::function<void(storage::Transaction&)>& work) {
    call.services.cases.write([&](storage::Transaction& transaction) {
        work(transaction);
        call.services.audit.record(transaction,
                                   {call.now, std::nullopt, "invitation.attempt", invitation.bytes});
    });
}

struct Found {
    std::optional<CodedInvitation> card;
    std::optional<storage::OwnRequestCode> own_request;
};

Found find_by_locator(const Call& call) {
    const auto locator = read_locator(call.path.at("locator"));
    if (!locator) return {};
    return call.services.cases.read([&](const storage::Reader& reader) {
        return Found{storage::find_by_locator(reader, *locator), storage::find_own_request(reader, *locator)};
    });
}

bool begin_attempt(const Call& call, InvitationId invitation) {
    bool begun = false;
    write_about(call, invitation, [&](storage::Transaction& transaction) {
        begun = storage::begin_attempt(transaction, invitation);
    });
    return begun;
}

// A lock names its invitation: text and lock that were moved together to another card open nothing there.
std::optional<integrations::InvitationLock> lock_of(const std::optional<CodedInvitation>& stored) {
    auto lock = stored ? decode_lock(stored->lock) : std::nullopt;
    if (lock && lock->invitation != stored->handed_over.id) return std::nullopt;
    return lock;
}

bool can_be_answered(const Call& call, const std::optional<CodedInvitation>& stored) {
    return stored && stored->sealed_content && call.today() <= stored->handed_over.closes_on;
}

Result<RecognisedInvitation> try_code(const Call& call, const std::optional<CodedInvitation>& stored,
                                      const InvitationCode& code) {
    Invitations invitations{call.services.root, call.services.slow_hash, call.services.randomness};
    const auto lock = lock_of(stored);
    if (can_be_answered(call, stored)) {
        auto content = decode_content(*stored->sealed_content);
        if (!lock || !content) return fail(ErrorCode::internal, "Cette invitation a été altérée.");
        auto opened = invitations.open(integrations::SealedInvitation{*lock, std::move(*content)}, code);
        if (!opened) return std::unexpected(opened.error());
        const auto opening = opened->receipt_opening();
        return RecognisedInvitation{*stored, std::move(*opened), opening};
    }
    const auto opening = invitations.receipt_opening(lock, code);
    if (!opening) return std::unexpected(opening.error());
    if (!*opening) return wrong_code();
    return RecognisedInvitation{*stored, std::nullopt, **opening};
}

Result<RecognisedCode> try_own_request(const Call& call, const storage::OwnRequestCode& stored,
                                       const InvitationCode& code) {
    Invitations invitations{call.services.root, call.services.slow_hash, call.services.randomness};
    const auto opening = invitations.receipt_opening(decode_lock(stored.lock), code);
    if (!opening) return std::unexpected(opening.error());
    if (!*opening) return wrong_code();
    return RecognisedOwnRequest{stored, **opening};
}

template <class Recognised>
bool is_wrong(const Result<Recognised>& recognised) {
    return !recognised && recognised.error().code == ErrorCode::invalid;
}

void settle_attempt(const Call& call, InvitationId invitation, bool wrong) {
    write_about(call, invitation, [&](storage::Transaction& transaction) {
        if (wrong) {
            storage::attempt_was_wrong(transaction, invitation, call.now);
            return;
        }
        storage::attempt_was_right(transaction, invitation);
        storage::remember_code_use(transaction, device_of(call), code_in(call, invitation), call.now);
    });
}

Result<RecognisedCode> try_card(const Call& call, const std::optional<CodedInvitation>& stored,
                                const InvitationCode& code) {
    const auto attempted = stored ? std::optional{stored->handed_over.id} : std::nullopt;
    if (attempted && !begin_attempt(call, *attempted)) return wrong_code();
    auto recognised = try_code(call, stored, code);
    if (attempted) settle_attempt(call, *attempted, is_wrong(recognised));
    if (!recognised) return std::unexpected(recognised.error());
    return std::move(*recognised);
}

}  // namespace

Result<RecognisedCode> recognise_code(const Call& call) {
    const auto code = InvitationCode::parse(Sensitive<std::string>{call.form.value("code")});
    if (!code) return std::unexpected(code.error());
    if (!count_use_of(call, throttled)) return fail(ErrorCode::too_many_attempts);

    const auto found = find_by_locator(call);
    auto recognised = found.own_request ? try_own_request(call, *found.own_request, *code)
                                        : try_card(call, found.card, *code);
    if (is_wrong(recognised)) return wrong_code();
    return_use_of(call, throttled);
    return recognised;
}

Result<RecognisedInvitation> recognise(const Call& call) {
    auto recognised = recognise_code(call);
    if (!recognised) return std::unexpected(recognised.error());
    auto* card = std::get_if<RecognisedInvitation>(&*recognised);
    if (card == nullptr) return wrong_code();
    return std::move(*card);
}

}  // namespace prevenance::api

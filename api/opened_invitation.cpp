#include "api/opened_invitation.h"

#include "api/address_throttle.h"
#include "api/invitation_bytes.h"
#include "api/services.h"

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

std::optional<CodedInvitation> find_invitation(const Call& call) {
    const auto locator = read_locator(call.path.at("locator"));
    if (!locator) return std::nullopt;
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::find_by_locator(reader, *locator); });
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
        return RecognisedInvitation{*stored, std::move(*opened)};
    }
    const auto matches = invitations.code_matches(lock, code);
    if (!matches) return std::unexpected(matches.error());
    if (!*matches) return wrong_code();
    return RecognisedInvitation{*stored, std::nullopt};
}

void settle_attempt(const Call& call, InvitationId invitation, bool wrong) {
    write_about(call, invitation, [&](storage::Transaction& transaction) {
        if (wrong)
            storage::attempt_was_wrong(transaction, invitation, call.now);
        else
            storage::attempt_was_right(transaction, invitation);
    });
}

}  // namespace

Result<RecognisedInvitation> recognise(const Call& call) {
    const auto code = InvitationCode::parse(Sensitive<std::string>{call.form.value("code")});
    if (!code) return std::unexpected(code.error());
    if (!count_use_of(call, throttled)) return fail(ErrorCode::too_many_attempts);

    const auto stored = find_invitation(call);
    const auto attempted = stored ? std::optional{stored->handed_over.id} : std::nullopt;
    if (attempted && !begin_attempt(call, *attempted)) return wrong_code();
    auto recognised = try_code(call, stored, *code);
    const bool wrong = !recognised && recognised.error().code == ErrorCode::invalid;
    if (attempted) settle_attempt(call, *attempted, wrong);
    if (!wrong) return_use_of(call, throttled);
    if (wrong) return wrong_code();
    return recognised;
}

}  // namespace prevenance::api

// The mailbox of an occupational health service, between its rosters in storage and the keys of the members:
// founding it, letting a colleague in, opening it, and the key that alerts may be sealed to.
//
// The surprise: a colleague cannot be let in before having signed in once, because nobody but the colleague
// can make the public keys that the roster lists. That first visit leaves an application, signed with those
// keys; a present member then admits it.
#pragma once

#include "api/call.h"
#include "api/services.h"
#include "domain/error.h"
#include "domain/id.h"
#include "integrations/mailbox.h"
#include "integrations/member_keys.h"
#include "storage/database.h"
#include "storage/mailboxes.h"

#include <string>
#include <vector>

namespace prevenance::api {

// The rosters as they are stored, with what a later root key signed again. Error: malformed.
Result<std::vector<integrations::Roster>> read_rosters(const storage::Reader& reader, OhServiceId service);

// The only key that may be sealed to. Error: forbidden, where there is no roster or one does not verify.
Result<integrations::TrustedMailboxKey> trusted_key_of(const Services& services, OhServiceId service);

// What the physicians' pages say about the key, whether or not something may be sealed now.
struct KeyNews {
    std::optional<integrations::AnnouncedKey> announced;
    std::string trouble;  // why nothing may be sealed, in French; empty: something may
};
KeyNews key_news_of(const Services& services, OhServiceId service);

// The key as eight French words, to compare by eye and by voice. Throws std::runtime_error where the list of
// words is missing from the installation.
std::string fingerprint_words(const Services& services, const Digest& fingerprint);

// The keys of the member who asks, for this request only. Error: unauthenticated, where the account has none
// or the session is one of an API key.
Result<integrations::MemberKeys> open_member_keys(const Services& services, const SignedIn& member);

// Errors: not_found where nobody founded the mailbox yet; forbidden where this account is no member of it, or
// the rosters do not verify.
Result<integrations::MailboxKey> open_mailbox(const Services& services, const SignedIn& member);

// The key that an envelope names: the present one, or one from before the mailbox's key changed. A key that this
// mailbox never had gives the present one, which will not open the envelope.
Result<integrations::MailboxKey> open_mailbox_for(const Services& services, const SignedIn& member, KeyId key);

// What founding or admitting writes: append it in the act's transaction. Somebody else who did the same at
// the same moment makes `append` throw ConstraintViolated.
struct MailboxChange {
    integrations::RosterChange change;
    AccountId member;  // the one who came in
    std::vector<storage::FormerMailboxKey> former;  // so that the alerts of before open for them as well
};

// Error: conflict, where the mailbox was founded already.
Result<MailboxChange> found_mailbox_for(Services& services, OhServiceId service,
                                        const integrations::PresentMember& founder, Instant now);
void append(storage::Transaction& transaction, OhServiceId service, const MailboxChange& change);

// A member is taken out by another: a new key for those who stay, announced for 72 hours. What was sealed before
// still opens for them. Errors: those of integrations::remove_member.
struct MailboxDeparture {
    integrations::Departure departure;
    AccountId leaver;
    KeyId key_before;
};
Result<MailboxDeparture> take_out(Services& services, OhServiceId service,
                                  const integrations::PresentMember& present,
                                  const integrations::DepartureTerms& terms, Instant now);
void append(storage::Transaction& transaction, OhServiceId service, const MailboxDeparture& departure);

// An application to the mailbox: the member's public keys, signed with the member's own key and by the
// instance, so that whoever can write the database alone cannot put in keys of their own.
Bytes application_of(const Services& services, OhServiceId service,
                     const integrations::PresentMember& applicant);
void apply(storage::Transaction& transaction, OhServiceId service, AccountId applicant, ByteView application,
           Instant now);

// Who waits to be let in: applied, has an account of this service that is open, and is no member yet.
std::vector<AccountId> applicants(const Services& services, OhServiceId service);

// Errors: not_found where the newcomer has not applied; forbidden where the present member is none or the
// application was altered; conflict where the newcomer is in already.
Result<MailboxChange> admit(const Services& services, OhServiceId service,
                            const integrations::PresentMember& present, AccountId newcomer, Instant now);

}  // namespace prevenance::api

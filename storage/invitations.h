// Invitations, what only their code opens, and the receipts of what employees agreed to.
//
// The surprise: the employer's side and the employee's side never share a row. An employer reads
// HandedOver, which no answer changes; the content, the lock and the receipt are read by the holder of the
// code and by the service's mailbox.
#pragma once

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

// What the employer's side knows of an invitation, whatever was answered.
struct HandedOver {
    InvitationId id;
    EmployeeId employee;
    InterviewId interview;
    OhServiceId oh_service;
    std::string locator;
    Date handed_over_on;
    AccountId handed_over_by;
    Date closes_on;  // the fourteenth day, always; that of the first card, where a lost one was replaced
    bool replaced = false;  // another card was handed over in its place
};

// What recognises the codes of invitations that have not closed, answered or not.
std::vector<Bytes> locks_of_open_invitations(const Reader& reader, Date today);

class HandedOverInvitations {
public:
    HandedOverInvitations(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    std::vector<HandedOver> about(EmployeeId employee) const;
    std::optional<HandedOver> find(InvitationId id) const;
    void add(Transaction& transaction, const HandedOver& invitation, ByteView lock, ByteView sealed_content,
             Instant now) const;
    // The lost card opens nothing from here on. It writes the same rows whatever was answered with it.
    void replace(Transaction& transaction, InvitationId lost, const HandedOver& invitation, ByteView lock,
                 ByteView sealed_content, Instant now) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

// What the holder of a code may reach.
struct CodedInvitation {
    HandedOver handed_over;
    EmployerId employer;
    Bytes lock;
    std::optional<Bytes> sealed_content;  // none: answered, closed or destroyed
    int wrong_codes = 0;
    std::optional<Instant> printed_at;
    bool replaces_another = false;
};

// Not a card that was replaced, unless something was sent with it: that can always be taken back.
std::optional<CodedInvitation> find_by_locator(const Reader& reader, const std::string& locator);
// Counts an attempt before its code is tried, so that many at once are not more than one after another.
// False where five were wrong already. Where the content is gone, nothing is left to guess and nothing is
// counted: the person must be able to come back.
bool begin_attempt(Transaction& transaction, InvitationId id);
void attempt_was_right(Transaction& transaction, InvitationId id);
// The fifth wrong code destroys the content.
void attempt_was_wrong(Transaction& transaction, InvitationId id, Instant now);
// False where nothing was left: somebody answered at the same moment.
bool destroy_content(Transaction& transaction, InvitationId id, Instant now);
// Destroys what nobody answered by the closing day. The number of invitations closed.
int close_invitations(Transaction& transaction, Date today, Instant now);

// Every card ever handed to that person and not erased since.
std::vector<InvitationId> cards_of(const Reader& reader, EmployeeId employee);

struct ReceiptRecord {
    ReceiptId id;
    std::optional<InvitationId> invitation;  // none: the employee's own request
    OhServiceId oh_service;
    Bytes canonical;
    Digest receipt_hash{};
    Instant given_at;
    Date expires_on;
    std::optional<Instant> withdrawn_at;
    Bytes lock;  // recognises the person's code; empty for an own request
};

void add_receipt(Transaction& transaction, const ReceiptRecord& receipt);
std::optional<ReceiptRecord> find_receipt(const Reader& reader, ReceiptId id);
// Canonical bytes (domain/receipt_details.h); none for receipts given before they existed.
void add_receipt_details(Transaction& transaction, ReceiptId receipt, ByteView canonical);
std::optional<Bytes> find_receipt_details(const Reader& reader, ReceiptId receipt);
std::optional<ReceiptRecord> find_receipt_of(const Reader& reader, InvitationId invitation);

// The code of somebody who wrote alone.
struct OwnRequestCode {
    ReceiptId receipt;
    std::string locator;
    Bytes lock;
};
void add_own_request_code(Transaction& transaction, const OwnRequestCode& code);
std::optional<OwnRequestCode> find_own_request(const Reader& reader, const std::string& locator);

// False where it was withdrawn already.
bool withdraw_receipt(Transaction& transaction, ReceiptId id, Instant now);

}  // namespace prevenance::storage

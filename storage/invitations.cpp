#include "storage/invitations.h"

namespace prevenance::storage {
namespace {

constexpr int wrong_codes_allowed = 5;

HandedOver handed_over_in(const Row& row) {
    return {row.id<InvitationId>(0), row.id<EmployeeId>(1), row.id<InterviewId>(2),
            row.id<OhServiceId>(3),  row.text(4),           row.date(5),
            row.id<AccountId>(6),    row.date(7),           row.integer(8) != 0};
}

ReceiptRecord receipt_in(const Row& row) {
    return {row.id<ReceiptId>(0),
            row.optional_id<InvitationId>(1),
            row.id<OhServiceId>(2),
            row.blob(3),
            row.digest(4),
            row.instant(5),
            row.date(6),
            row.optional_instant(7),
            row.blob(8)};
}

}  // namespace

std::vector<HandedOver> HandedOverInvitations::about(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, interview, oh_service, locator, handed_over_on, handed_over_by, closes_on, "
        "EXISTS (SELECT 1 FROM replaced_invitation r WHERE r.invitation = invitation.id) "
        "FROM invitation WHERE employee = ? AND employer = ? ORDER BY handed_over_on, rowid",
        {employee, scope_.employer()}, handed_over_in);
}

std::optional<HandedOver> HandedOverInvitations::find(InvitationId id) const {
    return reader_.one(
        "SELECT id, employee, interview, oh_service, locator, handed_over_on, handed_over_by, closes_on, "
        "EXISTS (SELECT 1 FROM replaced_invitation r WHERE r.invitation = invitation.id) "
        "FROM invitation WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, handed_over_in);
}

std::vector<Bytes> locks_of_open_invitations(const Reader& reader, Date today) {
    return reader.all(
        "SELECT c.lock FROM invitation_content c JOIN invitation i ON i.id = c.invitation "
        "WHERE i.closes_on >= ?",
        {today}, [](const Row& row) { return row.blob(0); });
}

void HandedOverInvitations::add(Transaction& transaction, const HandedOver& invitation, ByteView lock,
                                ByteView sealed_content, Instant now) const {
    transaction.execute(
        "INSERT INTO invitation(id, employer, employee, interview, oh_service, locator, handed_over_on, "
        "handed_over_by, closes_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {invitation.id, scope_.employer(), invitation.employee, invitation.interview, invitation.oh_service,
         invitation.locator, invitation.handed_over_on, invitation.handed_over_by, invitation.closes_on});
    transaction.execute(
        "INSERT INTO invitation_content(invitation, sealed_content, lock, printed_at) VALUES (?, ?, ?, ?)",
        {invitation.id, sealed_content, lock, now});
}

void HandedOverInvitations::replace(Transaction& transaction, InvitationId lost, const HandedOver& invitation,
                                    ByteView lock, ByteView sealed_content, Instant now) const {
    add(transaction, invitation, lock, sealed_content, now);
    transaction.execute(
        "INSERT INTO replaced_invitation(invitation, replaced_by) "
        "SELECT id, ? FROM invitation WHERE id = ? AND employer = ?",
        {invitation.id, lost, scope_.employer()});
    transaction.execute(
        "UPDATE invitation_content SET sealed_content = NULL, destroyed_at = coalesce(destroyed_at, ?) "
        "WHERE invitation = ?",
        {now, lost});
}

std::optional<CodedInvitation> find_by_locator(const Reader& reader, const std::string& locator) {
    return reader.one(
        "SELECT i.id, i.employee, i.interview, i.oh_service, i.locator, i.handed_over_on, i.handed_over_by, "
        "i.closes_on, replaced.invitation IS NOT NULL, i.employer, c.lock, c.sealed_content, c.wrong_codes, "
        "c.printed_at, EXISTS (SELECT 1 FROM replaced_invitation WHERE replaced_by = i.id) "
        "FROM invitation i JOIN invitation_content c ON c.invitation = i.id "
        "LEFT JOIN replaced_invitation replaced ON replaced.invitation = i.id WHERE i.locator = ? "
        "AND (replaced.invitation IS NULL OR EXISTS (SELECT 1 FROM receipt WHERE invitation = i.id))",
        {locator}, [](const Row& row) {
            return CodedInvitation{handed_over_in(row),
                                   row.id<EmployerId>(9),
                                   row.blob(10),
                                   row.optional_blob(11),
                                   static_cast<int>(row.integer(12)),
                                   row.optional_instant(13),
                                   row.integer(14) != 0};
        });
}

bool begin_attempt(Transaction& transaction, InvitationId id) {
    if (transaction.execute("UPDATE invitation_content SET wrong_codes = wrong_codes + 1 "
                            "WHERE invitation = ? AND sealed_content IS NOT NULL AND wrong_codes < ?",
                            {id, wrong_codes_allowed}) == 1)
        return true;
    return transaction.number(
               "SELECT count(*) FROM invitation_content WHERE invitation = ? AND sealed_content IS NULL",
               {id}) == 1;
}

void attempt_was_right(Transaction& transaction, InvitationId id) {
    transaction.execute(
        "UPDATE invitation_content SET wrong_codes = wrong_codes - 1 "
        "WHERE invitation = ? AND sealed_content IS NOT NULL AND wrong_codes > 0",
        {id});
}

void attempt_was_wrong(Transaction& transaction, InvitationId id, Instant now) {
    transaction.execute(
        "UPDATE invitation_content SET sealed_content = NULL, destroyed_at = ? "
        "WHERE invitation = ? AND wrong_codes >= ? AND sealed_content IS NOT NULL",
        {now, id, wrong_codes_allowed});
}

bool destroy_content(Transaction& transaction, InvitationId id, Instant now) {
    return transaction.execute(
               "UPDATE invitation_content SET sealed_content = NULL, destroyed_at = ? "
               "WHERE invitation = ? AND sealed_content IS NOT NULL",
               {now, id}) == 1;
}

std::vector<InvitationId> cards_of(const Reader& reader, EmployeeId employee) {
    return reader.all("SELECT id FROM invitation WHERE employee = ?", {employee},
                      [](const Row& row) { return row.id<InvitationId>(0); });
}

int close_invitations(Transaction& transaction, Date today, Instant now) {
    return transaction.execute(
        "UPDATE invitation_content SET sealed_content = NULL, destroyed_at = ? WHERE sealed_content IS NOT "
        "NULL "
        "AND invitation IN (SELECT id FROM invitation WHERE closes_on < ?)",
        {now, today});
}

void add_receipt(Transaction& transaction, const ReceiptRecord& receipt) {
    transaction.execute(
        "INSERT INTO receipt(id, invitation, oh_service, canonical, receipt_hash, given_at, expires_on, "
        "withdrawn_at, "
        "lock) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {receipt.id, receipt.invitation, receipt.oh_service, receipt.canonical, receipt.receipt_hash,
         receipt.given_at, receipt.expires_on, receipt.withdrawn_at, receipt.lock});
}

std::optional<ReceiptRecord> find_receipt(const Reader& reader, ReceiptId id) {
    return reader.one(
        "SELECT id, invitation, oh_service, canonical, receipt_hash, given_at, expires_on, withdrawn_at, "
        "lock "
        "FROM receipt WHERE id = ?",
        {id}, receipt_in);
}

void add_receipt_details(Transaction& transaction, ReceiptId receipt, ByteView canonical) {
    transaction.execute("INSERT INTO receipt_details(receipt, canonical) VALUES (?, ?)",
                        {receipt, canonical});
}

std::optional<Bytes> find_receipt_details(const Reader& reader, ReceiptId receipt) {
    return reader.one("SELECT canonical FROM receipt_details WHERE receipt = ?", {receipt},
                      [](const Row& row) { return row.blob(0); });
}

std::optional<ReceiptRecord> find_receipt_of(const Reader& reader, InvitationId invitation) {
    return reader.one(
        "SELECT id, invitation, oh_service, canonical, receipt_hash, given_at, expires_on, withdrawn_at, "
        "lock "
        "FROM receipt WHERE invitation = ?",
        {invitation}, receipt_in);
}

void add_own_request_code(Transaction& transaction, const OwnRequestCode& code) {
    transaction.execute("INSERT INTO own_request_code(receipt, locator, lock) VALUES (?, ?, ?)",
                        {code.receipt, code.locator, code.lock});
}

std::optional<OwnRequestCode> find_own_request(const Reader& reader, const std::string& locator) {
    return reader.one("SELECT receipt, locator, lock FROM own_request_code WHERE locator = ?", {locator},
                      [](const Row& row) {
                          return OwnRequestCode{row.id<ReceiptId>(0), row.text(1), row.blob(2)};
                      });
}

bool withdraw_receipt(Transaction& transaction, ReceiptId id, Instant now) {
    return transaction.execute("UPDATE receipt SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL",
                               {now, id}) == 1;
}

}  // namespace prevenance::storage

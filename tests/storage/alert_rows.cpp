#include "tests/storage/alert_rows.h"

#include <optional>

namespace prevenance::storage {
namespace {

const AccountId referent = numbered<AccountId>(6);

Bytes naming(const Bytes& first, ByteView second) {
    Bytes bytes = first;
    bytes.insert(bytes.end(), second.begin(), second.end());
    return bytes;
}

Date day_of(const MessageRow& message) {
    return std::chrono::floor<Days>(message.arrived_at);
}

InvitationId add_invitation(Transaction& transaction, const MessageRow& message) {
    const auto talk = numbered<InterviewId>(message.number);
    const auto invitation = numbered<InvitationId>(message.number);
    transaction.execute(
        "INSERT INTO interview(id, employer, employee, held_on, mode, accompanied, wish, recorded_at, recorded_by) "
        "VALUES (?, ?, ?, ?, 'on_site', 0, 'invitation', 0, ?)",
        {talk, employer_of_rows, message.person, day_of(message), referent});
    transaction.execute(
        "INSERT INTO invitation(id, employer, employee, interview, oh_service, locator, handed_over_on, "
        "handed_over_by, closes_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {invitation, employer_of_rows, message.person, talk, service_of_rows,
         "L" + std::to_string(message.number), day_of(message), referent, day_of(message) + Days{14}});
    transaction.execute(
        "INSERT INTO invitation_content(invitation, lock, sealed_content) VALUES (?, x'0a', x'0b')", {invitation});
    return invitation;
}

}  // namespace

void add_structure(Transaction& transaction) {
    transaction.execute("INSERT INTO oh_service VALUES (?, 'S', 'R', '01')", {service_of_rows});
    transaction.execute(
        "INSERT INTO employer(id, name, siret, idcc, naf, mode, oh_service) "
        "VALUES (?, 'E', '00000001800010', '2941', '8810A', 'provider', ?)",
        {employer_of_rows, service_of_rows});
    transaction.execute("INSERT INTO team VALUES (?, ?, 'T')", {numbered<TeamId>(2), employer_of_rows});
    transaction.execute(
        "INSERT INTO account(id, role, employer, login_index, sealed_profile, password, created_at) "
        "VALUES (?, 'referent', ?, x'01', x'02', x'03', 0)",
        {referent, employer_of_rows});
}

void add_person(Transaction& transaction, EmployeeId person, Date entered_on) {
    transaction.execute(
        "INSERT INTO employee(id, employer, team, sealed_person, payroll_index, job_family, entered_on) "
        "VALUES (?1, ?2, ?3, x'00', ?1, 'AAD', ?4)",
        {person, employer_of_rows, numbered<TeamId>(2), entered_on});
}

void add_message(Transaction& transaction, const MessageRow& message) {
    const auto receipt = numbered<ReceiptId>(message.number);
    const Bytes hash(32, message.number);
    std::optional<InvitationId> invitation;
    if (message.has_card) invitation = add_invitation(transaction, message);
    transaction.execute(
        "INSERT INTO receipt(id, invitation, oh_service, canonical, receipt_hash, given_at, expires_on, lock) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {receipt, invitation, service_of_rows, naming({}, message.alert.bytes), hash, message.arrived_at,
         day_of(message) + Days{183}, message.has_card ? Bytes{0x0a} : Bytes{}});
    transaction.execute(
        "INSERT INTO sealed_alert(id, receipt, oh_service, envelope, sealed_at, delivered_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {message.alert, receipt, service_of_rows, naming(naming({}, message.alert.bytes), hash), message.arrived_at,
         message.arrived_at});
    transaction.execute("INSERT INTO alert_follow_up(alert) VALUES (?) ON CONFLICT DO NOTHING", {message.alert});
}

}  // namespace prevenance::storage

#include "storage/erasure.h"

namespace prevenance::storage {
namespace {

int count(const Reader& reader, Sql sql, EmployeeId employee) {
    return static_cast<int>(reader.number(sql, {employee}));
}

// A team's suggestion may count facts of its people; it keeps the days and forgets whose fact it was.
void forget_facts_in_suggestions(Transaction& transaction, EmployeeId employee, Instant until) {
    transaction.execute(
        "DELETE FROM suggestion_fact WHERE fact IN ("
        "SELECT id FROM signal WHERE employee = ?1 AND recorded_at <= ?2 "
        "UNION SELECT id FROM absence WHERE employee = ?1 AND recorded_at <= ?2)",
        {employee, until});
}

// With everything that hangs on each of them.
void erase_each(Transaction& transaction, Sql keys, std::initializer_list<Value> values,
                void (*erase)(Transaction&, ByteView)) {
    for (const auto& key : transaction.all(keys, values, [](const Row& row) { return row.blob(0); }))
        erase(transaction, key);
}

void answer_requests(Transaction& transaction, EmployeeId employee, Instant now) {
    transaction.execute(
        "UPDATE rights_request SET answered_at = ?2, outcome = CASE kind WHEN 'erasure' THEN 'granted' ELSE "
        "'partly' END "
        "WHERE employee = ?1 AND answered_at IS NULL",
        {employee, now});
}

// The register shows that a request was made and answered, and no longer whose it was.
void unname_requests(Transaction& transaction, EmployeeId employee) {
    transaction.execute(
        "UPDATE rights_request SET employee = NULL, about_fact = NULL, sealed_words = NULL, "
        "sealed_extension = NULL, sealed_answer = NULL WHERE employee = ?",
        {employee});
}

void abandon_uploads(Transaction& transaction, EmployerId employer, Instant now) {
    transaction.execute(
        "UPDATE absence_import SET abandoned_at = ?, sealed_upload = NULL "
        "WHERE employer = ? AND committed_at IS NULL AND abandoned_at IS NULL",
        {now, employer});
}

}  // namespace

HeldRows rows_about(const Reader& reader, EmployeeId employee) {
    return {count(reader, "SELECT count(*) FROM signal WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM absence WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM legal_stop WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM milestone WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM interview WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM suggestion WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM visit_request WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM invitation WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM measures WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM action_plan WHERE employee = ?", employee),
            count(reader, "SELECT count(*) FROM rights_request WHERE employee = ?", employee)};
}

void erase_suggestion(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE interview SET suggestion = NULL WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion_evidence WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion_fact WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion_value WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion WHERE id = ?", {key});
}

void erase_invitation(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE receipt SET invitation = NULL WHERE invitation = ?", {key});
    transaction.execute("DELETE FROM invitation_content WHERE invitation = ?", {key});
    transaction.execute("DELETE FROM invitation WHERE id = ?", {key});
}

void erase_measures(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE action_plan SET measures = NULL WHERE measures = ?", {key});
    transaction.execute("DELETE FROM measure WHERE measures = ?", {key});
    transaction.execute("DELETE FROM measures WHERE id = ?", {key});
}

void erase_plan(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM plan_follow_up WHERE plan = ?", {key});
    transaction.execute("DELETE FROM plan_proposal WHERE plan = ?", {key});
    transaction.execute("DELETE FROM plan_action WHERE plan = ?", {key});
    transaction.execute("DELETE FROM action_plan WHERE id = ?", {key});
}

void erase_talk(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM interview_topic WHERE interview = ?", {key});
    transaction.execute("DELETE FROM interview WHERE id = ?", {key});
}

void purge_rows(Transaction& transaction, EmployeeId employee) {
    transaction.execute(
        "DELETE FROM suggestion_fact WHERE fact IN ("
        "SELECT id FROM signal WHERE employee = ?1 UNION SELECT id FROM absence WHERE employee = ?1 "
        "UNION SELECT id FROM legal_stop WHERE employee = ?1 UNION SELECT id FROM milestone WHERE employee = "
        "?1)",
        {employee});
    erase_each(transaction, "SELECT id FROM invitation WHERE employee = ?", {employee}, erase_invitation);
    erase_each(transaction, "SELECT id FROM action_plan WHERE employee = ?", {employee}, erase_plan);
    erase_each(transaction, "SELECT id FROM measures WHERE employee = ?", {employee}, erase_measures);
    transaction.execute("DELETE FROM visit_request WHERE employee = ?", {employee});
    erase_each(transaction, "SELECT id FROM interview WHERE employee = ?", {employee}, erase_talk);
    erase_each(transaction, "SELECT id FROM suggestion WHERE employee = ?", {employee}, erase_suggestion);
    transaction.execute("DELETE FROM milestone WHERE employee = ?", {employee});
    transaction.execute("DELETE FROM legal_stop WHERE employee = ?", {employee});
    transaction.execute("DELETE FROM absence WHERE employee = ?", {employee});
    transaction.execute("DELETE FROM signal WHERE employee = ?", {employee});
    transaction.execute("DELETE FROM processing_choice WHERE employee = ?", {employee});
    unname_requests(transaction, employee);
    transaction.execute("DELETE FROM employee WHERE id = ?", {employee});
}

void purge_person(Transaction& transaction, EmployeeId employee, Instant now) {
    const auto employer = employer_of(transaction, employee);
    if (!employer) return;
    answer_requests(transaction, employee, now);
    abandon_uploads(transaction, *employer, now);
    purge_rows(transaction, employee);
}

void purge_facts(Transaction& transaction, EmployeeId employee, Instant until) {
    forget_facts_in_suggestions(transaction, employee, until);
    erase_each(transaction,
               "SELECT id FROM suggestion WHERE employee = ? AND family = 'signal' AND raised_at <= ?",
               {employee, until}, erase_suggestion);
    erase_each(transaction,
               "SELECT id FROM interview WHERE employee = ?1 AND recorded_at <= ?2 "
               "AND id NOT IN (SELECT interview FROM visit_request WHERE employee = ?1) "
               "AND id NOT IN (SELECT interview FROM invitation WHERE employee = ?1)",
               {employee, until}, erase_talk);
    transaction.execute("DELETE FROM signal WHERE employee = ? AND recorded_at <= ?", {employee, until});
    transaction.execute(
        "DELETE FROM absence WHERE employee = ? AND recorded_at <= ? AND ends_on IS NOT NULL "
        "AND ends_on - starts_on < 29",
        {employee, until});
}

HeldRows facts_about(const Reader& reader, EmployeeId employee) {
    HeldRows rows;
    rows.signals = count(reader, "SELECT count(*) FROM signal WHERE employee = ?", employee);
    rows.absences = count(reader,
                          "SELECT count(*) FROM absence WHERE employee = ? AND ends_on IS NOT NULL "
                          "AND ends_on - starts_on < 29",
                          employee);
    rows.suggestions =
        count(reader, "SELECT count(*) FROM suggestion WHERE employee = ? AND family = 'signal'", employee);
    rows.talks = count(reader,
                       "SELECT count(*) FROM interview WHERE employee = ?1 "
                       "AND id NOT IN (SELECT interview FROM visit_request WHERE employee = ?1) "
                       "AND id NOT IN (SELECT interview FROM invitation WHERE employee = ?1)",
                       employee);
    return rows;
}

std::optional<EmployerId> employer_of(const Reader& reader, EmployeeId employee) {
    return reader.one("SELECT employer FROM employee WHERE id = ?", {employee},
                      [](const Row& row) { return row.id<EmployerId>(0); });
}

}  // namespace prevenance::storage

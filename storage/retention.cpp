#include "storage/retention.h"

#include "storage/answered_requests.h"
#include "storage/erased_counts.h"

namespace prevenance::storage {
namespace {

using Keys = std::vector<Bytes>;

Keys keys_in(const Reader& reader, Sql sql, std::initializer_list<Value> values) {
    return reader.all(sql, values, [](const Row& row) { return row.blob(0); });
}

// Of a person: too old and no case is open, or the person left. Of a team: too old.
Keys due_signals(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT s.id FROM signal AS s LEFT JOIN employee AS e ON e.id = s.employee "
                   "WHERE e.left_on < ?3 OR (s.happened_on < ?1 AND NOT EXISTS "
                   "(SELECT 1 FROM case_step WHERE employee = s.employee AND on_day >= ?2))",
                   {limits.signals, limits.cases, limits.departures});
}

void erase_signal(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM signal WHERE id = ?", {key});
}

// One without a last day is still going on.
Keys due_absences(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT a.id FROM absence AS a JOIN employee AS e ON e.id = a.employee "
                   "WHERE e.left_on < ?2 OR a.ends_on < ?1",
                   {limits.absences, limits.departures});
}

void erase_absence(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM absence WHERE id = ?", {key});
}

Keys due_imports(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader, "SELECT id FROM absence_import WHERE uploaded_at < ?", {Instant{limits.absences}});
}

void erase_import(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE absence SET import = NULL WHERE import = ?", {key});
    transaction.execute("DELETE FROM absence_change WHERE import = ?", {key});
    transaction.execute("DELETE FROM absence_import WHERE id = ?", {key});
}

Keys due_suggestions(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT s.id FROM suggestion AS s LEFT JOIN employee AS e ON e.id = s.employee "
                   "WHERE s.family = 'signal' AND (e.left_on < ?3 OR (s.as_of < ?1 AND NOT EXISTS "
                   "(SELECT 1 FROM case_step WHERE employee = s.employee AND on_day >= ?2)))",
                   {limits.signals, limits.cases, limits.departures});
}

Keys due_deadlines(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT s.id FROM suggestion AS s JOIN employee AS e ON e.id = s.employee "
                   "WHERE s.family = 'legal' AND e.left_on < ?",
                   {limits.legal});
}

void erase_suggestion(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE interview SET suggestion = NULL WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion_evidence WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion_fact WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion_value WHERE suggestion = ?", {key});
    transaction.execute("DELETE FROM suggestion WHERE id = ?", {key});
}

// By its own date, whatever was answered; and never while its code may still be needed to withdraw.
Keys due_invitations(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT i.id FROM invitation AS i JOIN employee AS e ON e.id = i.employee "
                   "WHERE i.handed_over_on < ?1 AND (e.left_on < ?3 OR NOT EXISTS "
                   "(SELECT 1 FROM case_step WHERE employee = i.employee AND on_day >= ?2))",
                   {limits.invitations, limits.cases, limits.departures});
}

void erase_invitation(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE receipt SET invitation = NULL WHERE invitation = ?", {key});
    transaction.execute("DELETE FROM invitation_content WHERE invitation = ?", {key});
    transaction.execute("DELETE FROM invitation WHERE id = ?", {key});
}

Keys due_visit_requests(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT v.id FROM visit_request AS v WHERE NOT EXISTS "
                   "(SELECT 1 FROM case_step WHERE employee = v.employee AND on_day >= ?)",
                   {limits.cases});
}

void erase_visit_request(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM visit_request WHERE id = ?", {key});
}

Keys due_measures(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT m.id FROM measures AS m WHERE NOT EXISTS "
                   "(SELECT 1 FROM case_step WHERE employee = m.employee AND on_day >= ?)",
                   {limits.cases});
}

void erase_measures(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM measure WHERE measures = ?", {key});
    transaction.execute("DELETE FROM measures WHERE id = ?", {key});
}

// A talk that a visit request or an invitation rests on goes after them.
Keys due_talks(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT t.id FROM interview AS t JOIN employee AS e ON e.id = t.employee "
                   "WHERE NOT EXISTS (SELECT 1 FROM visit_request WHERE interview = t.id) "
                   "AND NOT EXISTS (SELECT 1 FROM invitation WHERE interview = t.id) "
                   "AND (e.left_on < ?3 OR (t.wish = 'no_follow_up' AND t.held_on < ?1) "
                   "OR (t.wish <> 'no_follow_up' AND NOT EXISTS "
                   "(SELECT 1 FROM case_step WHERE employee = t.employee AND on_day >= ?2)))",
                   {limits.talks, limits.cases, limits.departures});
}

void erase_talk(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM interview_topic WHERE interview = ?", {key});
    transaction.execute("DELETE FROM interview WHERE id = ?", {key});
}

Keys due_legal_stops(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(
        reader,
        "SELECT l.id FROM legal_stop AS l JOIN employee AS e ON e.id = l.employee WHERE e.left_on < ?",
        {limits.legal});
}

void erase_legal_stop(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM legal_stop WHERE id = ?", {key});
}

Keys due_milestones(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(
        reader, "SELECT m.id FROM milestone AS m JOIN employee AS e ON e.id = m.employee WHERE e.left_on < ?",
        {limits.legal});
}

void erase_milestone(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM milestone WHERE id = ?", {key});
}

Keys due_alerts(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT a.id FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt "
                   "LEFT JOIN alert_follow_up AS f ON f.alert = a.id "
                   "WHERE coalesce(r.withdrawn_at, a.cancelled_at) < ?2 OR "
                   "(max(a.sealed_at, coalesce(a.delivered_at, 0), coalesce(f.confirmed_at, 0), "
                   "coalesce(f.closed_at, 0)) < ?1 "
                   "AND max(coalesce(f.visit_on, 0), coalesce(f.visited_on, 0)) * 86400 < ?1)",
                   {Instant{limits.alerts}, Instant{limits.withdrawn_alerts}});
}

void erase_alert(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM outbox WHERE alert = ?", {key});
    transaction.execute("UPDATE measures SET alert = NULL WHERE alert = ?", {key});
    transaction.execute("DELETE FROM alert_follow_up WHERE alert = ?", {key});
    transaction.execute("DELETE FROM sealed_alert WHERE id = ?", {key});
}

Keys due_receipts(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT id FROM receipt AS r WHERE expires_on < ? "
                   "AND NOT EXISTS (SELECT 1 FROM sealed_alert WHERE receipt = r.id)",
                   {limits.receipts});
}

void erase_receipt(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM receipt WHERE id = ?", {key});
}

// Nothing is left about the person but the row itself.
Keys due_people(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT e.id FROM employee AS e WHERE e.left_on < ? "
                   "AND NOT EXISTS (SELECT 1 FROM signal WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM absence WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM legal_stop WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM milestone WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM suggestion WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM interview WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM visit_request WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM invitation WHERE employee = e.id) "
                   "AND NOT EXISTS (SELECT 1 FROM measures WHERE employee = e.id)",
                   {limits.departed});
}

void erase_person(Transaction& transaction, ByteView key) {
    transaction.execute("INSERT INTO key_to_destroy(id) VALUES (?) ON CONFLICT DO NOTHING", {key});
    transaction.execute("DELETE FROM employee WHERE id = ?", {key});
}

// What other rows say was done "by" stays true; who it was, nobody can tell any more.
Keys due_accounts(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader, "SELECT id FROM account WHERE disabled_at < ? AND length(sealed_profile) > 0",
                   {Instant{limits.closed_accounts}});
}

void erase_account(Transaction& transaction, ByteView key) {
    transaction.execute("INSERT INTO key_to_destroy(id) VALUES (?) ON CONFLICT DO NOTHING", {key});
    transaction.execute("DELETE FROM session WHERE account = ?", {key});
    transaction.execute("DELETE FROM api_key WHERE account = ?", {key});
    transaction.execute(
        "UPDATE account SET login_index = id, sealed_profile = x'', password = x'', sealed_totp = NULL, "
        "member_keys = NULL WHERE id = ?",
        {key});
}

Keys due_messages(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader,
                   "SELECT id FROM outbox WHERE max(coalesce(delivered_at, 0), coalesce(cancelled_at, 0), "
                   "coalesce(gave_up_at, 0)) BETWEEN 1 AND ? - 1",
                   {limits.sent_messages});
}

void erase_message(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM outbox WHERE id = ?", {key});
}

Keys due_checkpoint_mails(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(
        reader,
        "SELECT id FROM checkpoint_mail WHERE max(coalesce(delivered_at, 0), coalesce(gave_up_at, 0)) "
        "BETWEEN 1 AND ? - 1",
        {limits.sent_messages});
}

void erase_checkpoint_mail(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM checkpoint_mail WHERE id = ?", {key});
}

Keys due_captured_mails(const Reader& reader, const RetentionLimits& limits) {
    return keys_in(reader, "SELECT id FROM captured_mail WHERE captured_at < ?", {limits.sent_messages});
}

void erase_captured_mail(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM captured_mail WHERE id = ?", {key});
}

}  // namespace

const std::vector<RetentionKind>& retention_kinds() {
    static const std::vector<RetentionKind> kinds{
        {"signals", false, due_signals, erase_signal},
        {"absences", false, due_absences, erase_absence},
        {"imports", false, due_imports, erase_import},
        {"suggestions", false, due_suggestions, erase_suggestion},
        {"invitations", false, due_invitations, erase_invitation},
        {"visit_requests", false, due_visit_requests, erase_visit_request},
        {"measures", false, due_measures, erase_measures},
        {"talks", false, due_talks, erase_talk},
        {"legal_stops", false, due_legal_stops, erase_legal_stop},
        {"milestones", false, due_milestones, erase_milestone},
        {"deadlines", false, due_deadlines, erase_suggestion},
        {"alerts", true, due_alerts, erase_alert},
        {"receipts", true, due_receipts, erase_receipt},
        {"messages", true, due_messages, erase_message},
        {"people", false, due_people, erase_person},
        {"accounts", false, due_accounts, erase_account},
        {"checkpoint_mails", false, due_checkpoint_mails, erase_checkpoint_mail},
        {"captured_mails", false, due_captured_mails, erase_captured_mail},
    };
    return kinds;
}

void add_to_night(Transaction& transaction, Date night, std::string_view kind, std::int64_t erased,
                  std::int64_t held_back) {
    transaction.execute(
        "INSERT INTO retention_night(night, kind, erased, held_back) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT(night, kind) DO UPDATE SET erased = erased + ?3, held_back = ?4",
        {night, kind, erased, held_back});
}

std::vector<NightOfRetention> nights_of_retention(const Reader& reader, int most) {
    std::vector<NightOfRetention> nights;
    reader.each(
        "SELECT night, kind, erased, held_back FROM retention_night WHERE night IN "
        "(SELECT DISTINCT night FROM retention_night ORDER BY night DESC LIMIT ?) ORDER BY night DESC, kind",
        {most}, [&](const Row& row) {
            if (nights.empty() || nights.back().night != row.date(0)) nights.push_back({row.date(0), {}, {}});
            nights.back().erased[row.text(1)] = row.integer(2);
            nights.back().held_back[row.text(1)] = row.integer(3);
        });
    return nights;
}

void forget_passing_rows(Transaction& transaction, const RetentionLimits& limits) {
    constexpr Days attempts_kept{1};
    constexpr Days sessions_kept{2};  // the longest session lasts ten hours
    constexpr Days reports_kept{731};
    transaction.execute("DELETE FROM throttle WHERE window_started_at < ? AND next_attempt_at < ?",
                        {limits.now - attempts_kept, limits.now});
    transaction.execute("DELETE FROM session WHERE signed_in_at < ?", {limits.now - sessions_kept});
    // The year's figures come out the night after it ends: a year and a quarter is enough.
    forget_counts_before(transaction, add_months(std::chrono::floor<Days>(limits.now), Months{-15}));
    forget_answers_before(transaction, limits.repeated_requests);
    transaction.execute("DELETE FROM retention_night WHERE night < ?",
                        {std::chrono::floor<Days>(limits.now) - reports_kept});
    transaction.mark_housekeeping();
}

std::vector<KeyId> keys_to_destroy(const Reader& reader) {
    return reader.all("SELECT id FROM key_to_destroy", {}, [](const Row& row) { return row.id<KeyId>(0); });
}

void forget_key_to_destroy(Transaction& transaction, KeyId id) {
    transaction.execute("DELETE FROM key_to_destroy WHERE id = ?", {id});
}

}  // namespace prevenance::storage

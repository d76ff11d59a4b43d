#include "storage/retention.h"

#include "storage/answered_requests.h"
#include "storage/erased_counts.h"
#include "storage/erasure.h"

namespace prevenance::storage {
namespace {

using Due = std::vector<DueRow>;

// The first column is the key, the second is `why` of the view spared_person; missing: nobody is spared.
Spared spared_in(const Row& row, std::int64_t least) {
    constexpr std::int64_t frozen = 3;
    const auto why = row.integer(1);
    if (why < least) return Spared::no;
    return why == frozen ? Spared::frozen : Spared::request_waits;
}

Due due_in(const Reader& reader, Sql sql, std::initializer_list<Value> values) {
    constexpr std::int64_t rows_are_needed = 2;
    return reader.all(sql, values, [](const Row& row) {
        return DueRow{row.blob(0), spared_in(row, rows_are_needed)};
    });
}

// Of a person: too old and no case is open, or the person left. Of a team: too old.
Due due_signals(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT s.id, coalesce(p.why, 0) FROM signal AS s LEFT JOIN employee AS e ON e.id = s.employee "
        "LEFT JOIN spared_person AS p ON p.employee = s.employee "
        "WHERE e.left_on < ?3 OR (s.happened_on < ?1 AND NOT EXISTS "
        "(SELECT 1 FROM case_step WHERE employee = s.employee AND on_day >= ?2))",
        {limits.signals, limits.cases, limits.departures});
}

void erase_signal(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM signal WHERE id = ?", {key});
}

// One without a last day is still going on.
Due due_absences(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT a.id, coalesce(p.why, 0) FROM absence AS a JOIN employee AS e ON e.id = a.employee "
                  "LEFT JOIN spared_person AS p ON p.employee = a.employee "
                  "WHERE e.left_on < ?2 OR a.ends_on < ?1",
                  {limits.absences, limits.departures});
}

void erase_absence(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM absence WHERE id = ?", {key});
}

// An import says where an absence is from, and what it was before.
Due due_imports(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT i.id, (SELECT coalesce(max(p.why), 0) FROM absence AS a "
                  "JOIN spared_person AS p ON p.employee = a.employee WHERE a.import = i.id OR EXISTS "
                  "(SELECT 1 FROM absence_change WHERE import = i.id AND absence = a.id)) "
                  "FROM absence_import AS i WHERE i.uploaded_at < ?",
                  {Instant{limits.absences}});
}

void erase_import(Transaction& transaction, ByteView key) {
    transaction.execute("UPDATE absence SET import = NULL WHERE import = ?", {key});
    transaction.execute("DELETE FROM absence_change WHERE import = ?", {key});
    transaction.execute("DELETE FROM absence_import WHERE id = ?", {key});
}

Due due_suggestions(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT s.id, coalesce(p.why, 0) FROM suggestion AS s LEFT JOIN employee AS e ON e.id = s.employee "
        "LEFT JOIN spared_person AS p ON p.employee = s.employee "
        "WHERE s.family = 'signal' AND (e.left_on < ?3 OR (s.as_of < ?1 AND NOT EXISTS "
        "(SELECT 1 FROM case_step WHERE employee = s.employee AND on_day >= ?2)))",
        {limits.signals, limits.cases, limits.departures});
}

Due due_deadlines(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT s.id, coalesce(p.why, 0) FROM suggestion AS s JOIN employee AS e ON e.id = s.employee "
        "LEFT JOIN spared_person AS p ON p.employee = s.employee "
        "WHERE s.family = 'legal' AND e.left_on < ?",
        {limits.legal});
}

// By its own date, whatever was answered; and never while its code may still be needed to withdraw.
Due due_invitations(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT i.id, coalesce(p.why, 0) FROM invitation AS i JOIN employee AS e ON e.id = i.employee "
        "LEFT JOIN spared_person AS p ON p.employee = i.employee "
        "WHERE i.handed_over_on < ?1 AND (e.left_on < ?3 OR NOT EXISTS "
        "(SELECT 1 FROM case_step WHERE employee = i.employee AND on_day >= ?2))",
        {limits.invitations, limits.cases, limits.departures});
}

Due due_visit_requests(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT v.id, coalesce(p.why, 0) FROM visit_request AS v "
                  "LEFT JOIN spared_person AS p ON p.employee = v.employee WHERE NOT EXISTS "
                  "(SELECT 1 FROM case_step WHERE employee = v.employee AND on_day >= ?)",
                  {limits.cases});
}

void erase_visit_request(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM visit_request WHERE id = ?", {key});
}

Due due_measures(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT m.id, coalesce(p.why, 0) FROM measures AS m "
                  "LEFT JOIN spared_person AS p ON p.employee = m.employee WHERE NOT EXISTS "
                  "(SELECT 1 FROM case_step WHERE employee = m.employee AND on_day >= ?)",
                  {limits.cases});
}

Due due_plans(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT a.id, coalesce(p.why, 0) FROM action_plan AS a "
                  "LEFT JOIN spared_person AS p ON p.employee = a.employee WHERE NOT EXISTS "
                  "(SELECT 1 FROM case_step WHERE employee = a.employee AND on_day >= ?)",
                  {limits.cases});
}

// A talk that a visit request or an invitation rests on goes after them.
Due due_talks(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT t.id, coalesce(p.why, 0) FROM interview AS t JOIN employee AS e ON e.id = t.employee "
        "LEFT JOIN spared_person AS p ON p.employee = t.employee "
        "WHERE NOT EXISTS (SELECT 1 FROM visit_request WHERE interview = t.id) "
        "AND NOT EXISTS (SELECT 1 FROM invitation WHERE interview = t.id) "
        "AND (e.left_on < ?3 OR (t.wish = 'no_follow_up' AND t.held_on < ?1) "
        "OR (t.wish <> 'no_follow_up' AND NOT EXISTS "
        "(SELECT 1 FROM case_step WHERE employee = t.employee AND on_day >= ?2)))",
        {limits.talks, limits.cases, limits.departures});
}

Due due_legal_stops(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT l.id, coalesce(p.why, 0) FROM legal_stop AS l JOIN employee AS e ON e.id = l.employee "
        "LEFT JOIN spared_person AS p ON p.employee = l.employee WHERE e.left_on < ?",
        {limits.legal});
}

void erase_legal_stop(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM legal_stop WHERE id = ?", {key});
}

Due due_milestones(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT m.id, coalesce(p.why, 0) FROM milestone AS m JOIN employee AS e ON e.id = m.employee "
        "LEFT JOIN spared_person AS p ON p.employee = m.employee WHERE e.left_on < ?",
        {limits.legal});
}

void erase_milestone(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM milestone WHERE id = ?", {key});
}

Due due_alerts(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT a.id, 0 FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt "
                  "LEFT JOIN alert_follow_up AS f ON f.alert = a.id "
                  "WHERE coalesce(r.withdrawn_at, a.cancelled_at) < ?2 OR "
                  "(max(a.sealed_at, coalesce(a.delivered_at, 0), coalesce(f.confirmed_at, 0), "
                  "coalesce(f.closed_at, 0)) < ?1 "
                  "AND max(coalesce(f.visit_on, 0), coalesce(f.visited_on, 0)) * 86400 < ?1 "
                  "AND NOT EXISTS (SELECT 1 FROM case_note_day WHERE alert = a.id AND on_day * 86400 >= ?1) "
                  "AND NOT EXISTS (SELECT 1 FROM service_case WHERE alert = a.id AND left_on >= ?3))",
                  {Instant{limits.alerts}, Instant{limits.withdrawn_alerts}, limits.accompaniments});
}

void erase_alert(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM outbox WHERE alert = ?", {key});
    transaction.execute("UPDATE measures SET alert = NULL WHERE alert = ?", {key});
    transaction.execute("DELETE FROM alert_follow_up WHERE alert = ?", {key});
    transaction.execute("DELETE FROM sealed_alert WHERE id = ?", {key});
}

Due due_receipts(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT id, 0 FROM receipt AS r WHERE expires_on < ? "
                  "AND NOT EXISTS (SELECT 1 FROM sealed_alert WHERE receipt = r.id)",
                  {limits.receipts});
}

void erase_receipt(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM receipt WHERE id = ?", {key});
}

// A remark goes after the fact beside which it stands.
Due due_rights_requests(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT r.id, coalesce(p.why, 0) FROM rights_request AS r "
                  "LEFT JOIN spared_person AS p ON p.employee = r.employee "
                  "WHERE r.answered_at < ? AND (r.kind <> 'remark' OR r.about_fact IS NULL OR NOT EXISTS "
                  "(SELECT 1 FROM signal WHERE id = r.about_fact "
                  "UNION ALL SELECT 1 FROM absence WHERE id = r.about_fact "
                  "UNION ALL SELECT 1 FROM legal_stop WHERE id = r.about_fact "
                  "UNION ALL SELECT 1 FROM milestone WHERE id = r.about_fact))",
                  {Instant{limits.rights_requests}});
}

void erase_rights_request(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM rights_request WHERE id = ?", {key});
}

// Nothing is left about the person but the row itself, and what goes with it: a choice, answered requests,
// whose words are under the person's key. Without the file nobody could answer a request.
Due due_people(const Reader& reader, const RetentionLimits& limits) {
    constexpr std::int64_t file_is_needed = 1;
    return reader.all(
        "SELECT e.id, coalesce(p.why, 0) FROM employee AS e LEFT JOIN spared_person AS p ON p.employee = "
        "e.id "
        "WHERE e.left_on < ? "
        "AND NOT EXISTS (SELECT 1 FROM signal WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM absence WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM legal_stop WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM milestone WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM suggestion WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM interview WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM visit_request WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM invitation WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM measures WHERE employee = e.id) "
        "AND NOT EXISTS (SELECT 1 FROM action_plan WHERE employee = e.id)",
        {limits.departed}, [](const Row& row) {
            return DueRow{row.blob(0), spared_in(row, file_is_needed)};
        });
}

void erase_person(Transaction& transaction, ByteView key) {
    const auto person = transaction.one("SELECT id FROM employee WHERE id = ?", {key},
                                        [](const Row& row) { return row.id<EmployeeId>(0); });
    if (!person) return;
    transaction.execute("INSERT INTO key_to_destroy(id) VALUES (?) ON CONFLICT DO NOTHING", {key});
    purge_rows(transaction, *person);
}

// What other rows say was done "by" stays true; who it was, nobody can tell any more.
Due due_accounts(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader, "SELECT id, 0 FROM account WHERE disabled_at < ? AND length(sealed_profile) > 0",
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

Due due_messages(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader,
                  "SELECT id, 0 FROM outbox WHERE max(coalesce(delivered_at, 0), coalesce(cancelled_at, 0), "
                  "coalesce(gave_up_at, 0)) BETWEEN 1 AND ? - 1",
                  {limits.sent_messages});
}

void erase_message(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM outbox WHERE id = ?", {key});
}

Due due_checkpoint_mails(const Reader& reader, const RetentionLimits& limits) {
    return due_in(
        reader,
        "SELECT id, 0 FROM checkpoint_mail WHERE max(coalesce(delivered_at, 0), coalesce(gave_up_at, 0)) "
        "BETWEEN 1 AND ? - 1",
        {limits.sent_messages});
}

void erase_checkpoint_mail(Transaction& transaction, ByteView key) {
    transaction.execute("DELETE FROM checkpoint_mail WHERE id = ?", {key});
}

Due due_captured_mails(const Reader& reader, const RetentionLimits& limits) {
    return due_in(reader, "SELECT id, 0 FROM captured_mail WHERE captured_at < ?", {limits.sent_messages});
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
        {"plans", false, due_plans, erase_plan},
        {"measures", false, due_measures, erase_measures},
        {"talks", false, due_talks, erase_talk},
        {"legal_stops", false, due_legal_stops, erase_legal_stop},
        {"milestones", false, due_milestones, erase_milestone},
        {"deadlines", false, due_deadlines, erase_suggestion},
        {"rights_requests", false, due_rights_requests, erase_rights_request},
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

Spared spared(const Reader& reader, EmployeeId employee) {
    constexpr std::int64_t rows_are_needed = 2;
    return reader
        .one("SELECT employee, why FROM spared_person WHERE employee = ?", {employee},
             [](const Row& row) { return spared_in(row, rows_are_needed); })
        .value_or(Spared::no);
}

std::optional<Date> last_case_step(const Reader& reader, EmployeeId employee) {
    return reader.one("SELECT on_day FROM case_step WHERE employee = ? ORDER BY on_day DESC LIMIT 1",
                      {employee}, [](const Row& row) { return row.date(0); });
}

RestsOnTalk what_rests_on(const Reader& reader, InterviewId talk) {
    return {reader.number("SELECT count(*) FROM visit_request WHERE interview = ?", {talk}) > 0,
            reader.one("SELECT handed_over_on FROM invitation WHERE interview = ? "
                       "ORDER BY handed_over_on DESC LIMIT 1",
                       {talk}, [](const Row& row) { return row.date(0); })};
}

std::vector<KeyId> keys_to_destroy(const Reader& reader) {
    return reader.all("SELECT id FROM key_to_destroy", {}, [](const Row& row) { return row.id<KeyId>(0); });
}

void forget_key_to_destroy(Transaction& transaction, KeyId id) {
    transaction.execute("DELETE FROM key_to_destroy WHERE id = ?", {id});
}

}  // namespace prevenance::storage

#include "storage/service_cases.h"

#include "domain/procedure.h"

#include <map>

namespace prevenance::storage {
namespace {

CaseLine line_in(const Row& row) {
    CaseLine line;
    line.alert = row.id<AlertId>(0);
    line.receipt = row.id<ReceiptId>(1);
    line.delivered_at = row.instant(2);
    line.expired = row.integer(3) != 0;
    line.first_read_at = row.optional_instant(4);
    line.confirmed_at = row.optional_instant(5);
    line.visit_kind = row.optional_text(6);
    line.visit_on = row.optional_date(7);
    line.dates.visited_on = row.optional_date(8);
    line.closed_at = row.optional_instant(9);
    line.dates.is_own_request = row.integer(10) != 0;
    line.dates.entered_on = row.optional_date(11);
    line.dates.declined_on = row.optional_date(12);
    line.dates.left_on = row.optional_date(13);
    if (const auto exit = row.optional_text(14)) line.dates.exit = value_in(exit_kind_names, *exit);
    if (const auto outcome = row.optional_text(15))
        line.dates.outcome = value_in(case_outcome_names, *outcome);
    line.measures_sent_at = row.optional_instant(16);
    line.dates.received_on = in_paris(line.delivered_at).date;
    if (line.confirmed_at) line.dates.voice_on = in_paris(*line.confirmed_at).date;
    return line;
}

CaseFollowUp follow_up_in(const Row& row) {
    CaseFollowUp follow_up;
    follow_up.dates = {static_cast<int>(row.integer(1)), row.date(2), row.optional_date(3)};
    if (!row.is_null(4)) follow_up.still_in_work = row.integer(4) != 0;
    follow_up.post = row.optional_text(5);
    if (!row.is_null(6)) follow_up.help_wished = row.integer(6) != 0;
    follow_up.by_the_person = row.integer(7) != 0;
    return follow_up;
}

std::optional<std::string> code_of(const std::optional<CaseOutcome>& outcome) {
    if (!outcome) return std::nullopt;
    return std::string{name_in(case_outcome_names, *outcome)};
}

}  // namespace

CaseDiary CaseLine::diary() const {
    CaseDiary diary{dates, std::nullopt, follow_ups, closed_at.has_value()};
    if (!dates.visited_on) diary.visit_on = visit_on;
    return diary;
}

std::optional<CaseRecord> ServiceCases::find(AlertId alert) const {
    auto line = reader_.one(
        "SELECT alert, receipt, delivered_at, expired, first_read_at, confirmed_at, visit_kind, visit_on, "
        "visited_on, "
        "closed_at, is_own_request, entered_on, declined_on, left_on, exit_kind, outcome, measures_sent_at "
        "FROM case_line WHERE alert = ? AND oh_service = ?",
        {alert, scope_.oh_service()}, line_in);
    if (!line) return std::nullopt;
    CaseRecord record;
    record.visits = reader_.all(
        "SELECT kind, planned_on, result, result_on FROM case_visit WHERE alert = ? ORDER BY position",
        {alert}, [](const Row& row) {
            return CaseVisit{row.text(0), row.date(1), row.text(2), row.date(3)};
        });
    record.documents =
        reader_.all("SELECT kind, issued_on FROM case_document WHERE alert = ? ORDER BY issued_on, kind",
                    {alert}, [](const Row& row) {
                        return CaseDocument{row.text(0), row.date(1)};
                    });
    record.contacts = reader_.all(
        "SELECT with_whom, held_on, partner_kind, agreed_on FROM case_contact WHERE alert = ? ORDER BY "
        "held_on, position",
        {alert}, [](const Row& row) {
            return CaseContact{row.text(0), row.date(1), row.optional_text(2), row.optional_date(3)};
        });
    record.follow_ups = reader_.all(
        "SELECT alert, months, asked_on, answered_on, still_in_work, post, help_wished, by_the_person "
        "FROM case_follow_up WHERE alert = ? ORDER BY months",
        {alert}, follow_up_in);
    for (const auto& follow_up : record.follow_ups) line->follow_ups.push_back(follow_up.dates);
    record.line = std::move(*line);
    return record;
}

std::vector<CaseLine> ServiceCases::all() const {
    auto lines = reader_.all(
        "SELECT alert, receipt, delivered_at, expired, first_read_at, confirmed_at, visit_kind, visit_on, "
        "visited_on, "
        "closed_at, is_own_request, entered_on, declined_on, left_on, exit_kind, outcome, measures_sent_at "
        "FROM case_line WHERE oh_service = ? ORDER BY delivered_at, alert",
        {scope_.oh_service()}, line_in);
    std::map<AlertId, std::vector<FollowUp>> follow_ups;
    reader_.each(
        "SELECT u.alert, u.months, u.asked_on, u.answered_on, u.still_in_work, u.post, u.help_wished, "
        "u.by_the_person FROM case_follow_up AS u JOIN sealed_alert AS a ON a.id = u.alert WHERE "
        "a.oh_service = ? "
        "ORDER BY u.alert, u.months",
        {scope_.oh_service()},
        [&](const Row& row) { follow_ups[row.id<AlertId>(0)].push_back(follow_up_in(row).dates); });
    for (auto& line : lines)
        if (const auto found = follow_ups.find(line.alert); found != follow_ups.end())
            line.follow_ups = found->second;
    return lines;
}

std::map<std::string, int> ServiceCases::partner_contacts() const {
    std::map<std::string, int> contacts;
    reader_.each(
        "SELECT c.partner_kind, count(*) FROM case_contact AS c JOIN case_that_stands AS s ON s.alert = "
        "c.alert "
        "WHERE s.oh_service = ? AND c.partner_kind IS NOT NULL GROUP BY c.partner_kind",
        {scope_.oh_service()},
        [&](const Row& row) { contacts[row.text(0)] = static_cast<int>(row.integer(1)); });
    return contacts;
}

bool ServiceCases::left_the_employer(AlertId alert, Date today) const {
    return reader_.number(
               "SELECT count(*) FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt "
               "JOIN invitation AS i ON i.id = r.invitation JOIN employee AS e ON e.id = i.employee "
               "WHERE a.id = ? AND a.oh_service = ? AND length(r.lock) > 0 AND r.withdrawn_at IS NULL "
               "AND e.left_on < ?",
               {alert, scope_.oh_service(), today}) > 0;
}

void ServiceCases::enter(Transaction& transaction, AlertId alert, Date on) const {
    transaction.execute("INSERT INTO service_case(alert, entered_on) VALUES (?, ?)", {alert, on});
}

void ServiceCases::decline(Transaction& transaction, AlertId alert, Date on,
                           std::optional<CaseOutcome> outcome) const {
    transaction.execute("INSERT INTO service_case(alert, declined_on, outcome) VALUES (?, ?, ?)",
                        {alert, on, code_of(outcome)});
}

void ServiceCases::leave(Transaction& transaction, AlertId alert, Date on, ExitKind exit,
                         CaseOutcome outcome) const {
    transaction.execute(
        "UPDATE service_case SET left_on = ?, exit_kind = ?, outcome = ? WHERE alert = ? AND left_on IS NULL",
        {on, name_in(exit_kind_names, exit), code_of(outcome), alert});
}

void ServiceCases::note_visit(Transaction& transaction, AlertId alert, const CaseVisit& visit) const {
    transaction.execute(
        "INSERT INTO case_visit(alert, position, kind, planned_on, result, result_on) "
        "VALUES (?1, (SELECT count(*) FROM case_visit WHERE alert = ?1), ?2, ?3, ?4, ?5)",
        {alert, visit.kind, visit.planned_on, visit.result, visit.result_on});
    if (visit.result == "held")
        transaction.execute(
            "UPDATE alert_follow_up SET visited_on = ? WHERE alert = ? AND visit_on IS NOT NULL",
            {visit.result_on, alert});
    else
        transaction.execute(
            "UPDATE alert_follow_up SET visit_on = NULL, visit_kind = NULL WHERE alert = ? AND visited_on IS "
            "NULL",
            {alert});
}

void ServiceCases::add(Transaction& transaction, AlertId alert, const CaseDocument& document) const {
    transaction.execute(
        "INSERT INTO case_document(alert, kind, issued_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        {alert, document.kind, document.issued_on});
}

void ServiceCases::add(Transaction& transaction, AlertId alert, const CaseContact& contact) const {
    transaction.execute(
        "INSERT INTO case_contact(alert, position, with_whom, held_on, partner_kind, agreed_on) "
        "VALUES (?1, (SELECT count(*) FROM case_contact WHERE alert = ?1), ?2, ?3, ?4, ?5)",
        {alert, contact.with_whom, contact.held_on, contact.partner_kind, contact.agreed_on});
}

void ServiceCases::ask(Transaction& transaction, AlertId alert, int months, Date on) const {
    transaction.execute("INSERT INTO case_follow_up(alert, months, asked_on) VALUES (?, ?, ?)",
                        {alert, months, on});
}

bool ServiceCases::answer(Transaction& transaction, AlertId alert, const CaseFollowUp& answer) const {
    return transaction.execute(
               "UPDATE case_follow_up SET answered_on = ?, still_in_work = ?, post = ?, help_wished = ?, "
               "by_the_person = ? WHERE alert = ? AND months = ? AND answered_on IS NULL",
               {answer.dates.answered_on, answer.still_in_work.value_or(false) ? 1 : 0, answer.post,
                answer.help_wished.value_or(false) ? 1 : 0, answer.by_the_person ? 1 : 0, alert,
                answer.dates.months}) == 1;
}

std::optional<WaitingQuestion> waiting_question(const Reader& reader, ReceiptId receipt) {
    return reader.one(
        "SELECT s.alert, s.oh_service, u.months FROM case_follow_up AS u JOIN case_that_stands AS s ON "
        "s.alert = u.alert "
        "JOIN sealed_alert AS a ON a.id = u.alert WHERE a.receipt = ? AND u.answered_on IS NULL ORDER BY "
        "u.months "
        "LIMIT 1",
        {receipt}, [](const Row& row) {
            return WaitingQuestion{row.id<AlertId>(0), row.id<OhServiceId>(1),
                                   static_cast<int>(row.integer(2))};
        });
}

ActivityTargets ServiceCases::targets() const {
    return reader_
        .one(
            "SELECT referrals_per_year, files_per_year, kept_in_work_percent FROM service_target WHERE "
            "oh_service = ?",
            {scope_.oh_service()},
            [](const Row& row) {
                return ActivityTargets{static_cast<int>(row.integer(0)), static_cast<int>(row.integer(1)),
                                       static_cast<int>(row.integer(2))};
            })
        .value_or(ActivityTargets{});
}

void ServiceCases::set_targets(Transaction& transaction, const ActivityTargets& targets) const {
    transaction.execute(
        "INSERT INTO service_target(oh_service, referrals_per_year, files_per_year, kept_in_work_percent) "
        "VALUES (?1, ?2, ?3, ?4) ON CONFLICT(oh_service) DO UPDATE SET referrals_per_year = ?2, "
        "files_per_year = ?3, kept_in_work_percent = ?4",
        {scope_.oh_service(), targets.referrals_per_year, targets.files_per_year,
         targets.kept_in_work_percent});
}

}  // namespace prevenance::storage

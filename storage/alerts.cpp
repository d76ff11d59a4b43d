#include "storage/alerts.h"

namespace prevenance::storage {
namespace {

AlertRecord alert_in(const Row& row) {
    return {row.id<AlertId>(0),       row.id<ReceiptId>(1),    row.blob(2),
            row.instant(3),           row.optional_instant(4), row.optional_text(5),
            row.optional_instant(6),  row.optional_instant(7), row.optional_instant(8),
            row.optional_text(9),     row.optional_date(10),   row.optional_date(11),
            row.optional_instant(12)};
}

}  // namespace

void add_alert(Transaction& transaction, const SealedAlert& alert, ReceiptId receipt, Instant now) {
    transaction.execute("INSERT INTO sealed_alert(id, receipt, oh_service, envelope, sealed_at) VALUES (?, ?, ?, ?, ?)",
                        {alert.header().alert, receipt, alert.header().oh_service, alert.envelope(), now});
    transaction.execute("INSERT INTO alert_follow_up(alert) VALUES (?)", {alert.header().alert});
}

std::optional<AlertOnItsWay> find_alert_on_its_way(const Reader& reader, AlertId id) {
    return reader.one("SELECT oh_service, receipt, envelope FROM sealed_alert WHERE id = ? AND delivered_at IS NULL",
                      {id}, [](const Row& row) {
                          return AlertOnItsWay{row.id<OhServiceId>(0), row.id<ReceiptId>(1), row.blob(2)};
                      });
}

std::optional<AlertId> find_alert_of(const Reader& reader, ReceiptId receipt) {
    return reader.one("SELECT id FROM sealed_alert WHERE receipt = ?", {receipt},
                      [](const Row& row) { return row.id<AlertId>(0); });
}

std::optional<AlertRecord> Mailbox::find(AlertId id) const {
    return reader_.one(
        "SELECT a.id, a.receipt, a.envelope, a.sealed_at, a.delivered_at, a.quarantined_because, r.withdrawn_at, "
        "f.first_read_at, f.confirmed_at, f.visit_kind, f.visit_on, f.visited_on, f.closed_at "
        "FROM sealed_alert a JOIN receipt r ON r.id = a.receipt JOIN alert_follow_up f ON f.alert = a.id "
        "WHERE a.id = ? AND a.oh_service = ? AND a.delivered_at IS NOT NULL",
        {id, scope_.oh_service()}, alert_in);
}

std::vector<AlertRecord> Mailbox::delivered() const {
    return reader_.all(
        "SELECT a.id, a.receipt, a.envelope, a.sealed_at, a.delivered_at, a.quarantined_because, r.withdrawn_at, "
        "f.first_read_at, f.confirmed_at, f.visit_kind, f.visit_on, f.visited_on, f.closed_at "
        "FROM sealed_alert a JOIN receipt r ON r.id = a.receipt JOIN alert_follow_up f ON f.alert = a.id "
        "WHERE a.oh_service = ? AND a.delivered_at IS NOT NULL ORDER BY a.delivered_at DESC, a.id",
        {scope_.oh_service()}, alert_in);
}

std::optional<Mailbox::Origin> Mailbox::origin_of(AlertId id) const {
    return reader_.one(
        "SELECT i.employer, i.employee FROM sealed_alert a JOIN receipt r ON r.id = a.receipt "
        "JOIN invitation i ON i.id = r.invitation WHERE a.id = ? AND a.oh_service = ?",
        {id, scope_.oh_service()},
        [](const Row& row) { return Origin{row.id<EmployerId>(0), row.id<EmployeeId>(1)}; });
}

void Mailbox::mark_read(Transaction& transaction, AlertId id, AccountId by, Instant now) const {
    transaction.execute(
        "UPDATE alert_follow_up SET first_read_at = ?, first_read_by = ? WHERE alert = ? AND first_read_at IS NULL",
        {now, by, id});
}

bool Mailbox::confirm(Transaction& transaction, AlertId id, AccountId by, Instant now) const {
    return transaction.execute(
               "UPDATE alert_follow_up SET confirmed_at = ?, confirmed_by = ? WHERE alert = ? AND confirmed_at IS NULL",
               {now, by, id}) == 1;
}

bool Mailbox::plan_visit(Transaction& transaction, AlertId id, std::string_view kind, Date on) const {
    return transaction.execute(
               "UPDATE alert_follow_up SET visit_kind = ?, visit_on = ? WHERE alert = ? AND confirmed_at IS NOT NULL",
               {kind, on, id}) == 1;
}

bool Mailbox::record_visit(Transaction& transaction, AlertId id, Date on) const {
    return transaction.execute(
               "UPDATE alert_follow_up SET visited_on = ? WHERE alert = ? AND visit_on IS NOT NULL", {on, id}) == 1;
}

void Mailbox::close(Transaction& transaction, AlertId id, Instant now) const {
    transaction.execute("UPDATE alert_follow_up SET closed_at = ? WHERE alert = ? AND closed_at IS NULL", {now, id});
}

void Mailbox::quarantine(Transaction& transaction, AlertId id, std::string_view because) const {
    transaction.execute("UPDATE sealed_alert SET quarantined_because = ? WHERE id = ? AND oh_service = ?",
                        {because, id, scope_.oh_service()});
}

int set_expired_aside(Transaction& transaction, Date today) {
    return transaction.execute(
        "UPDATE sealed_alert SET quarantined_because = 'receipt_expired' WHERE quarantined_because IS NULL "
        "AND receipt IN (SELECT id FROM receipt WHERE expires_on < ?)",
        {today});
}

bool deliver_alert(Transaction& transaction, AlertId id, Instant now) {
    const bool stands = transaction.number(
                            "SELECT count(*) FROM sealed_alert a JOIN receipt r ON r.id = a.receipt "
                            "WHERE a.id = ? AND r.withdrawn_at IS NULL AND a.cancelled_at IS NULL",
                            {id}) == 1;
    if (!stands) {
        transaction.execute("UPDATE sealed_alert SET cancelled_at = ? WHERE id = ? AND delivered_at IS NULL", {now, id});
        return false;
    }
    return transaction.execute("UPDATE sealed_alert SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL",
                               {now, id}) == 1;
}

}  // namespace prevenance::storage

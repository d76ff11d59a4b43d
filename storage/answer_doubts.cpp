#include "storage/answer_doubts.h"

namespace prevenance::storage {
namespace {

constexpr std::chrono::hours networks_kept{24 * 30};
constexpr std::chrono::hours uses_kept{24};

}  // namespace

void add_doubt(Transaction& transaction, AlertId alert, std::string_view reason) {
    transaction.execute("INSERT INTO answer_doubt(alert, reason) VALUES (?, ?)", {alert, reason});
}

std::vector<std::string> doubts_about(const Reader& reader, AlertId alert) {
    return reader.all("SELECT reason FROM answer_doubt WHERE alert = ? ORDER BY reason", {alert},
                      [](const Row& row) { return row.text(0); });
}

void remember_network(Transaction& transaction, EmployerId employer, const Digest& network, Instant now) {
    transaction.execute(
        "INSERT INTO employer_network(employer, network, seen_at) VALUES (?, ?, ?) "
        "ON CONFLICT(employer, network) DO UPDATE SET seen_at = excluded.seen_at",
        {employer, network, now});
}

bool is_network_of(const Reader& reader, EmployerId employer, const Digest& network, Instant now) {
    return reader.number(
               "SELECT count(*) FROM employer_network WHERE employer = ? AND network = ? AND seen_at >= ?",
               {employer, network, now - networks_kept}) > 0;
}

void remember_code_use(Transaction& transaction, const Digest& device, const Digest& code, Instant now) {
    transaction.execute(
        "INSERT INTO code_device(device, code, used_at) VALUES (?, ?, ?) "
        "ON CONFLICT(device, code) DO UPDATE SET used_at = excluded.used_at",
        {device, code, now});
    transaction.mark_housekeeping();
}

std::int64_t other_codes_used(const Reader& reader, const Digest& device, const Digest& code, Instant now) {
    return reader.number("SELECT count(*) FROM code_device WHERE device = ? AND code <> ? AND used_at >= ?",
                         {device, code, now - uses_kept});
}

void forget_old_traces(Transaction& transaction, Instant now) {
    transaction.execute("DELETE FROM employer_network WHERE seen_at < ?", {now - networks_kept});
    transaction.execute("DELETE FROM code_device WHERE used_at < ?", {now - uses_kept});
    transaction.mark_housekeeping();
}

}  // namespace prevenance::storage

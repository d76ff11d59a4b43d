#include "storage/memberships.h"

namespace prevenance::storage {
namespace {

Stay stay_in(const Row& row) {
    return {row.id<EmployerId>(0), row.date(1), row.optional_date(2)};
}

EmployerId employer_in(const Row& row) {
    return row.id<EmployerId>(0);
}

bool is_noted(const Reader& reader, NetworkId network, Period period) {
    return reader.number("SELECT count(*) FROM counted_period WHERE network = ? AND starts_on = ? AND ends_on = ?",
                         {network, period.starts_on, period.ends_on}) > 0;
}

}  // namespace

std::vector<Stay> stays_in(const Reader& reader, NetworkId network) {
    return reader.all(
        "SELECT employer, first_day, last_day FROM membership WHERE network = ? ORDER BY first_day, employer",
        {network}, stay_in);
}

std::optional<Stay> latest_stay(const Reader& reader, NetworkId network, EmployerId employer) {
    return reader.one(
        "SELECT employer, first_day, last_day FROM membership WHERE network = ? AND employer = ? "
        "ORDER BY first_day DESC LIMIT 1",
        {network, employer}, stay_in);
}

std::vector<EmployerId> members_on(const Reader& reader, NetworkId network, Date day) {
    return members_throughout(reader, network, {day, day});
}

std::vector<EmployerId> members_throughout(const Reader& reader, NetworkId network, Period period) {
    return reader.all(
        "SELECT employer FROM membership WHERE network = ? AND first_day <= ? "
        "AND (last_day IS NULL OR last_day >= ?) ORDER BY employer",
        {network, period.starts_on, period.ends_on}, employer_in);
}

void join_network(Transaction& transaction, NetworkId network, EmployerId employer, Date first_day) {
    const auto gone_on =
        transaction.execute("UPDATE membership SET last_day = NULL WHERE network = ? AND employer = ? AND last_day = ?",
                            {network, employer, first_day - Days{1}});
    if (gone_on > 0) return;
    transaction.execute("INSERT INTO membership(network, employer, first_day) VALUES (?, ?, ?)",
                        {network, employer, first_day});
}

void leave_network(Transaction& transaction, NetworkId network, EmployerId employer, Date last_day) {
    transaction.execute(
        "UPDATE membership SET last_day = ?1 WHERE network = ?2 AND employer = ?3 AND first_day = "
        "(SELECT max(first_day) FROM membership WHERE network = ?2 AND employer = ?3)",
        {last_day, network, employer});
}

void note_counted_members(Transaction& transaction, NetworkId network, Period period,
                          const std::vector<CountedMember>& members) {
    transaction.execute(
        "INSERT INTO counted_period(network, starts_on, ends_on) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        {network, period.starts_on, period.ends_on});
    transaction.execute("DELETE FROM counted_member WHERE network = ? AND starts_on = ? AND ends_on = ?",
                        {network, period.starts_on, period.ends_on});
    for (const auto& member : members)
        transaction.execute(
            "INSERT INTO counted_member(network, starts_on, ends_on, employer, department) VALUES (?, ?, ?, ?, ?)",
            {network, period.starts_on, period.ends_on, member.employer, member.department});
}

std::vector<EmployerId> members_as_published(const Reader& reader, NetworkId network, Period period) {
    if (!is_noted(reader, network, period)) return members_throughout(reader, network, period);
    return reader.all(
        "SELECT employer FROM counted_member WHERE network = ? AND starts_on = ? AND ends_on = ? ORDER BY employer",
        {network, period.starts_on, period.ends_on}, employer_in);
}

std::optional<std::string> department_as_counted(const Reader& reader, EmployerId employer, Period year) {
    return reader.one(
        "SELECT department FROM counted_member WHERE employer = ? AND starts_on >= ? AND ends_on <= ? "
        "ORDER BY ends_on DESC, starts_on DESC LIMIT 1",
        {employer, year.starts_on, year.ends_on}, [](const Row& row) { return row.text(0); });
}

}  // namespace prevenance::storage

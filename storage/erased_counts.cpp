#include "storage/erased_counts.h"

namespace prevenance::storage {
namespace {

struct Counted {
    EmployerId employer;
    EmployeeId person;
    Date day;
    std::string what;
};

Counted counted_in(const Row& row) {
    return {row.id<EmployerId>(0), row.id<EmployeeId>(1), row.date(2), row.text(3)};
}

std::optional<Counted> counted_row(const Reader& reader, std::string_view kind, ByteView key) {
    if (kind == "signals")
        return reader.one(
            "SELECT employer, employee, happened_on, type FROM signal "
            "WHERE id = ? AND employee IS NOT NULL",
            {key}, counted_in);
    if (kind == "suggestions")
        return reader.one(
            "SELECT employer, employee, as_of, 'suggestion' FROM suggestion "
            "WHERE id = ? AND employee IS NOT NULL",
            {key}, counted_in);
    if (kind == "talks")
        return reader.one("SELECT employer, employee, held_on, 'talk' FROM interview WHERE id = ?", {key},
                          counted_in);
    if (kind == "invitations")
        return reader.one(
            "SELECT employer, employee, handed_over_on, 'invitation' FROM invitation WHERE id = ?", {key},
            counted_in);
    return std::nullopt;
}

}  // namespace

Bytes counted_as(const KeyedHash& hash, Date day, EmployeeId person) {
    const auto year = static_cast<int>(std::chrono::year_month_day{day}.year());
    const auto digest = hash(CanonicalWriter{"prevenance counted person 1"}
                                 .number(static_cast<std::uint64_t>(year))
                                 .id(person)
                                 .take());
    return {digest.begin(), digest.end()};
}

void count_before_erasing(Transaction& transaction, const KeyedHash& hash, std::string_view kind,
                          ByteView key) {
    const auto row = counted_row(transaction, kind, key);
    if (!row) return;
    transaction.execute(
        "INSERT INTO erased_count(quarter, employer, what, subject) VALUES (?, ?, ?, ?) ON CONFLICT DO "
        "NOTHING",
        {first_of_quarter(row->day), row->employer, row->what, counted_as(hash, row->day, row->person)});
}

void add_erased(const Reader& reader, Date starts_on, Date ends_on,
                const std::set<std::string>& kinds, CountedPeople& people) {
    reader.each(
        "SELECT employer, what, subject FROM erased_count WHERE quarter BETWEEN ? AND ?",
        {starts_on, ends_on}, [&](const Row& row) {
            if (kinds.contains(row.text(1))) people[row.id<EmployerId>(0)].insert(row.blob(2));
        });
}

void forget_counts_before(Transaction& transaction, Date quarter) {
    transaction.execute("DELETE FROM erased_count WHERE quarter < ?", {quarter});
    transaction.execute("DELETE FROM counted_person WHERE year < ?",
                        {static_cast<int>(std::chrono::year_month_day{quarter}.year())});
}

}  // namespace prevenance::storage

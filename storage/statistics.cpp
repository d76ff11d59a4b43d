#include "storage/statistics.h"

namespace prevenance::storage {
namespace {

Publication publication_in(const Row& row) {
    return {row.id<PublicationId>(0),
            row.id<NetworkId>(1),
            row.text(2),
            row.date(3),
            row.date(4),
            row.instant(5),
            {}};
}

PublishedCell cell_in(const Row& row) {
    PublishedCell cell{row.text(0), row.text(1), std::nullopt, std::nullopt};
    if (row.is_null(2))
        cell.hidden_because = parse_hidden_reason(row.text(3));
    else
        cell.value = static_cast<int>(row.integer(2));
    return cell;
}

}  // namespace

std::vector<PublishedCell> Statistics::cells_of(PublicationId id) const {
    return reader_.all(
        "SELECT indicator, label, value, hidden_because FROM cell WHERE publication = ? ORDER BY position",
        {id}, cell_in);
}

std::vector<Publication> Statistics::publications() const {
    auto publications = reader_.all(
        "SELECT id, network, network_name, period_starts_on, period_ends_on, published_at FROM publication "
        "WHERE network = ? ORDER BY period_ends_on DESC, period_starts_on",
        {scope_.network()}, publication_in);
    for (auto& publication : publications) publication.cells = cells_of(publication.id);
    return publications;
}

std::optional<Publication> Statistics::publication(PublicationId id) const {
    auto publication = reader_.one(
        "SELECT id, network, network_name, period_starts_on, period_ends_on, published_at FROM publication "
        "WHERE id = ? AND network = ?",
        {id, scope_.network()}, publication_in);
    if (publication) publication->cells = cells_of(id);
    return publication;
}

std::optional<Publication> Statistics::of_period(Date starts_on, Date ends_on) const {
    auto publication = reader_.one(
        "SELECT id, network, network_name, period_starts_on, period_ends_on, published_at FROM publication "
        "WHERE network = ? AND period_starts_on = ? AND period_ends_on = ?",
        {scope_.network(), starts_on, ends_on}, publication_in);
    if (publication) publication->cells = cells_of(publication->id);
    return publication;
}

bool Statistics::publish(Transaction& transaction, const Publication& publication) const {
    const int made = transaction.execute(
        "INSERT INTO publication(id, network, network_name, period_starts_on, period_ends_on, published_at) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        {publication.id, scope_.network(), publication.network_name, publication.starts_on,
         publication.ends_on, publication.published_at});
    if (made == 0) return false;
    int position = 0;
    for (const auto& cell : publication.cells) {
        const auto reason =
            cell.hidden_because ? hidden_reason_name(*cell.hidden_because) : std::string_view{};
        transaction.execute(
            "INSERT INTO cell(publication, position, indicator, label, value, hidden_because) VALUES (?, ?, "
            "?, ?, ?, ?)",
            {publication.id, ++position, cell.indicator, cell.label, cell.value,
             cell.hidden_because ? Value{reason} : Value{}});
    }
    return true;
}

}  // namespace prevenance::storage

#include "storage/statistics.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

Publication publication_in(const Row& row) {
    Publication publication{row.id<PublicationId>(0),
                            row.id<NetworkId>(1),
                            row.text(2),
                            row.date(3),
                            row.date(4),
                            row.instant(5),
                            {},
                            static_cast<int>(row.integer(6))};
    if (const auto signature = row.optional_blob(7); signature && signature->size() == 64)
        std::ranges::copy(*signature, publication.signature.emplace().begin());
    return publication;
}

PublishedCell cell_in(const Row& row) {
    PublishedCell cell{row.text(0), row.text(1), std::nullopt, std::nullopt};
    cell.dimension = parse_cell_dimension(row.text(4)).value_or(CellDimension::whole);
    cell.category = row.text(5);
    cell.category_label = row.text(6);
    if (row.is_null(2))
        cell.hidden_because = parse_hidden_reason(row.text(3));
    else
        cell.value = static_cast<int>(row.integer(2));
    return cell;
}

}  // namespace

int Publication::hidden_percent() const {
    const auto hidden = std::ranges::count_if(
        cells, [](const PublishedCell& cell) { return cell.hidden_because.has_value(); });
    const auto all = static_cast<std::ptrdiff_t>(cells.size());
    return all == 0 ? 0 : static_cast<int>((100 * hidden + all - 1) / all);
}

Bytes canonical_publication(std::string_view instance, const Publication& publication) {
    CanonicalWriter writer{"prevenance publication 1", 4096};
    writer.text(instance)
        .id(publication.id)
        .id(publication.network)
        .text(publication.network_name)
        .text(iso_date(publication.starts_on))
        .text(iso_date(publication.ends_on))
        .text(iso_instant(publication.published_at))
        .number(static_cast<std::uint64_t>(publication.definitions))
        .number(publication.cells.size());
    for (const auto& cell : publication.cells)
        writer.text(cell.indicator)
            .text(cell.label)
            .text(cell.value ? std::to_string(*cell.value) : "")
            .text(cell.hidden_because ? hidden_reason_name(*cell.hidden_because) : "")
            .text(cell_dimension_name(cell.dimension))
            .text(cell.category)
            .text(cell.category_label);
    return writer.take();
}

std::optional<Digest> noise_key_digest(const Reader& reader) {
    return reader.one("SELECT digest FROM noise_key", {}, [](const Row& row) { return row.digest(0); });
}

void set_noise_key_digest(Transaction& transaction, const Digest& digest) {
    transaction.execute("INSERT INTO noise_key(position, digest) VALUES (1, ?)", {digest});
}

std::vector<PublishedCell> Statistics::cells_of(PublicationId id) const {
    return reader_.all(
        "SELECT indicator, label, value, hidden_because, dimension, category, category_label FROM cell "
        "WHERE publication = ? ORDER BY position",
        {id}, cell_in);
}

std::vector<Publication> Statistics::publications() const {
    auto publications = reader_.all(
        "SELECT id, network, network_name, period_starts_on, period_ends_on, published_at, definitions, "
        "signature FROM publication "
        "WHERE network = ? ORDER BY period_ends_on DESC, period_starts_on",
        {scope_.network()}, publication_in);
    for (auto& publication : publications) publication.cells = cells_of(publication.id);
    return publications;
}

std::optional<Publication> Statistics::publication(PublicationId id) const {
    auto publication = reader_.one(
        "SELECT id, network, network_name, period_starts_on, period_ends_on, published_at, definitions, "
        "signature FROM publication "
        "WHERE id = ? AND network = ?",
        {id, scope_.network()}, publication_in);
    if (publication) publication->cells = cells_of(id);
    return publication;
}

std::optional<Publication> Statistics::of_period(Date starts_on, Date ends_on) const {
    auto publication = reader_.one(
        "SELECT id, network, network_name, period_starts_on, period_ends_on, published_at, definitions, "
        "signature FROM publication "
        "WHERE network = ? AND period_starts_on = ? AND period_ends_on = ?",
        {scope_.network(), starts_on, ends_on}, publication_in);
    if (publication) publication->cells = cells_of(publication->id);
    return publication;
}

std::optional<Date> Statistics::published_until() const {
    return reader_
        .one("SELECT max(period_ends_on) FROM publication WHERE network = ?", {scope_.network()},
             [](const Row& row) { return row.optional_date(0); })
        .value_or(std::nullopt);
}

std::optional<Publication> Statistics::released(const Reader& reader, PublicationId id) {
    const auto network = reader.one("SELECT network FROM publication WHERE id = ?", {id},
                                    [](const Row& row) { return row.id<NetworkId>(0); });
    if (!network) return std::nullopt;
    return Statistics{reader, NetworkScope::for_job(*network)}.publication(id);
}

bool Statistics::publish(Transaction& transaction, const Publication& publication) const {
    const int made = transaction.execute(
        "INSERT INTO publication(id, network, network_name, period_starts_on, period_ends_on, published_at, "
        "definitions, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        {publication.id, scope_.network(), publication.network_name, publication.starts_on,
         publication.ends_on, publication.published_at, publication.definitions,
         publication.signature ? Value{ByteView{*publication.signature}} : Value{}});
    if (made == 0) return false;
    int position = 0;
    for (const auto& cell : publication.cells) {
        const auto reason =
            cell.hidden_because ? hidden_reason_name(*cell.hidden_because) : std::string_view{};
        transaction.execute(
            "INSERT INTO cell(publication, position, indicator, label, value, hidden_because, dimension, "
            "category, category_label) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {publication.id, ++position, cell.indicator, cell.label, cell.value,
             cell.hidden_because ? Value{reason} : Value{}, cell_dimension_name(cell.dimension),
             cell.category, cell.category_label});
    }
    return true;
}

}  // namespace prevenance::storage

// statistics.db: what was published about a network, for ever as it was published. It is the only file that a
// network analyst's pages open; nothing in it can be followed back to an employer or a person.
//
// The surprise: a publication is written once. A fact that arrives late changes no figure, because the
// difference of two versions would tell what arrived.
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/disclosure.h"
#include "domain/id.h"
#include "domain/indicator.h"
#include "storage/database.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct PublishedCell {
    std::string indicator;  // code: "employees_covered"
    std::string label;      // French, as shown
    std::optional<int> value;
    std::optional<HiddenBecause> hidden_because;  // where there is no value
    CellDimension dimension = CellDimension::whole;
    std::string category = {};        // "43", "AES", "10_19"; empty: the whole network
    std::string category_label = {};  // French, as shown; empty: the whole network
    bool operator==(const PublishedCell&) const = default;
};

struct Publication {
    PublicationId id;
    NetworkId network;
    std::string network_name;  // as it was that day
    Date starts_on;            // of the period
    Date ends_on;              // inclusive
    Instant published_at;
    std::vector<PublishedCell> cells;
    int definitions = 0;  // version of the catalogue of indicators; 0: from before there was one
    std::optional<std::array<std::uint8_t, 64>> signature = {};  // Ed25519; none: from before there was one

    // 0 to 100, rounded up: what was hidden of everything that was counted.
    int hidden_percent() const;
};

// What is signed: everything but the signature. A publication of one instance is never one of another.
Bytes canonical_publication(std::string_view instance, const Publication& publication);

// What the key of the noise made of a fixed text when the first figure was published; nothing before that.
std::optional<Digest> noise_key_digest(const Reader& reader);
void set_noise_key_digest(Transaction& transaction, const Digest& digest);

class Statistics {
public:
    Statistics(const Reader& reader, NetworkScope scope) : reader_(reader), scope_(scope) {}

    // Of this network, the latest period first, a year before its last quarter.
    std::vector<Publication> publications() const;
    // Nothing for a missing publication and for another network's.
    std::optional<Publication> publication(PublicationId id) const;
    std::optional<Publication> of_period(Date starts_on, Date ends_on) const;
    // The last day of the latest published period; none: nothing is published yet.
    std::optional<Date> published_until() const;

    // Of whichever network, for what a network hands out: whoever knows an id of 128 random bits was told it.
    static std::optional<Publication> released(const Reader& reader, PublicationId id);

    // False where the period was published already: nothing is written then. Throws DatabaseError where it is
    // not signed.
    bool publish(Transaction& transaction, const Publication& publication) const;

private:
    std::vector<PublishedCell> cells_of(PublicationId id) const;

    const Reader& reader_;
    NetworkScope scope_;
};

}  // namespace prevenance::storage

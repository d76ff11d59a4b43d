#include "api/published.h"

#include <spdlog/spdlog.h>

namespace prevenance::api {
namespace {

using storage::Publication;

bool keep(const Services& services, const Publication& publication) {
    if (is_unaltered(services, publication)) return true;
    spdlog::error("publication {} was altered: it is not shown", publication.id.text());
    return false;
}

}  // namespace

Publication signed_publication(const Services& services, Publication publication) {
    publication.signature =
        services.root.instance_signing_key().sign(canonical_publication(services.instance, publication));
    return publication;
}

bool is_unaltered(const Services& services, const Publication& publication) {
    if (!publication.signature) return publication.definitions == 0;
    return services.root.signers().signed_this(canonical_publication(services.instance, publication),
                                               *publication.signature);
}

std::vector<Publication> unaltered_publications(const Services& services, const NetworkScope& scope) {
    auto publications = services.statistics.read(
        [&](const storage::Reader& reader) { return storage::Statistics{reader, scope}.publications(); });
    std::erase_if(publications, [&](const Publication& one) { return !keep(services, one); });
    return publications;
}

std::optional<Publication> unaltered_publication(const Services& services, const NetworkScope& scope,
                                                 PublicationId id) {
    auto publication = services.statistics.read(
        [&](const storage::Reader& reader) { return storage::Statistics{reader, scope}.publication(id); });
    if (!publication || !keep(services, *publication)) return std::nullopt;
    return publication;
}

std::optional<Publication> unaltered_release(const Services& services, PublicationId id) {
    auto publication = services.statistics.read(
        [&](const storage::Reader& reader) { return storage::Statistics::released(reader, id); });
    if (!publication || !keep(services, *publication)) return std::nullopt;
    return publication;
}

}  // namespace prevenance::api

#include "storage/service_sharing.h"

namespace prevenance::storage {

std::set<OhServiceId> ServiceSharing::shown_to() const {
    std::set<OhServiceId> services;
    reader_.each("SELECT shown_to FROM service_sharing WHERE oh_service = ?", {scope_.oh_service()},
                 [&](const Row& row) { services.insert(row.id<OhServiceId>(0)); });
    return services;
}

std::vector<OhServiceId> ServiceSharing::that_show_us() const {
    return reader_.all(
        "SELECT s.oh_service FROM service_sharing AS s JOIN oh_service AS o ON o.id = s.oh_service "
        "WHERE s.shown_to = ? ORDER BY o.name, o.id",
        {scope_.oh_service()}, [](const Row& row) { return row.id<OhServiceId>(0); });
}

void ServiceSharing::show_to(Transaction& transaction, const std::set<OhServiceId>& services) const {
    transaction.execute("DELETE FROM service_sharing WHERE oh_service = ?", {scope_.oh_service()});
    for (const auto& service : services)
        transaction.execute("INSERT INTO service_sharing(oh_service, shown_to) VALUES (?, ?)",
                            {scope_.oh_service(), service});
}

}  // namespace prevenance::storage

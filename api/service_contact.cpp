#include "api/service_contact.h"

#include "storage/organisations.h"

namespace prevenance::api {

forms::ServiceContact service_contact(const Services& services, EmployerScope scope) {
    return services.cases.read([&](const storage::Reader& reader) -> forms::ServiceContact {
        const storage::Organisations organisations{reader};
        const auto employer = organisations.employer(scope.employer());
        if (!employer || !employer->oh_service) return {};
        const auto service = organisations.oh_service(*employer->oh_service);
        if (!service) return {};
        return {service->name, service->retention_officer, service->phone};
    });
}

}  // namespace prevenance::api

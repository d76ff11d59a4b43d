#include "api/service_phone.h"

#include "storage/organisations.h"

namespace prevenance::api {

std::string service_phone(const Services& services, EmployerScope scope) {
    return services.cases.read([&](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        const auto employer = organisations.employer(scope.employer());
        if (!employer || !employer->oh_service) return std::string{};
        const auto service = organisations.oh_service(*employer->oh_service);
        return service ? service->phone : std::string{};
    });
}

}  // namespace prevenance::api

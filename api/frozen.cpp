#include "api/frozen.h"

#include "storage/processing_choices.h"

namespace prevenance::api {

bool is_frozen(const Services& services, EmployerScope scope, std::optional<EmployeeId> employee) {
    if (!employee) return false;
    return services.cases.read([&](const storage::Reader& reader) {
        return storage::ProcessingChoices{reader, scope}.of(*employee).limited_at.has_value();
    });
}

Error frozen_error() {
    return {ErrorCode::conflict, std::string{frozen_words}, {}};
}

}  // namespace prevenance::api

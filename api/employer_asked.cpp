#include "api/employer_asked.h"

#include "api/people.h"
#include "api/services.h"
#include "storage/organisations.h"

namespace prevenance::api {

Result<Employee> employee_in_path(const Call& call) {
    const auto id = call.id_in_path<EmployeeId>("employee");
    if (!id) return fail(ErrorCode::not_found);
    return find_employee(call.services, call.employer(), *id);
}

std::optional<Employer> own_employer(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer(call.employer().employer());
    });
}

}  // namespace prevenance::api

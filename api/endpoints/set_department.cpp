#include "api/endpoints/set_department.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/administration_page.h"
#include "forms/organisation_form.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

using storage::Organisations;

std::optional<Employer> employer_of(const Call& call) {
    const auto id = call.id_in_path<EmployerId>("employer");
    if (!id) return std::nullopt;
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return Organisations{reader}.employer(*id); });
}

Reply department_page(const Call& call, const Employer& employer, const std::vector<FieldError>& errors) {
    const auto known = call.services.cases.read(
        [&](const storage::Reader& reader) { return Organisations{reader}.department_of(employer.id); });
    return page_reply(
        call, "Département\u00A0: " + employer.name, "administration_form",
        forms::department_form_data(employer.id, known, call.services.departments, call.form, errors), errors);
}

}  // namespace

Answer show_department_form(const Call& call) {
    const auto employer = employer_of(call);
    if (!employer) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return department_page(call, *employer, {});
}

Answer set_department(const Call& call) {
    const auto employer = employer_of(call);
    if (!employer) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto code = forms::read_department_form(call.form, call.services.departments);
    if (!code) return department_page(call, *employer, code.error().fields);
    return Act{employer->id.bytes, [id = employer->id, code = *code](storage::Transaction& transaction) {
                   Organisations::set_department(transaction, id, code);
                   return see_other("/administration/organisations", "departement");
               }};
}

}  // namespace prevenance::api

#include "api/endpoints/inform_about_return.h"

#include "api/error_reply.h"
#include "api/people.h"
#include "api/printed_page.h"
#include "api/service_contact.h"
#include "api/services.h"
#include "forms/employer_letter_page.h"
#include "forms/french.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

Result<PrintedPage> letter_to(const Call& call) {
    const auto id = call.id_in_path<EmployeeId>("employee");
    if (!id) return fail(ErrorCode::not_found);
    const auto employee = find_employee(call.services, call.employer(), *id);
    if (!employee) return std::unexpected(employee.error());
    const auto employer = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer(call.employer().employer());
    });
    if (!employer) return fail(ErrorCode::internal);
    const forms::ReturnInformationLetter letter{*id,
                                                Sensitive<std::string>{full_name(*employee)},
                                                employer->name,
                                                employer->siret.digits(),
                                                service_contact(call.services, call.employer()),
                                                forms::long_date(call.today()),
                                                call.who->display_name};
    return PrintedPage{.title = "Pendant votre arrêt\u00A0: vos deux possibilités",
                       .name = "return_information",
                       .data = forms::return_information_data(letter),
                       .path = "/salaries/" + id->text() + "/information-retour",
                       .file = "information-pendant-l-arret",
                       .about = id->bytes};
}

}  // namespace

Answer show_return_information(const Call& call) {
    auto letter = letter_to(call);
    return letter ? show_printed(call, std::move(*letter)) : error_reply(call, letter.error());
}

Answer print_return_information(const Call& call) {
    const auto letter = letter_to(call);
    return letter ? print_pdf(call, *letter) : error_reply(call, letter.error());
}

}  // namespace prevenance::api

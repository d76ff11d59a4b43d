#include "api/endpoints/inform_about_return.h"

#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/people.h"
#include "api/printed_page.h"
#include "api/service_contact.h"
#include "api/services.h"
#include "forms/employer_letter_page.h"
#include "forms/french.h"

namespace prevenance::api {
namespace {

Result<PrintedPage> letter_to(const Call& call) {
    const auto employee = employee_in_path(call);
    if (!employee) return std::unexpected(employee.error());
    const auto employer = own_employer(call);
    if (!employer) return fail(ErrorCode::internal);
    const forms::ReturnInformationLetter letter{employee->id,
                                                Sensitive<std::string>{full_name(*employee)},
                                                employer->name,
                                                employer->siret.digits(),
                                                service_contact(call.services, call.employer()),
                                                forms::long_date(call.today()),
                                                call.who->display_name};
    return PrintedPage{.title = "Pendant votre arrêt\u00A0: vos deux possibilités",
                       .name = "return_information",
                       .data = forms::return_information_data(letter),
                       .path = "/salaries/" + employee->id.text() + "/information-retour",
                       .file = "information-pendant-l-arret",
                       .about = employee->id.bytes};
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

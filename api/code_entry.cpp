#include "api/code_entry.h"

#include "api/employee_page.h"
#include "api/error_reply.h"
#include "api/invitation_bytes.h"
#include "forms/answer_page.h"

namespace prevenance::api {
namespace {

// Only what could be a locator comes back on the page.
std::string locator_shown(const Call& call) {
    const auto locator = read_locator(call.path.at("locator"));
    return locator ? shown_locator(*locator) : std::string{"illisible"};
}

}  // namespace

std::string code_address(const Call& call) {
    return "/i/" + locator_shown(call);
}

Reply code_page(const Call& call, std::vector<FieldError> errors) {
    errors = said(call, std::move(errors));
    const auto address = code_address(call);
    auto data = forms::invitation_code_data({address, locator_shown(call)}, errors, saying(call));
    return employee_page(call, "Tapez votre code", "invitation_code", std::move(data), std::move(errors),
                         address);
}

Reply not_recognised(const Call& call, const Error& error) {
    if (error.code == ErrorCode::invalid) return code_page(call, error.fields);
    return error_reply(call, error);
}

}  // namespace prevenance::api

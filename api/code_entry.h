// The page that asks for the code of a card or of an own request, and comes back where the code was not
// recognised.
#pragma once

#include "api/call.h"
#include "domain/error.h"

#include <string>
#include <vector>

namespace prevenance::api {

// "/i/7K3M-QX9P-2DFA1", in the one spelling of the card; "/i/illisible" where the path holds no locator.
std::string code_address(const Call& call);

Reply code_page(const Call& call, std::vector<FieldError> errors);
// The same page for a code that is wrong or mistyped; else the error's own.
Reply not_recognised(const Call& call, const Error& error);

}  // namespace prevenance::api

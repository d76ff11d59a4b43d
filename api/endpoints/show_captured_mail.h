// The demo's mails, on a page. A real instance answers as if the address did not exist.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_captured_mail(const Call& call);

}  // namespace prevenance::api

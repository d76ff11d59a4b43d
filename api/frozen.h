// Whether a person had the data frozen (RGPD, article 18): what was noted is kept and not used. The
// employer's side then shows no signal, no absence and no suggestion made of them, cites none and deletes
// none; the legal calendar goes on. The person, and whoever answers the person's requests, still read
// everything.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/error.h"
#include "domain/id.h"

#include <optional>
#include <string_view>

namespace prevenance::api {

bool is_frozen(const Services& services, EmployerScope scope, std::optional<EmployeeId> employee);

// What stands in place of what is not shown.
inline constexpr std::string_view frozen_words =
    "Cette personne a demandé le gel de ses données\u00A0: elles sont gardées, et ne sont ni montrées ni "
    "utilisées.";

// For a page that would show nothing else.
Error frozen_error();

}  // namespace prevenance::api

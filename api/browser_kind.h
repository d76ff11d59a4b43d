// Which kind of browser signed in, for the list of the own sessions: "Firefox, Windows". Of a closed list;
// what a browser says of itself is not kept.
#pragma once

#include <string>
#include <string_view>

namespace prevenance::api {

std::string browser_kind(std::string_view user_agent);

}  // namespace prevenance::api

// From an error to what a client gets: the one place that knows HTTP status codes and their French titles.
#pragma once

#include <string_view>

#include "api/call.h"
#include "domain/error.h"

namespace prevenance::api {

int http_status(ErrorCode code);
std::string_view error_title(ErrorCode code);  // French

// A page, or RFC 9457 problem details with every field's JSON pointer.
Reply error_reply(const Call& call, const Error& error);

// Problem details alone; for errors found before there is a Call.
Reply problem_reply(const Error& error, std::string_view request_id);

}  // namespace prevenance::api

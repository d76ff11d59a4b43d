// The head of an HTTP/1.1 request: request line and header fields, read after RFC 9112 with every
// permission to be lenient declined. Two programs that read one head differently are how a request is
// smuggled past a proxy; so whatever has a second reading is refused.
#pragma once

#include "api/http_limits.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace prevenance::api {

struct RequestHead {
    std::string method;
    std::string path;   // decoded once, see request_target.h
    std::string query;  // raw
    std::map<std::string, std::string>
        headers;  // names in lower case; a repeated list field is joined by ", "
    std::size_t body_length = 0;
    bool close_after = false;      // the client wants no second request on this connection
    bool awaits_continue = false;  // the client sends its body only after "100 Continue"
};

struct HeadOutcome {
    RequestHead head;  // as far as it was read, also where it is refused: the reply echoes its X-Request-Id
    int refusal = 0;   // the status of the refusal; 0: the head is good
};

// `text` is the head without its closing empty line: lines, each with its CR LF.
HeadOutcome parse_request_head(std::string_view text, const HttpLimits& limits);

// A character of a header name or method (RFC 9110 §5.6.2, "tchar").
bool is_token_character(char c);
// Neither a control character other than the tab, nor DEL: such a value cannot end its own line.
bool is_header_value(std::string_view value);

}  // namespace prevenance::api

// The target of a request line, "/employes/42?page=2", taken apart. The path is decoded exactly once, here,
// and refused where two spellings could mean one place or one spelling two: routing and permissions compare
// plain text afterwards.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::api {

struct RequestTarget {
    std::string path;   // decoded, valid UTF-8
    std::string query;  // raw, without the "?"
};

// Nothing where the target is not of origin form (it must start with "/"), has a byte that belongs encoded,
// a broken escape, or a path that decodes to a control character, a backslash, an encoded slash, "//", a
// segment "." or "..", or invalid UTF-8.
std::optional<RequestTarget> parse_request_target(std::string_view target);

bool is_valid_utf8(std::string_view text);

}  // namespace prevenance::api

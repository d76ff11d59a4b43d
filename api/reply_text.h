// A Reply as the bytes of an HTTP/1.1 response. What the connection decides (length, identity, whether it
// stays open) is written here and refused among the reply's own headers, so that no handler can contradict
// it.
#pragma once

#include "api/request.h"

#include <chrono>
#include <string>
#include <string_view>

namespace prevenance::api {

struct ReplyContext {
    std::string request_id;
    bool head_only = false;  // answering HEAD: the length of the body, not the body
    bool close_after = false;
    std::chrono::system_clock::time_point now;
};

// False where writing the reply would break the response apart (a CR or LF in a header, a name that is no
// token), claims a header of the connection's own, or has a status no final reply has.
bool is_writable(const Reply& reply);

// `reply` must be writable.
std::string reply_text(const Reply& reply, const ReplyContext& context);

}  // namespace prevenance::api

// Cuts the bytes of one connection into one request at a time. It knows no socket: bytes go in, a request
// or a refusal comes out. It refuses as early as the bytes allow, so that a hostile client costs little and
// a mistaken one (TLS on the plain port, lone line feeds) is told at once instead of after a time-out.
#pragma once

#include "api/http_limits.h"
#include "api/request_head.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace prevenance::api {

class RequestReader {
public:
    enum class Progress { needs_more, complete, refused };

    explicit RequestReader(const HttpLimits& limits) : limits_(limits) {}

    // After `complete` or `refused` nothing more may be fed before restart().
    Progress feed(std::string_view bytes);

    bool started() const { return head_is_read_ || !buffer_.empty(); }
    bool awaits_continue() const { return head_is_read_ && outcome_.head.awaits_continue; }
    bool has_bytes_beyond() const;  // after `complete`: the client did not wait for its answer
    int refusal() const { return outcome_.refusal; }
    RequestHead& head() { return outcome_.head; }
    std::string take_body();  // after `complete`, once
    void restart();

private:
    Progress refuse(int status);
    Progress read_head();
    bool scan_for_end_of_head();  // false: refused
    int early_refusal(std::size_t position) const;

    const HttpLimits limits_;
    std::string buffer_;
    std::size_t scanned_ = 0;
    std::size_t head_length_ = 0;  // with the closing empty line; 0: its end has not come yet
    bool head_is_read_ = false;
    HeadOutcome outcome_;
};

}  // namespace prevenance::api

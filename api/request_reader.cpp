#include "api/request_reader.h"

#include <utility>

namespace prevenance::api {

RequestReader::Progress RequestReader::feed(std::string_view bytes) {
    buffer_.append(bytes);
    if (!head_is_read_) {
        const auto progress = read_head();
        if (progress != Progress::complete) return progress;
    }
    return buffer_.size() < outcome_.head.body_length ? Progress::needs_more : Progress::complete;
}

RequestReader::Progress RequestReader::read_head() {
    if (!scan_for_end_of_head()) return Progress::refused;
    if (head_length_ == 0) return Progress::needs_more;
    outcome_ = parse_request_head(std::string_view(buffer_).substr(0, head_length_ - 2), limits_);
    if (outcome_.refusal != 0) return Progress::refused;
    buffer_.erase(0, head_length_);
    head_is_read_ = true;
    return Progress::complete;
}

bool RequestReader::scan_for_end_of_head() {
    for (; scanned_ < buffer_.size() && head_length_ == 0; ++scanned_) {
        if (const int status = early_refusal(scanned_)) {
            refuse(status);
            return false;
        }
        if (buffer_[scanned_] == '\n' && scanned_ >= 3 && buffer_[scanned_ - 2] == '\n')
            head_length_ = scanned_ + 1;
    }
    return true;
}

// What can be said about a byte of the head before its end is known. The rest is parse_request_head's.
int RequestReader::early_refusal(std::size_t position) const {
    const char c = buffer_[position];
    const char before = position == 0 ? '\0' : buffer_[position - 1];
    if (position == 0 && !is_token_character(c)) return 400;
    if ((c == '\n') != (before == '\r')) return 400;  // a lone LF, or a CR without its LF
    if (c == '\0') return 400;
    if (position >= limits_.head) return 431;
    const auto longest_line = limits_.request_line + 2;  // with its CR LF
    const bool line_too_long = position == longest_line && buffer_.find('\n') >= longest_line;
    return line_too_long ? 414 : 0;
}

RequestReader::Progress RequestReader::refuse(int status) {
    outcome_.refusal = status;
    return Progress::refused;
}

bool RequestReader::has_bytes_beyond() const {
    return buffer_.size() > outcome_.head.body_length;
}

std::string RequestReader::take_body() {
    buffer_.resize(outcome_.head.body_length);
    return std::exchange(buffer_, {});
}

void RequestReader::restart() {
    buffer_.clear();
    scanned_ = head_length_ = 0;
    head_is_read_ = false;
    outcome_ = {};
}

}  // namespace prevenance::api

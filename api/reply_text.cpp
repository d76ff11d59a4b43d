#include "api/reply_text.h"

#include "api/request_head.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace prevenance::api {
namespace {

using namespace std::string_view_literals;

constexpr std::array reasons{
    std::pair{200, "OK"sv},
    std::pair{201, "Created"sv},
    std::pair{202, "Accepted"sv},
    std::pair{204, "No Content"sv},
    std::pair{301, "Moved Permanently"sv},
    std::pair{302, "Found"sv},
    std::pair{303, "See Other"sv},
    std::pair{304, "Not Modified"sv},
    std::pair{307, "Temporary Redirect"sv},
    std::pair{308, "Permanent Redirect"sv},
    std::pair{400, "Bad Request"sv},
    std::pair{401, "Unauthorized"sv},
    std::pair{403, "Forbidden"sv},
    std::pair{404, "Not Found"sv},
    std::pair{405, "Method Not Allowed"sv},
    std::pair{406, "Not Acceptable"sv},
    std::pair{408, "Request Timeout"sv},
    std::pair{409, "Conflict"sv},
    std::pair{410, "Gone"sv},
    std::pair{411, "Length Required"sv},
    std::pair{412, "Precondition Failed"sv},
    std::pair{413, "Content Too Large"sv},
    std::pair{414, "URI Too Long"sv},
    std::pair{415, "Unsupported Media Type"sv},
    std::pair{417, "Expectation Failed"sv},
    std::pair{421, "Misdirected Request"sv},
    std::pair{422, "Unprocessable Content"sv},
    std::pair{428, "Precondition Required"sv},
    std::pair{429, "Too Many Requests"sv},
    std::pair{431, "Request Header Fields Too Large"sv},
    std::pair{500, "Internal Server Error"sv},
    std::pair{501, "Not Implemented"sv},
    std::pair{503, "Service Unavailable"sv},
    std::pair{505, "HTTP Version Not Supported"sv},
    std::pair{507, "Insufficient Storage"sv},
};

constexpr std::array own_fields{"connection"sv, "content-length"sv,    "content-type"sv, "date"sv,
                                "server"sv,     "transfer-encoding"sv, "upgrade"sv,      "x-request-id"sv};

std::string_view reason(int status) {
    const auto found = std::ranges::find(reasons, status, [](const auto& entry) { return entry.first; });
    return found == reasons.end() ? std::string_view{} : found->second;
}

bool is_own_field(std::string_view name) {
    return std::ranges::any_of(own_fields, [&](std::string_view own) {
        return std::ranges::equal(own, name, {}, {}, [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
    });
}

bool is_writable_field(const std::pair<std::string, std::string>& field) {
    const auto& [name, value] = field;
    return !name.empty() && std::ranges::all_of(name, is_token_character) && !is_own_field(name) &&
           is_header_value(value);
}

// RFC 9110 §5.6.7. Day and month names are English whatever the locale of the process, hence no strftime.
std::string http_date(std::chrono::system_clock::time_point now) {
    constexpr std::array days{"Sun"sv, "Mon"sv, "Tue"sv, "Wed"sv, "Thu"sv, "Fri"sv, "Sat"sv};
    constexpr std::array months{"Jan"sv, "Feb"sv, "Mar"sv, "Apr"sv, "May"sv, "Jun"sv,
                                "Jul"sv, "Aug"sv, "Sep"sv, "Oct"sv, "Nov"sv, "Dec"sv};
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(now - day)};
    std::string text;
    const auto add_two_digits = [&text](auto number) {
        if (number < 10) text += '0';
        text += std::to_string(number);
    };
    text.append(days.at(std::chrono::weekday{day}.c_encoding())).append(", ");
    add_two_digits(static_cast<unsigned>(date.day()));
    text.append(" ").append(months.at(static_cast<unsigned>(date.month()) - 1)).append(" ");
    text.append(std::to_string(static_cast<int>(date.year()))).append(" ");
    add_two_digits(time.hours().count());
    text += ':';
    add_two_digits(time.minutes().count());
    text += ':';
    add_two_digits(time.seconds().count());
    return text.append(" GMT");
}

void add_field(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

bool is_writable(const Reply& reply) {
    return reply.status >= 200 && reply.status <= 599 && is_header_value(reply.media_type) &&
           std::ranges::all_of(reply.headers, is_writable_field);
}

std::string reply_text(const Reply& reply, const ReplyContext& context) {
    const bool bodiless = reply.status == 204 || reply.status == 304;
    std::string text = "HTTP/1.1 ";
    text.append(std::to_string(reply.status)).append(" ").append(reason(reply.status)).append("\r\n");
    add_field(text, "Date", http_date(context.now));
    add_field(text, "X-Request-Id", context.request_id);
    if (!bodiless && !reply.media_type.empty()) add_field(text, "Content-Type", reply.media_type);
    for (const auto& [name, value] : reply.headers) add_field(text, name, value);
    if (!bodiless) add_field(text, "Content-Length", std::to_string(reply.body.size()));
    if (context.close_after) add_field(text, "Connection", "close");
    text += "\r\n";
    if (!bodiless && !context.head_only) text += reply.body;
    return text;
}

}  // namespace prevenance::api

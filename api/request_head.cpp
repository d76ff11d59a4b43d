#include "api/request_head.h"

#include "api/request_target.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace prevenance::api {
namespace {

using namespace std::string_view_literals;

constexpr std::array served_methods{"GET"sv, "HEAD"sv, "POST"sv, "PUT"sv, "PATCH"sv, "DELETE"sv, "OPTIONS"sv};
constexpr std::array refused_methods{"TRACE"sv, "CONNECT"sv};

// Fields that may be given several times and then mean the list of their values (RFC 9110 §5.3). Any other
// field given twice is refused: which of the two counts is exactly what a proxy and we might disagree on.
constexpr std::array list_fields{"accept"sv,
                                 "accept-charset"sv,
                                 "accept-encoding"sv,
                                 "accept-language"sv,
                                 "cache-control"sv,
                                 "connection"sv,
                                 "forwarded"sv,
                                 "if-match"sv,
                                 "if-none-match"sv,
                                 "pragma"sv,
                                 "te"sv,
                                 "via"sv,
                                 "x-forwarded-for"sv};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool list_contains(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (lower_case(trimmed(list.substr(0, comma))) == wanted) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

// The first refusal met, 0 for none.
int read_method(std::string_view method, RequestHead& head) {
    if (method.empty() || !std::ranges::all_of(method, is_token_character)) return 400;
    if (std::ranges::find(refused_methods, method) != refused_methods.end()) return 405;
    if (std::ranges::find(served_methods, method) == served_methods.end()) return 501;
    head.method = method;
    return 0;
}

int read_version(std::string_view version, RequestHead& head) {
    if (version != "HTTP/1.1" && version != "HTTP/1.0") return 505;
    head.close_after = version == "HTTP/1.0";
    return 0;
}

int read_request_line(std::string_view line, const HttpLimits& limits, RequestHead& head) {
    if (line.size() > limits.request_line) return 414;
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || last == first) return 400;
    const auto target_text = line.substr(first + 1, last - first - 1);
    if (target_text.find(' ') != std::string_view::npos) return 400;

    if (const int refusal = read_version(line.substr(last + 1), head)) return refusal;
    if (const int refusal = read_method(line.substr(0, first), head)) return refusal;
    auto target = parse_request_target(target_text);
    if (!target) return 400;
    head.path = std::move(target->path);
    head.query = std::move(target->query);
    return 0;
}

int read_field(std::string_view line, RequestHead& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return 400;
    // A blank before the colon or at the start of the line (a folded value) is no token character.
    const auto name_text = line.substr(0, colon);
    if (!std::ranges::all_of(name_text, is_token_character)) return 400;
    const auto value = trimmed(line.substr(colon + 1));
    if (!is_header_value(value)) return 400;

    auto name = lower_case(name_text);
    const auto known = head.headers.find(name);
    if (known == head.headers.end()) {
        head.headers.emplace(std::move(name), value);
        return 0;
    }
    const bool cookie = name == "cookie";  // HTTP/2 clients split it; a proxy may pass the parts on
    if (!cookie && std::ranges::find(list_fields, name) == list_fields.end()) return 400;
    known->second += cookie ? "; " : ", ";
    known->second += value;
    return 0;
}

int read_fields(std::string_view text, const HttpLimits& limits, RequestHead& head) {
    std::size_t count = 0;
    while (!text.empty()) {
        if (++count > limits.header_fields) return 431;
        const auto end = text.find("\r\n");
        if (end == std::string_view::npos) return 400;
        if (const int refusal = read_field(text.substr(0, end), head)) return refusal;
        text.remove_prefix(end + 2);
    }
    return 0;
}

int read_content_length(std::string_view digits, const HttpLimits& limits, RequestHead& head) {
    const bool only_digits = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (digits.empty() || !only_digits) return 400;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), head.body_length);
    if (parsed.ec != std::errc{} || head.body_length > limits.body) return 413;
    return 0;
}

int read_host(const RequestHead& head) {
    const auto host = head.headers.find("host");
    // HTTP/1.0, which alone may come without, has been marked for closing by the request line.
    if (host == head.headers.end()) return head.close_after ? 0 : 400;
    constexpr auto allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]"sv;
    const bool clean = host->second.find_first_not_of(allowed) == std::string::npos;
    return clean && !host->second.empty() ? 0 : 400;
}

// What decides where this request ends and whether another follows.
int read_framing(const HttpLimits& limits, RequestHead& head) {
    if (const int refusal = read_host(head)) return refusal;
    if (head.headers.contains("transfer-encoding"))
        return 411;  // a proxy de-chunks; see nginx's configuration
    const auto length = head.headers.find("content-length");
    if (length != head.headers.end()) {
        if (const int refusal = read_content_length(length->second, limits, head)) return refusal;
    }
    const auto expect = head.headers.find("expect");
    if (expect != head.headers.end()) {
        if (lower_case(expect->second) != "100-continue") return 417;
        head.awaits_continue = !head.close_after && head.body_length > 0;
    }
    const auto connection = head.headers.find("connection");
    if (connection != head.headers.end() && list_contains(connection->second, "close"))
        head.close_after = true;
    return 0;
}

}  // namespace

bool is_token_character(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos;
}

bool is_header_value(std::string_view value) {
    return std::ranges::none_of(value, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

HeadOutcome parse_request_head(std::string_view text, const HttpLimits& limits) {
    HeadOutcome outcome;
    const auto end = text.find("\r\n");
    if (end == std::string_view::npos) return {std::move(outcome.head), 400};
    outcome.refusal = read_request_line(text.substr(0, end), limits, outcome.head);
    // Also behind a bad request line: its refusal too carries the client's X-Request-Id.
    const int in_fields = read_fields(text.substr(end + 2), limits, outcome.head);
    if (outcome.refusal == 0) outcome.refusal = in_fields;
    if (outcome.refusal == 0) outcome.refusal = read_framing(limits, outcome.head);
    return outcome;
}

}  // namespace prevenance::api

#include "forms/posted_form.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_fields = 200;

// Lists of checkboxes: the only fields that come several times.
constexpr auto lists = std::to_array<std::string_view>({
    "contents",
    "facts",
    "kept",
    "measure",
    "struck",
    "teams",
    "topics",
    "type",
    "types",
});

// A form that waits behind the sign-in page carries its fields under this prefix.
constexpr std::string_view carried = "resume.";

std::optional<int> hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

bool acceptable_text(std::string_view text) {
    return text.find('\0') == std::string_view::npos && is_valid_utf8(text);
}

std::unexpected<Error> unreadable() {
    return fail(ErrorCode::malformed, "Le formulaire reçu est illisible. Rechargez la page et recommencez.");
}

std::unexpected<Error> said_twice() {
    return fail(ErrorCode::malformed, "Un même champ est arrivé deux fois. Rechargez la page et recommencez.");
}

// The value of `name="…"` in a Content-Disposition line.
std::optional<std::string> parameter(std::string_view line, std::string_view name) {
    const auto start = line.find("; " + std::string{name} + "=\"");
    if (start == std::string_view::npos) return std::nullopt;
    const auto from = start + name.size() + 4;
    const auto end = line.find('"', from);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string{line.substr(from, end - from)};
}

}  // namespace

std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space) {
            decoded += ' ';
            continue;
        }
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_value(text[i + 1]);
        const auto low = hex_value(text[i + 2]);
        if (!high || !low) return std::nullopt;
        decoded += static_cast<char>(*high * 16 + *low);
        i += 2;
    }
    return decoded;
}

std::string encode_percent(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.' || c == '~') {
            encoded += c;
            continue;
        }
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 0x0FU];
    }
    return encoded;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3
                                                 : lead >= 0xF0 && lead < 0xF5   ? 4
                                                                                 : 0;
        if (length == 0 || i + length > text.size()) return false;
        unsigned code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0U) != 0x80U) return false;
            code = code << 6U | (next & 0x3FU);
        }
        const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
        const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        if (overlong || surrogate || code > 0x10FFFF) return false;
        i += length;
    }
    return true;
}

Result<PostedForm> PostedForm::parse_urlencoded(std::string_view text) {
    PostedForm form;
    std::size_t fields = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        if (++fields > most_fields) return unreadable();
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decode_percent(pair.substr(0, equals), true);
        auto value = decode_percent(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value || !acceptable_text(*name) || !acceptable_text(*value)) return unreadable();
        form.fields_[*name].push_back(std::move(*value));
    }
    if (form.repeats_a_single_field()) return said_twice();
    return form;
}

namespace {

struct Part {
    std::string name;
    bool is_file;
    std::string_view content;
};

// RFC 7578. Everything between two delimiter lines is one part: header lines, an empty line, the content.
std::optional<Part> read_part(std::string_view text) {
    const auto head_end = text.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    const auto head = text.substr(0, head_end);
    const auto name = parameter(head, "name");
    if (!name) return std::nullopt;
    return Part{*name, parameter(head, "filename").has_value(), text.substr(head_end + 4)};
}

std::optional<std::vector<Part>> read_parts(std::string_view boundary, std::string_view body) {
    const auto delimiter = "--" + std::string{boundary};
    if (!body.starts_with(delimiter)) return std::nullopt;
    body.remove_prefix(delimiter.size());
    std::vector<Part> parts;
    while (!body.starts_with("--")) {
        if (!body.starts_with("\r\n") || parts.size() >= most_fields) return std::nullopt;
        body.remove_prefix(2);
        const auto end = body.find("\r\n" + delimiter);
        if (end == std::string_view::npos) return std::nullopt;
        const auto part = read_part(body.substr(0, end));
        if (!part) return std::nullopt;
        parts.push_back(*part);
        body.remove_prefix(end + 2 + delimiter.size());
    }
    return parts;
}

}  // namespace

Result<PostedForm> PostedForm::parse(std::string_view content_type, std::string_view body) {
    if (content_type.starts_with("application/x-www-form-urlencoded")) return parse_urlencoded(body);
    constexpr std::string_view multipart = "multipart/form-data; boundary=";
    if (!content_type.starts_with(multipart))
        return fail(ErrorCode::unsupported_media, "Cette adresse attend un formulaire.");
    auto boundary = content_type.substr(multipart.size());
    if (boundary.size() >= 2 && boundary.front() == '"' && boundary.back() == '"')
        boundary = boundary.substr(1, boundary.size() - 2);
    const auto parts = read_parts(boundary, body);
    if (!parts) return unreadable();
    PostedForm form;
    for (const auto& part : *parts) {
        if (part.is_file) {
            if (form.files_.contains(part.name)) return said_twice();
            form.files_[part.name] = UploadedFile{std::string{part.content}};
            continue;
        }
        if (!acceptable_text(part.content)) return unreadable();
        form.fields_[part.name].emplace_back(part.content);
    }
    if (form.repeats_a_single_field()) return said_twice();
    return form;
}

PostedForm PostedForm::of_file(const std::string& name, std::string bytes) {
    PostedForm form;
    form.files_.emplace(name, UploadedFile{std::move(bytes)});
    return form;
}

bool PostedForm::repeats_a_single_field() const {
    return std::ranges::any_of(fields_, [](const auto& field) {
        std::string_view name = field.first;
        if (name.starts_with(carried)) name.remove_prefix(carried.size());
        return field.second.size() > 1 && std::ranges::find(lists, name) == lists.end();
    });
}

std::string PostedForm::value(const std::string& name) const {
    const auto found = fields_.find(name);
    if (found == fields_.end() || found->second.empty()) return {};
    return std::string{trimmed(found->second.front())};
}

std::vector<std::string> PostedForm::values(const std::string& name) const {
    const auto found = fields_.find(name);
    if (found == fields_.end()) return {};
    std::vector<std::string> values;
    for (const auto& value : found->second) values.emplace_back(trimmed(value));
    return values;
}

const UploadedFile* PostedForm::file(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace prevenance::forms

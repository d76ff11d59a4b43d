// What a browser posts: application/x-www-form-urlencoded and multipart/form-data, into names and values.
// It checks bytes and encoding, not meaning: a form reader (signal_form.h, …) does that.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/error.h"

namespace prevenance::forms {

struct UploadedFile {
    std::string bytes;  // the name and type a browser claims for it are ignored
};

class PostedForm {
public:
    // At most 200 fields; text must be valid UTF-8 without NUL. A field that comes twice is refused, other than the
    // lists of checkboxes named in posted_form.cpp: which of the two counts is what two readers may disagree on.
    static Result<PostedForm> parse(std::string_view content_type, std::string_view body);
    static Result<PostedForm> parse_urlencoded(std::string_view text);  // also a query string
    // One flat JSON object; lists of texts are read like checkboxes. The API's face of the same forms.
    static Result<PostedForm> parse_json(std::string_view body);

    // A body that is the file itself, without fields around it.
    static PostedForm of_file(const std::string& name, std::string bytes);

    // The first value, without blanks around it; empty where the field is absent.
    std::string value(const std::string& name) const;
    std::vector<std::string> values(const std::string& name) const;  // of checkboxes
    bool has(const std::string& name) const { return fields_.contains(name); }
    const UploadedFile* file(const std::string& name) const;
    const std::map<std::string, std::vector<std::string>>& fields() const { return fields_; }

private:
    bool repeats_a_single_field() const;

    std::map<std::string, std::vector<std::string>> fields_;
    std::map<std::string, UploadedFile> files_;
};

// %XX and "+" undone; nothing where an escape is broken.
std::optional<std::string> decode_percent(std::string_view text, bool plus_is_space);
std::string encode_percent(std::string_view text);

bool is_valid_utf8(std::string_view text);

}  // namespace prevenance::forms

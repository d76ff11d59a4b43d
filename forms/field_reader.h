// Reads one value after another from a submission and remembers what is wrong with each, so that a form
// answers with every error at once. The same reader serves a browser's post and an API's JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/calendar.h"
#include "domain/error.h"
#include "forms/posted_form.h"

namespace prevenance::forms {

class FieldReader {
public:
    explicit FieldReader(const PostedForm& form) : form_(form) {}

    // A text of 1 to `longest` characters (code points). `missing` is the message where it is empty.
    std::string required_text(const std::string& name, std::size_t longest, std::string_view missing);
    std::string optional_text(const std::string& name, std::size_t longest);

    // A day as 2026-03-12 or 12/03/2026. Two-digit years and days that do not exist are refused.
    std::optional<Date> required_date(const std::string& name, std::string_view missing);
    std::optional<Date> optional_date(const std::string& name);
    // The same, not after `today`.
    std::optional<Date> past_date(const std::string& name, std::string_view missing, Date today);

    template <class AnyId>
    std::optional<AnyId> required_id(const std::string& name, std::string_view missing) {
        const auto id = AnyId::parse(form_.value(name));
        if (!id) refuse(name, "missing", std::string{missing});
        return id;
    }

    // One of `known`; anything else is refused with `missing`.
    std::string one_of(const std::string& name, const std::vector<std::string>& known, std::string_view missing);

    bool ticked(const std::string& name) const { return form_.has(name) && form_.value(name) != "false"; }

    void refuse(const std::string& field, std::string code, std::string message);
    bool has_error(const std::string& field) const;
    const std::vector<FieldError>& errors() const { return errors_; }
    std::vector<FieldError> take_errors() { return std::move(errors_); }

private:
    const PostedForm& form_;
    std::vector<FieldError> errors_;
};

}  // namespace prevenance::forms

#include "forms/rule_settings_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_digits = 6;

std::optional<int> whole_number(const std::string& text) {
    const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || text.size() > most_digits || !digits) return std::nullopt;
    return std::stoi(text);
}

}  // namespace

Result<std::map<std::string, int>> read_rule_settings_form(const PostedForm& form,
                                                           const std::vector<OpenThreshold>& thresholds) {
    FieldReader reader{form};
    std::map<std::string, int> values;
    for (const auto& threshold : thresholds) {
        const auto value = whole_number(form.value(threshold.name));
        if (value && threshold.min <= *value && *value <= threshold.max)
            values.emplace(threshold.name, *value);
        else
            reader.refuse(threshold.name, value ? "out_of_bounds" : "not_a_number",
                          "Écrivez un nombre entier, de " + std::to_string(threshold.min) + " à " +
                              std::to_string(threshold.max) + ".");
    }
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return values;
}

}  // namespace prevenance::forms

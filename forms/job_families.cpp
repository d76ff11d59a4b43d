#include "forms/job_families.h"

#include "domain/folded_text.h"

#include <algorithm>

namespace prevenance::forms {

Result<JobFamilies> JobFamilies::read(std::string_view text) {
    JobFamilies families;
    std::vector<FieldError> errors;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.starts_with('#')) continue;
        const auto semicolon = line.find(';');
        const auto code = trimmed(line.substr(0, semicolon));
        const auto label =
            semicolon == std::string_view::npos ? std::string_view{} : trimmed(line.substr(semicolon + 1));
        const auto where = "line " + std::to_string(number);
        if (code.empty() || label.empty())
            errors.push_back({where, "not_code_and_label", "Écrivez « code;libellé »."});
        else if (families.knows(code))
            errors.push_back({where, "code_twice", "Le code " + std::string{code} + " est donné deux fois."});
        else
            families.families_.push_back({std::string{code}, std::string{label}});
    }
    if (!errors.empty()) return fail(std::move(errors));
    return families;
}

bool JobFamilies::knows(std::string_view code) const {
    return std::ranges::find(families_, code, &JobFamily::code) != families_.end();
}

std::vector<std::string> JobFamilies::codes() const {
    std::vector<std::string> codes;
    for (const auto& family : families_) codes.push_back(family.code);
    return codes;
}

std::string JobFamilies::label_of(std::string_view code) const {
    const auto found = std::ranges::find(families_, code, &JobFamily::code);
    return found == families_.end() ? std::string{code} : found->label;
}

}  // namespace prevenance::forms

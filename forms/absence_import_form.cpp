#include "forms/absence_import_form.h"

#include <charconv>
#include <string_view>

namespace prevenance::forms {

AbsenceFileChoices read_absence_file_choices(const PostedForm& form) {
    constexpr std::string_view prefix = "column_";
    AbsenceFileChoices choices{
        form.value("encoding"), form.value("separator"), form.value("date_format"), false, {}};
    for (const auto& [name, values] : form.fields()) {
        if (!name.starts_with(prefix)) continue;
        std::size_t position = 0;
        const auto* end = name.data() + name.size();
        const auto [read, fault] = std::from_chars(name.data() + prefix.size(), end, position);
        if (fault != std::errc{} || read != end) continue;
        choices.names_columns = true;
        const auto meaning = form.value(name);
        if (!meaning.empty() && meaning != "ignore") choices.columns.emplace(position, meaning);
    }
    return choices;
}

}  // namespace prevenance::forms

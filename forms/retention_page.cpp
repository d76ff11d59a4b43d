#include "forms/retention_page.h"

namespace prevenance::forms {

TemplateData retention_data(const RetentionView& view) {
    TemplateData::List lines;
    for (const auto& line : view.lines)
        lines.push_back(TemplateData{}
                            .set("kept_label", line.label)
                            .set("kept_period", line.period)
                            .set("kept_source", line.source)
                            .set("due_tonight", line.due)
                            .set("erased_last_night", line.erased)
                            .set_optional("held_back", line.held_back));
    return TemplateData{}
        .set("is_demo", view.is_demo)
        .set_optional("last_night", view.last_night)
        .set("kept_lines", std::move(lines));
}

}  // namespace prevenance::forms

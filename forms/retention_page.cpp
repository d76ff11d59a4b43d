#include "forms/retention_page.h"

namespace prevenance::forms {
namespace {

// Most kinds are quiet on most nights: a table of zeros would hide what happens.
bool moves(const KeptLine& line) {
    return line.counted && (line.due > 0 || line.erased.value_or(0) > 0 || !line.stays.empty());
}

TemplateData moving_line(const KeptLine& line) {
    TemplateData::List stays;
    for (const auto& sentence : line.stays) stays.push_back(TemplateData{}.set("stays_because", sentence));
    return TemplateData{}
        .set("moving_label", line.label)
        .set("due_tonight", std::to_string(line.due))
        .set_optional("erased_last_night", line.erased ? std::to_string(*line.erased) : "")
        .set("stays", std::move(stays));
}

TemplateData kept_line(const KeptLine& line) {
    return TemplateData{}
        .set("kept_label", line.label)
        .set("kept_period", line.period)
        .set("kept_source", line.source)
        .set("is_counted", line.counted);
}

}  // namespace

TemplateData retention_data(const RetentionView& view) {
    TemplateData::List moving;
    TemplateData::List kept;
    for (const auto& line : view.lines) {
        if (moves(line)) moving.push_back(moving_line(line));
        kept.push_back(kept_line(line));
    }
    return TemplateData{}
        .set("is_demo", view.is_demo)
        .set_optional("last_night", view.last_night)
        .set("has_moving", !moving.empty())
        .set("moving_lines", std::move(moving))
        .set("kept_lines", std::move(kept));
}

}  // namespace prevenance::forms

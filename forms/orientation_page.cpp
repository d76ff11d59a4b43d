#include "forms/orientation_page.h"

#include "forms/directory_page.h"

#include <string>

namespace prevenance::forms {
namespace {

constexpr const char* start_path = "/orientation";

std::string path_to(const std::string& way) {
    return way.empty() ? start_path : std::string{start_path} + "/" + way;
}

// The answers so far, each with the question it answered: that of the step before.
TemplateData::List steps_of(const OrientationPlace& place) {
    TemplateData::List steps;
    std::string before;
    for (const auto& step : place.way) {
        steps.push_back(TemplateData{}.set("step_label", step.label).set("question_path", path_to(before)));
        before = step.path;
    }
    return steps;
}

TemplateData::List choices_of(const OrientationPlace& place) {
    const auto here = place.way.empty() ? std::string{} : place.way.back().path + ".";
    TemplateData::List choices;
    for (const auto& choice : place.node->choices)
        choices.push_back(
            TemplateData{}.set("choice_path", path_to(here + choice.to)).set("choice_label", choice.label));
    return choices;
}

TemplateData::List devices_of(const OrientationView& view) {
    TemplateData::List devices;
    for (const auto& device : view.place.node->devices) {
        TemplateData::List sheets;
        for (const auto& id : device.sheets)
            if (const auto* sheet = view.directory.find(id))
                sheets.push_back(sheet_summary(*sheet, view.today));
        devices.push_back(TemplateData{}
                              .set("device_label", device.label)
                              .set_optional("device_words", device.words)
                              .set("device_sheets", std::move(sheets)));
    }
    return devices;
}

}  // namespace

TemplateData orientation_data(const OrientationView& view) {
    const auto& way = view.place.way;
    const auto back = way.size() < 2 ? std::string{} : way[way.size() - 2].path;
    TemplateData data;
    data.set_optional("words", view.place.node->words);
    data.set_optional("back_path", way.empty() ? "" : path_to(back));
    data.set("has_way", !way.empty()).set("way", steps_of(view.place));
    data.set("is_leaf", view.place.node->is_leaf());
    data.set("choices", choices_of(view.place)).set("devices", devices_of(view));
    return data;
}

}  // namespace prevenance::forms

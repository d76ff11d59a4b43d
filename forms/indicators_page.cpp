#include "forms/indicators_page.h"

namespace prevenance::forms {

TemplateData indicators_data(const IndicatorCatalogue& catalogue) {
    TemplateData::List indicators;
    for (const auto& one : catalogue.all())
        indicators.push_back(TemplateData{}
                                 .set("label", one.label)
                                 .set("need", one.need)
                                 .set("definition", one.definition)
                                 .set("holder", one.holder)
                                 .set("limits", one.limits)
                                 .set("availability", one.availability));
    return TemplateData{}
        .set("version", std::to_string(catalogue.version()))
        .set("indicators", std::move(indicators));
}

}  // namespace prevenance::forms

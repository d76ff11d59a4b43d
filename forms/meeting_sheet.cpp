#include "forms/meeting_sheet.h"

#include "forms/figure_card.h"
#include "forms/french.h"

namespace prevenance::forms {

TemplateData meeting_sheet_data(const DashboardView& view) {
    TemplateData::List parts;
    for (const auto& card : cards_of(view))
        parts.push_back(TemplateData{}
                            .set("part_title", card.title)
                            .set("sentence", card.sentence)
                            .set("basis", card.basis)
                            .set("row_title", card.row_title)
                            .set("value_titles", value_titles_data(card))
                            .set("rows", rows_data(card)));
    TemplateData data;
    data.set("network_name", view.shown.network_name).set("dashboard_path", view.shown.path);
    data.set("period", period_words(view.shown.starts_on, view.shown.ends_on));
    data.set("from", short_date(view.shown.starts_on)).set("to", short_date(view.shown.ends_on));
    data.set("published_on", short_date(in_paris(view.shown.published_at).date));
    data.set("hidden_percent", std::to_string(view.shown.hidden_percent)).set("parts", std::move(parts));
    return data;
}

}  // namespace prevenance::forms

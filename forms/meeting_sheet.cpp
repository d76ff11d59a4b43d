#include "forms/meeting_sheet.h"

#include "forms/french.h"

namespace prevenance::forms {

TemplateData meeting_sheet_data(const DashboardView& view) {
    TemplateData::List parts;
    for (const auto& card : cards_of(view)) {
        TemplateData::List rows;
        for (const auto& row : card.rows)
            rows.push_back(TemplateData{}
                               .set("row_label", row.label)
                               .set("row_value", row.value)
                               .set_optional("row_reason", row.reason));
        parts.push_back(TemplateData{}
                            .set("part_title", card.title)
                            .set("sentence", card.sentence)
                            .set("rows", std::move(rows)));
    }
    TemplateData data;
    data.set("network_name", view.shown.network_name).set("dashboard_path", view.shown.path);
    data.set("period", period_words(view.shown.starts_on, view.shown.ends_on));
    data.set("from", short_date(view.shown.starts_on)).set("to", short_date(view.shown.ends_on));
    data.set("published_on", short_date(in_paris(view.shown.published_at).date));
    data.set("hidden_percent", std::to_string(view.shown.hidden_percent)).set("parts", std::move(parts));
    return data;
}

}  // namespace prevenance::forms

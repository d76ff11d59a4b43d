#include "forms/risk_register_page.h"

#include "forms/french.h"

namespace prevenance::forms {

TemplateData risk_register_data(const RiskRegisterView& view) {
    TemplateData data;
    data.set("employer", view.employer).set("siret", view.siret).set("date", view.date);
    TemplateData::List lines;
    for (const auto& line : view.lines)
        lines.push_back(TemplateData{}
                            .set("work_unit", line.work_unit)
                            .set("risk", line.risk)
                            .set("indicator", line.indicator)
                            .set("seen_on", short_date(line.seen_on))
                            .set("action", line.action));
    data.set("has_lines", !lines.empty()).set("lines", std::move(lines));
    data.set("has_small_teams", view.has_small_teams);
    return data;
}

CsvTable risk_register_table(const std::vector<RiskRegisterLine>& lines) {
    CsvTable table{{"unite_de_travail", "risque", "indicateur", "constat_du", "action"}, {}};
    for (const auto& line : lines)
        table.rows.push_back({line.work_unit, line.risk, line.indicator, line.seen_on, line.action});
    return table;
}

}  // namespace prevenance::forms

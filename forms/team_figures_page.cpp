#include "forms/team_figures_page.h"

#include "forms/field.h"
#include "forms/french.h"
#include "forms/team_figures_form.h"

namespace prevenance::forms {
namespace {

std::string path_of(const std::string& team, Date month) {
    return "/equipes/" + team + "/chiffres/" + month_text(month);
}

TemplateData::List lines_of(const std::vector<FigureKind>& kinds, const std::map<std::string, int>& figures) {
    TemplateData::List lines;
    for (const auto& kind : kinds)
        if (const auto figure = figures.find(kind.code); figure != figures.end())
            lines.push_back(
                TemplateData{}.set("figure_label", kind.label).set("figure_value", grouped(figure->second)));
    return lines;
}

}  // namespace

TemplateData team_list_data(const std::vector<TeamLine>& teams) {
    TemplateData::List list;
    for (const auto& team : teams)
        list.push_back(TemplateData{}
                           .set("team_name", team.name)
                           .set("figures_path", "/equipes/" + team.id + "/chiffres"));
    TemplateData data;
    data.set("has_teams", !list.empty()).set("teams", std::move(list));
    return data;
}

TemplateData team_figures_data(const TeamFiguresView& view) {
    TemplateData::List months;
    for (const auto& month : view.months)
        months.push_back(TemplateData{}
                             .set("month_name", month_and_year(month.first))
                             .set("month_path", path_of(view.team_id, month.first))
                             .set("has_figures", !month.figures.empty())
                             .set("figure_count", counted(static_cast<int>(month.figures.size()), "nombre entré",
                                                          "nombres entrés"))
                             .set("figures", lines_of(view.kinds, month.figures)));
    TemplateData data;
    data.set("months", std::move(months));
    return data;
}

TemplateData team_figures_form_data(const TeamFiguresFormView& view, const std::vector<FieldError>& errors) {
    TemplateData::List fields;
    for (const auto& kind : view.kinds) {
        if (needs_many_people(kind.code) && view.is_small && !view.figures.contains(kind.code)) continue;
        const auto typed = view.figures.find(kind.code);
        fields.push_back(input_field({.name = kind.code,
                                      .label = kind.label,
                                      .hint = std::string{figure_hint(kind.code)},
                                      .value = typed == view.figures.end() ? std::string{} : typed->second,
                                      .type = "text",
                                      .autocomplete = "off",
                                      .input_mode = "numeric",
                                      .longest = 12},
                                     errors));
    }
    TemplateData data;
    data.set("post_path", path_of(view.team_id, view.month))
        .set("back_path", "/equipes/" + view.team_id + "/chiffres")
        .set("month_name", month_and_year(view.month))
        .set("has_figures", view.has_figures)
        .set("is_small", view.is_small)
        .set("fields", std::move(fields));
    return data;
}

}  // namespace prevenance::forms

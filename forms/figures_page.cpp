#include "forms/figures_page.h"

#include "forms/bar_chart.h"
#include "forms/french.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

constexpr std::string_view employers = "employers";
constexpr std::string_view employees = "employees";
constexpr std::string_view signals = "signals";
constexpr std::string_view family_prefix = "signals_";

bool is_year(Date starts_on, Date ends_on) {
    return ends_on - starts_on > Days{100};
}

const FigureLine* find_line(const FiguresView& figures, std::string_view indicator) {
    const auto at = std::ranges::find(figures.lines, indicator, &FigureLine::indicator);
    return at == figures.lines.end() ? nullptr : &*at;
}

std::optional<int> value_of(const FiguresView& figures, std::string_view indicator) {
    const auto* line = find_line(figures, indicator);
    return line == nullptr ? std::nullopt : line->value;
}

std::string value_words(const FigureLine& line) {
    if (!line.value) return "non publié";
    const auto number = grouped(*line.value);
    return line.indicator == employers ? number : "environ " + number;
}

const FigureLine* most_frequent_family(const FiguresView& figures) {
    const FigureLine* most = nullptr;
    for (const auto& line : figures.lines)
        if (line.indicator.starts_with(family_prefix) && line.value &&
            (most == nullptr || *line.value > *most->value))
            most = &line;
    return most;
}

std::string about_coverage(const FiguresView& figures) {
    const auto members = value_of(figures, employers);
    const auto covered = value_of(figures, employees);
    std::string words = period_words(figures.starts_on, figures.ends_on) + "\u00A0: ";
    words += members ? counted(*members, "structure participe", "structures participent")
                     : std::string{"trop peu de structures participent pour en publier le nombre"};
    if (covered) words += ", avec environ " + grouped(*covered) + " salariés";
    return words + ". ";
}

std::string about_signals(const FiguresView& figures) {
    const auto* line = find_line(figures, signals);
    if (line == nullptr) return {};
    if (!line->value)
        return "Le nombre de personnes avec un signal n’est pas publié. " +
               hidden_words(*line->hidden_because);
    auto words = "Environ " + grouped(*line->value) + " personnes ont eu au moins un signal.";
    if (const auto* most = most_frequent_family(figures))
        words += " Parmi les chiffres publiés, le plus grand concerne «\u00A0" + most->label +
                 "\u00A0»\u00A0: environ " + grouped(*most->value) + " personnes.";
    return words;
}

std::string chart_description(const FiguresView& figures) {
    std::string words;
    for (const auto& line : figures.lines) {
        if (line.indicator == employers || line.indicator == employees) continue;
        words += (words.empty() ? "" : "\u00A0; ") + line.label + "\u00A0: " + value_words(line);
    }
    return words + ".";
}

Html chart_of(const FiguresView& figures, const std::string& id) {
    BarChart chart;
    chart.id = id;
    chart.title = "Personnes concernées, " + period_words(figures.starts_on, figures.ends_on);
    chart.description = chart_description(figures);
    for (const auto& line : figures.lines)
        if (line.indicator != employers && line.indicator != employees)
            chart.bars.push_back({line.label, line.value, value_words(line)});
    return draw(chart);
}

TemplateData section_of(const FiguresView& figures, std::size_t number) {
    TemplateData::List lines;
    for (const auto& line : figures.lines) {
        TemplateData one;
        one.set("line_label", line.label).set("line_value", value_words(line));
        one.set_optional("line_reason",
                         line.hidden_because ? hidden_words(*line.hidden_because) : std::string{});
        lines.push_back(std::move(one));
    }
    TemplateData section;
    section.set("period", period_words(figures.starts_on, figures.ends_on));
    section.set("network_name", figures.network_name).set("headline", headline(figures));
    section.set("chart", chart_of(figures, "graphique-" + std::to_string(number)));
    section.set("lines", std::move(lines)).set("publication_path", figures.path);
    section.set("from", short_date(figures.starts_on)).set("to", short_date(figures.ends_on));
    section.set("published_on", short_date(in_paris(figures.published_at).date));
    return section;
}

std::vector<CsvCell> row_for_people(const FiguresView& figures, const FigureLine& line) {
    std::vector<CsvCell> row{figures.network_name, figures.starts_on, figures.ends_on, line.label};
    row.push_back(line.value ? CsvCell{std::int64_t{*line.value}} : CsvCell{std::string{"n.d."}});
    row.push_back(line.hidden_because ? CsvCell{hidden_words(*line.hidden_because)} : CsvCell{});
    row.push_back(in_paris(figures.published_at).date);
    return row;
}

std::vector<CsvCell> row_for_programs(const FiguresView& figures, const FigureLine& line) {
    std::vector<CsvCell> row{figures.network_name, figures.starts_on, figures.ends_on, line.indicator};
    row.push_back(line.value ? CsvCell{std::int64_t{*line.value}} : CsvCell{});
    row.push_back(line.hidden_because ? CsvCell{std::string{hidden_reason_name(*line.hidden_because)}}
                                      : CsvCell{});
    row.push_back(in_paris(figures.published_at).date);
    return row;
}

}  // namespace

std::string period_words(Date starts_on, Date ends_on) {
    const std::chrono::year_month_day first{starts_on};
    const auto year = std::to_string(static_cast<int>(first.year()));
    if (is_year(starts_on, ends_on)) return "Année " + year;
    const auto quarter = (static_cast<unsigned>(first.month()) - 1) / 3 + 1;
    return (quarter == 1 ? "1er" : std::to_string(quarter) + "e") + " trimestre " + year;
}

std::string hidden_words(HiddenBecause reason) {
    switch (reason) {
        case HiddenBecause::too_few_people:
            return "Trop peu de personnes\u00A0: moins de 11, ou moins de 11 sans la structure qui en compte "
                   "le plus.";
        case HiddenBecause::too_few_employers:
            return "Trop peu de structures\u00A0: moins de 4 comptent dans ce chiffre.";
        case HiddenBecause::one_employer_dominates:
            return "Une seule structure compte plus de 85\u00A0% des personnes.";
        case HiddenBecause::protects_another_cell:
            return "Une soustraction avec ce chiffre permettrait d’en retrouver un autre, qui doit rester "
                   "caché.";
    }
    return {};
}

std::string headline(const FiguresView& figures) {
    return about_coverage(figures) + about_signals(figures);
}

TemplateData figures_data(const std::vector<FiguresView>& shown, const std::vector<FiguresView>& all) {
    TemplateData::List sections;
    for (const auto& figures : shown) sections.push_back(section_of(figures, sections.size() + 1));
    TemplateData::List links;
    for (const auto& figures : all)
        links.push_back(TemplateData{}
                            .set("link_path", figures.path)
                            .set("link_label", period_words(figures.starts_on, figures.ends_on)));
    TemplateData data;
    data.set("nothing_yet", all.empty()).set("has_publications", !all.empty());
    data.set("sections", std::move(sections)).set("publications", std::move(links));
    return data;
}

CsvTable figures_table_for_people(const FiguresView& figures) {
    CsvTable table{
        {"Réseau", "Du", "Au", "Chiffre", "Valeur arrondie", "Pourquoi il n’est pas publié", "Publié le"},
        {}};
    for (const auto& line : figures.lines) table.rows.push_back(row_for_people(figures, line));
    return table;
}

CsvTable figures_table_for_programs(const FiguresView& figures) {
    CsvTable table{{"network", "period_starts_on", "period_ends_on", "indicator", "value", "hidden_because",
                    "published_on"},
                   {}};
    for (const auto& line : figures.lines) table.rows.push_back(row_for_programs(figures, line));
    return table;
}

}  // namespace prevenance::forms

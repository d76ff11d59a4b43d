#include "forms/figures_page.h"

#include "forms/figure_card.h"
#include "forms/figure_words.h"
#include "forms/french.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

struct Split {
    CellDimension dimension;
    std::string_view word;
    std::string_view label;
};
constexpr std::array<Split, 4> splits{{
    {CellDimension::whole, "", "Tout le réseau"},
    {CellDimension::department, "departement", "Par département"},
    {CellDimension::job_family, "metier", "Par métier"},
    {CellDimension::size_class, "taille", "Par taille de structure"},
}};

const Split& split_of(CellDimension dimension) {
    return *std::ranges::find(splits, dimension, &Split::dimension);
}

std::string id_of(const FiguresView& figures) {
    return figures.path.substr(figures.path.rfind('/') + 1);
}

// What stands behind the question mark; empty parts are left out.
struct Filters {
    CellDimension split = CellDimension::whole;
    std::string family = {};
    std::string card = {};
};

std::string query_of(const Filters& filters) {
    std::string query;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty()) query += (query.empty() ? "?" : "&") + std::string{name} + "=" + std::string{value};
    };
    add("selon", split_of(filters.split).word);
    add("constat", filters.family);
    add("fiche", filters.card);
    return query;
}

// What is shown, all of its cards.
std::string address(const DashboardView& view) {
    return view.shown.path + query_of({view.split, view.family});
}

std::string card_address(const DashboardView& view, const std::string& file, const std::string& card) {
    return view.shown.path + file + query_of({view.split, view.family, card});
}

TemplateData card_data(const DashboardView& view, const FigureCard& card) {
    TemplateData data;
    data.set("card_title", card.title).set("sentence", card.sentence).set("chart", card.chart);
    data.set("card_code", card.code).set("has_rows", !card.rows.empty()).set("rows", rows_data(card));
    data.set("basis", card.basis).set("row_title", card.row_title);
    data.set("value_titles", value_titles_data(card));
    data.set("csv_path", card_address(view, "/tableur.csv", card.code));
    data.set("print_path", card_address(view, "", card.code)).set("is_alone", !view.only_card.empty());
    // The list beside a map is open: the map says less than the list does; and so is what has no drawing.
    data.set("is_open", !view.only_card.empty() || card.code == "repartition" ||
                            card.code == "familles-par-departement");
    return data;
}

TemplateData::List period_choices(const DashboardView& view) {
    TemplateData::List choices;
    for (const auto& one : view.all)
        choices.push_back(TemplateData{}
                              .set("choice_value", id_of(one))
                              .set("choice_label", period_words(one.starts_on, one.ends_on))
                              .set("chosen", one.path == view.shown.path));
    return choices;
}

bool is_published_by(const FiguresView& figures, CellDimension split) {
    return split == CellDimension::whole ||
           std::ranges::any_of(figures.lines, [&](const auto& line) { return line.dimension == split; });
}

TemplateData::List split_choices(const DashboardView& view) {
    TemplateData::List choices;
    for (const auto& split : splits)
        if (is_published_by(view.shown, split.dimension))
            choices.push_back(TemplateData{}
                                  .set("choice_value", std::string{split.word})
                                  .set("choice_label", std::string{split.label})
                                  .set("chosen", split.dimension == view.split));
    return choices;
}

// Every family of the publication, also where this split has none of it: choosing it then is answered in words.
TemplateData::List family_choices(const DashboardView& view) {
    TemplateData::List choices;
    const auto add = [&](const std::string& value, const std::string& label) {
        choices.push_back(
            TemplateData{}.set("choice_value", value).set("choice_label", label).set("chosen", value == view.family));
    };
    add("", "Tous les constats");
    for (const auto& family : families_of(view.shown)) add(family.indicator, family.label);
    return choices;
}

TemplateData::List tags(const DashboardView& view) {
    TemplateData::List list;
    const auto add = [&](const std::string& label, const std::string& path) {
        list.push_back(TemplateData{}.set("tag_label", label).set("tag_path", path));
    };
    if (!view.is_first_shown) add(period_words(view.shown.starts_on, view.shown.ends_on), "/chiffres");
    if (view.split != CellDimension::whole)
        add(std::string{split_of(view.split).label}, view.shown.path + query_of({CellDimension::whole, view.family}));
    if (const auto* family = find_line(view.shown, view.family))
        add(family->label, view.shown.path + query_of({view.split}));
    return list;
}

TemplateData::List publication_links(const DashboardView& view) {
    TemplateData::List links;
    for (const auto& one : view.all)
        links.push_back(TemplateData{}
                            .set("link_path", one.path)
                            .set("link_label", period_words(one.starts_on, one.ends_on)));
    return links;
}

std::vector<CsvCell> row_for_people(const FiguresView& figures, const FigureLine& line) {
    std::vector<CsvCell> row{figures.network_name, figures.starts_on, figures.ends_on, line.label,
                             line.category_label};
    row.push_back(line.value ? CsvCell{std::int64_t{*line.value}} : CsvCell{std::string{"n.d."}});
    row.push_back(line.hidden_because ? CsvCell{hidden_words(*line.hidden_because)} : CsvCell{});
    row.push_back(in_paris(figures.published_at).date);
    return row;
}

std::vector<CsvCell> row_for_programs(const FiguresView& figures, const FigureLine& line) {
    std::vector<CsvCell> row{figures.network_name,
                             figures.starts_on,
                             figures.ends_on,
                             line.indicator,
                             std::string{cell_dimension_name(line.dimension)},
                             line.category};
    row.push_back(line.value ? CsvCell{std::int64_t{*line.value}} : CsvCell{});
    row.push_back(line.hidden_because ? CsvCell{std::string{hidden_reason_name(*line.hidden_because)}}
                                      : CsvCell{});
    row.push_back(in_paris(figures.published_at).date);
    return row;
}

}  // namespace

std::optional<CellDimension> parse_split(std::string_view word) {
    const auto at = std::ranges::find(splits, word, &Split::word);
    return at == splits.end() ? std::nullopt : std::optional{at->dimension};
}

TemplateData empty_dashboard_data() {
    return TemplateData{}.set("nothing_yet", true).set("dashboard", false);
}

TemplateData dashboard_data(const DashboardView& view) {
    const auto members = find_line(view.shown, "employers");
    const bool has_too_few = members != nullptr && !members->value;
    TemplateData::List cards;
    if (!view.is_refused && !has_too_few)
        for (const auto& card : cards_of(view)) cards.push_back(card_data(view, card));

    TemplateData data;
    data.set("network_name", view.shown.network_name).set("headline", headline(view.shown));
    data.set("period", period_words(view.shown.starts_on, view.shown.ends_on));
    data.set("from", short_date(view.shown.starts_on)).set("to", short_date(view.shown.ends_on));
    data.set("published_on", short_date(in_paris(view.shown.published_at).date));
    data.set("is_refused", view.is_refused)
        .set("has_too_few", has_too_few)
        .set("is_whole", view.only_card.empty());
    data.set("has_no_card", cards.empty() && !view.is_refused && !has_too_few);
    data.set("cards", std::move(cards)).set("publication_path", view.shown.path);
    data.set("open_data_path", "/api/v1/open-data/" + id_of(view.shown) + "/datapackage.json");
    data.set("periods", period_choices(view)).set("splits", split_choices(view));
    data.set("families", family_choices(view)).set("tags", tags(view));
    data.set("publications", publication_links(view));
    data.set("whole_path", address(view));
    return TemplateData{}.set("nothing_yet", false).set("dashboard", std::move(data));
}

CsvTable figures_table_for_people(const FiguresView& figures) {
    CsvTable table{{"Réseau", "Du", "Au", "Chiffre", "Répartition", "Valeur arrondie",
                    "Pourquoi il n’est pas publié", "Publié le"},
                   {}};
    for (const auto& line : figures.lines) table.rows.push_back(row_for_people(figures, line));
    return table;
}

CsvTable figures_table_for_programs(const FiguresView& figures) {
    CsvTable table{{"network", "period_starts_on", "period_ends_on", "indicator", "dimension", "category",
                    "value", "hidden_because", "published_on"},
                   {}};
    for (const auto& line : figures.lines) table.rows.push_back(row_for_programs(figures, line));
    return table;
}

}  // namespace prevenance::forms

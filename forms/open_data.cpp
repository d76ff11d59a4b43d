#include "forms/open_data.h"

#include "forms/csv_export.h"
#include "forms/figure_words.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using Json = nlohmann::ordered_json;

constexpr auto period_pattern = R"(^\d{4}(-T[1-4])?$)";

// "2026", "2026-T1"
std::string period_code(const FiguresView& figures) {
    const std::chrono::year_month_day first{figures.starts_on};
    const auto year = std::to_string(static_cast<int>(first.year()));
    if (is_year(figures)) return year;
    return year + "-T" + std::to_string((static_cast<unsigned>(first.month()) - 1) / 3 + 1);
}

std::string secrecy_of(const FigureLine& line) {
    if (!line.hidden_because) return {};
    return *line.hidden_because == HiddenBecause::protects_another_cell ? "c" : "s";
}

Json text_field(const char* name, const char* title, const char* description) {
    return {{"name", name}, {"type", "string"}, {"title", title}, {"description", description}};
}

Json constrained(Json field, Json constraints) {
    field["constraints"] = std::move(constraints);
    return field;
}

Json schema() {
    Json fields = Json::array();
    fields.push_back(constrained(text_field("periode", "Période", "Année entière, ou trimestre"),
                                 {{"required", true}, {"pattern", period_pattern}}));
    fields.push_back(constrained(text_field("reseau", "Réseau", "Nom du réseau au jour de la publication"),
                                 {{"required", true}}));
    fields.push_back(constrained(text_field("indicateur", "Indicateur", "Code du catalogue des indicateurs"),
                                 {{"required", true}, {"pattern", "^[a-z0-9_]+$"}}));
    fields.push_back(constrained(text_field("dimension", "Répartition", "Vide : le réseau entier"),
                                 {{"enum", Json::array({"department", "job_family", "size_class"})}}));
    fields.push_back(
        text_field("categorie", "Catégorie",
                   "Code du département, du métier ou de la classe de taille ; vide : le réseau entier"));
    Json value{{"name", "valeur"},
               {"type", "integer"},
               {"title", "Valeur"},
               {"description", "Légèrement modifiée puis arrondie à 5 ; vide : non publiée"},
               {"constraints", {{"minimum", 0}}}};
    fields.push_back(std::move(value));
    fields.push_back(constrained(
        text_field(
            "secret", "Secret",
            "Vide : publiée ; s : trop peu de personnes ou de structures ; c : protège une autre valeur"),
        {{"enum", Json::array({"s", "c"})}}));
    fields.push_back({{"name", "definitions"},
                      {"type", "integer"},
                      {"title", "Version des définitions"},
                      {"description", "Version du catalogue des indicateurs de cette publication"},
                      {"constraints", {{"required", true}, {"minimum", 0}}}});
    return {{"$schema", "https://frictionlessdata.io/schemas/table-schema.json"},
            {"name", "prevenance-chiffres"},
            {"title", "Chiffres publiés d’un réseau d’aide à domicile"},
            {"description",
             "Personnes comptées une fois par chiffre et par période. Aucune valeur ne porte sur moins de "
             "11 personnes ni sur moins de 4 structures."},
            {"countryCode", "FR"},
            {"version", "1.0.0"},
            {"created", "2026-11-22"},
            {"fields", std::move(fields)},
            {"primaryKey", Json::array({"periode", "reseau", "indicateur", "dimension", "categorie"})},
            {"missingValues", Json::array({""})}};
}

}  // namespace

std::string open_data_csv(const FiguresView& figures, int definitions) {
    CsvTable table{
        {"periode", "reseau", "indicateur", "dimension", "categorie", "valeur", "secret", "definitions"}, {}};
    for (const auto& line : figures.lines)
        table.rows.push_back({period_code(figures), figures.network_name, line.indicator,
                              std::string{cell_dimension_name(line.dimension)}, line.category,
                              line.value ? CsvCell{std::int64_t{*line.value}} : CsvCell{}, secrecy_of(line),
                              std::int64_t{definitions}});
    return csv_for_programs(table);
}

std::string open_data_schema() {
    return schema().dump(2);
}

std::string open_data_package(const FiguresView& figures, const OpenDataPackage& package) {
    const Json resource{{"name", "chiffres"},
                        {"path", "chiffres.csv"},
                        {"profile", "tabular-data-resource"},
                        {"format", "csv"},
                        {"mediatype", "text/csv"},
                        {"encoding", "utf-8"},
                        {"bytes", package.csv.size()},
                        {"dialect", {{"delimiter", ","}, {"lineTerminator", "\r\n"}}},
                        {"schema", schema()}};
    const Json document{
        {"profile", "tabular-data-package"},
        {"name", "prevenance-" + package.id},
        {"id", package.id},
        {"title", figures.network_name + ", " + period_in_sentence(figures.starts_on, figures.ends_on)},
        {"homepage", package.homepage},
        {"version", std::to_string(package.definitions) + ".0.0"},
        {"created", iso_date(in_paris(figures.published_at).date) + "T00:00:00Z"},
        {"licenses", Json::array({{{"name", "etalab-2.0"},
                                   {"title", "Licence Ouverte 2.0"},
                                   {"path", "https://www.etalab.gouv.fr/licence-ouverte-open-licence"}}})},
        {"contributors", Json::array({{{"title", figures.network_name}, {"role", "publisher"}}})},
        {"resources", Json::array({resource})}};
    return document.dump(2);
}

}  // namespace prevenance::forms

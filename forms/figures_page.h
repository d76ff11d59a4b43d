// The dashboard of a network: what its analyst reads, as page and as CSV. The view holds what was published
// and has no field for anything else: no employer, no person, no date of an event.
//
// A card is a sentence, a picture, the same figures as a table, and the way to its CSV and its print. Which
// cards there are follows from what was published; the filters are the publications and the cubes in them.
#pragma once

#include "domain/calendar.h"
#include "domain/disclosure.h"
#include "domain/indicator.h"
#include "forms/csv_export.h"
#include "forms/quarter_chart.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct FigureLine {
    std::string indicator;  // of config/indicators.yaml: "signals_work"
    std::string label;
    std::optional<int> value;                     // people, rounded to five; "employers" is exact
    std::optional<HiddenBecause> hidden_because;  // where there is no value
    CellDimension dimension = CellDimension::whole;
    std::string category = {};        // "59", "AAD", "10_19"; empty: the whole network
    std::string category_label = {};  // French; empty: the whole network
};

struct FiguresView {
    std::string path;  // of this publication: "/chiffres/…"
    std::string network_name;
    Date starts_on;
    Date ends_on;  // inclusive: a whole quarter or a whole year
    Instant published_at;
    std::vector<FigureLine> lines;
    int hidden_percent = 0;  // of all that was counted
};

// A published count, quarter after quarter, and whether the last one departs from its usual level.
struct ObservedSeries {
    std::string label;                   // of the family, of the territory, or of both
    std::vector<QuarterColumn> columns;  // oldest first, at most eight; the last one is judged
    Date last_quarter;                   // its first day
    int quarters_known = 0;              // without a gap up to the last one
    // Of the last one, beside what was usual before the two quarters that stand before it: a slow rise may have
    // begun in those two. Nothing with fewer than ten quarters.
    std::optional<UsualRange> usual_before_a_rise = {};

    bool jumps() const { return !columns.empty() && columns.back().usual && columns.back().usual->departs; }
    bool rises_slowly() const { return !jumps() && usual_before_a_rise && usual_before_a_rise->departs; }
    bool departs() const { return jumps() || rises_slowly(); }
};
inline constexpr int quarters_for_a_usual_level = 8;  // seven, and the judged one
inline constexpr int quarters_for_a_slow_rise = 10;   // two more in between

struct DashboardView {
    FiguresView shown;
    std::optional<FiguresView> year_before;  // the same kind of period, a year earlier
    std::vector<FiguresView> all;            // latest first
    CellDimension split = CellDimension::whole;
    std::string family = {};               // an indicator: "signals_work"; empty: all of them
    bool is_first_shown = false;           // what the address without filters shows
    bool is_refused = false;               // a filter that is no published cube
    std::vector<ObservedSeries> observed;  // of this split and this family
    std::string only_card = {};            // its code; empty: all of them
};

struct CardRow {
    std::string label;
    std::string value;
    std::string reason = {};  // why it is hidden, or what is usual; may be empty
    std::vector<std::string> further_values = {};
};

struct FigureCard {
    std::string code;  // in addresses: "familles"
    std::string title;
    std::string sentence;
    Html chart;
    std::vector<CardRow> rows;
    CsvTable table;                                      // for a spreadsheet
    std::string row_title = "Chiffre";                   // above the labels of the rows
    std::vector<std::string> value_titles = {"Valeur"};  // above their values
    std::string basis = {};                              // "Calculé sur …": which figures, and below which line
};

// "Année 2025", "3e trimestre 2026"
std::string period_words(Date starts_on, Date ends_on);

// Why a figure is not there, in a sentence.
std::string hidden_words(HiddenBecause reason);

// What the figures say, in one or two sentences.
std::string headline(const FiguresView& figures);

// "departement", "metier", "taille" in addresses; "" is the whole network. Nothing for another word.
std::optional<CellDimension> parse_split(std::string_view word);

std::vector<FigureCard> cards_of(const DashboardView& view);

TemplateData empty_dashboard_data();
TemplateData dashboard_data(const DashboardView& view);

CsvTable figures_table_for_people(const FiguresView& figures);
CsvTable figures_table_for_programs(const FiguresView& figures);

}  // namespace prevenance::forms

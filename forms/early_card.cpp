#include "forms/early_card.h"

#include "forms/figure_words.h"
#include "forms/french.h"
#include "forms/svg_text.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_drawn = 4;
constexpr std::size_t most_named = 6;
constexpr std::size_t most_listed = 20;

std::string range_words(const UsualRange& usual) {
    return "d’habitude de " + std::to_string(usual.lower) + " à " + std::to_string(usual.upper);
}

bool is_published(const ObservedSeries& series) {
    return series.columns.back().value.has_value();
}

std::string last_value_words(const ObservedSeries& series) {
    return is_published(series) ? "environ " + grouped(*series.columns.back().value)
                                : std::string{"non publié"};
}

std::string judgement_words(const ObservedSeries& series) {
    const auto& usual = series.columns.back().usual;
    if (series.rises_slowly())
        return "Hausse lente\u00A0: au-dessus du niveau d’avant les deux derniers trimestres, " +
               range_words(*series.usual_before_a_rise) + ".";
    if (usual)
        return (series.jumps() ? "Au-dessus du niveau habituel\u00A0: " : "Au niveau habituel\u00A0: ") +
               range_words(*usual) + ".";
    if (series.quarters_known == 0) return "Ce trimestre n’est pas publié.";
    return "Pas encore assez de trimestres publiés à la suite\u00A0: " +
           std::to_string(series.quarters_known) + " sur " + std::to_string(quarters_for_a_usual_level) + ".";
}

// "« 43 Haute-Loire », « 63 Puy-de-Dôme » et 3 autres"
std::string names_of(const std::vector<const ObservedSeries*>& some) {
    std::string names;
    for (std::size_t i = 0; i < std::min(some.size(), most_named); ++i)
        names += std::string{names.empty() ? "" : ", "} + "«\u00A0" + some[i]->label + "\u00A0»";
    if (some.size() > most_named)
        names += " et " + counted(static_cast<int>(some.size() - most_named), "autre", "autres");
    return names;
}

std::vector<const ObservedSeries*> those_that(const DashboardView& view,
                                              bool (ObservedSeries::*holds)() const) {
    std::vector<const ObservedSeries*> some;
    for (const auto& series : view.observed)
        if ((series.*holds)()) some.push_back(&series);
    return some;
}

std::string early_sentence(const DashboardView& view) {
    const bool any_judged = std::ranges::any_of(
        view.observed, [](const auto& series) { return series.columns.back().usual.has_value(); });
    if (!any_judged)
        return "Pas encore assez de trimestres pour dire ce qui est habituel\u00A0: il en faut huit à la "
               "suite.";
    const auto& day = view.observed.front().last_quarter;
    const auto quarter = "Au " + period_in_sentence(day, day + Days{80}) + ", ";
    const auto jumping = those_that(view, &ObservedSeries::jumps);
    const auto rising = those_that(view, &ObservedSeries::rises_slowly);
    if (jumping.empty() && rising.empty())
        return quarter + "aucun chiffre publié ne sort de son niveau habituel.";
    std::string words = quarter;
    if (!jumping.empty()) words += "plus que d’habitude\u00A0: " + names_of(jumping) + ".";
    if (!rising.empty())
        words += (jumping.empty() ? "une hausse lente\u00A0: " : " Une hausse lente\u00A0: ") +
                 names_of(rising) + ".";
    return words + (jumping.size() + rising.size() == 1 ? " Ce chiffre ne dit" : " Ces chiffres ne disent") +
           " ni pourquoi, ni dans quelle structure.";
}

// The range that the last count is above stands behind it: of a slow rise, the one from before the rise.
std::vector<QuarterColumn> drawn_columns(const ObservedSeries& series) {
    auto columns = series.columns;
    if (series.rises_slowly()) columns.back().usual = series.usual_before_a_rise;
    return columns;
}

Html drawing_of(const ObservedSeries& series, std::size_t number) {
    QuarterChart chart{
        "tot-" + std::to_string(number), series.label + ", par trimestre", {}, drawn_columns(series)};
    for (const auto& column : series.columns)
        chart.description += column.label + "\u00A0: " +
                             (column.value ? std::to_string(*column.value) : std::string{"non publié"}) +
                             "\u00A0; ";
    chart.description += judgement_words(series);
    auto words = "<h3>" + svg_escaped(series.label) + "</h3>";
    if (series.departs())
        words += "<p>Environ " + grouped(*series.columns.back().value) + " personnes. " +
                 svg_escaped(judgement_words(series)) + "</p>";
    return {words + draw(chart).text};
}

// All of a network's few series are drawn; of territories the first that depart, and the file has them all.
bool is_drawn(const DashboardView& view, const ObservedSeries& series, std::size_t drawn) {
    return view.split == CellDimension::whole || (series.departs() && drawn < most_drawn);
}

CsvTable early_table(const DashboardView& view) {
    CsvTable table{{"Réseau", "Trimestre", "Chiffre", "Valeur arrondie", "Attendu", "Habituel de",
                    "Habituel à", "Avant une hausse lente de", "Avant une hausse lente à"},
                   {}};
    const auto number = [](std::optional<int> value) {
        return value ? CsvCell{std::int64_t{*value}} : CsvCell{};
    };
    for (const auto& series : view.observed)
        for (const auto& column : series.columns) {
            const auto& usual = column.usual;
            const auto before = &column == &series.columns.back() ? series.usual_before_a_rise : std::nullopt;
            table.rows.push_back(
                {view.shown.network_name, column.label, series.label,
                 column.value ? number(column.value) : CsvCell{std::string{"n.d."}},
                 usual ? number(usual->expected) : CsvCell{}, usual ? number(usual->lower) : CsvCell{},
                 usual ? number(usual->upper) : CsvCell{}, before ? number(before->lower) : CsvCell{},
                 before ? number(before->upper) : CsvCell{}});
        }
    return table;
}

std::string early_basis(const DashboardView& view) {
    const auto published = std::ranges::count_if(view.observed, is_published);
    const auto& columns = view.observed.front().columns;
    return "Calculé sur " + counted(static_cast<int>(published), "chiffre publié", "chiffres publiés") +
           " au dernier trimestre, sur " + std::to_string(view.observed.size()) +
           ", et sur leurs valeurs depuis " + columns.front().label +
           " au moins. Le dernier trimestre est comparé aux sept d’avant, ou à trois ans avec leurs saisons "
           "quand ils sont publiés. Une hausse lente se voit à partir de dix trimestres.";
}

// What departs, then what else is published, then the rest; each in the order of the publication.
std::vector<const ObservedSeries*> in_order(const DashboardView& view) {
    std::vector<const ObservedSeries*> all;
    for (const auto& series : view.observed) all.push_back(&series);
    std::ranges::stable_sort(all, std::ranges::greater{}, [](const auto* one) {
        return std::pair{one->departs(), is_published(*one)};
    });
    return all;
}

}  // namespace

std::optional<FigureCard> early_card(const DashboardView& view) {
    if (view.observed.empty()) return std::nullopt;
    FigureCard card{"observer-tot", "Observer tôt", early_sentence(view), {}, {}, early_table(view)};
    card.basis = early_basis(view);
    std::size_t drawn = 0;
    for (const auto* series : in_order(view)) {
        if (card.rows.size() < most_listed)
            card.rows.push_back({series->label, last_value_words(*series), judgement_words(*series)});
        if (is_drawn(view, *series, drawn)) card.chart.text += drawing_of(*series, ++drawn).text;
    }
    if (card.rows.size() < view.observed.size())
        card.basis +=
            " La liste s’arrête à vingt, d’abord ceux qui sortent de leur niveau habituel\u00A0; le fichier "
            "CSV les a tous.";
    return card;
}

}  // namespace prevenance::forms

#include "forms/figure_words.h"

#include "domain/published_period.h"
#include "forms/french.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr int least_below_the_line = 50;
constexpr int least_not_above = 11;

int quarter_of(Date day) {
    return static_cast<int>((static_cast<unsigned>(std::chrono::year_month_day{day}.month()) - 1) / 3 + 1);
}

std::string year_of(Date day) {
    return std::to_string(static_cast<int>(std::chrono::year_month_day{day}.year()));
}

}  // namespace

bool is_year(const FiguresView& figures) {
    return prevenance::is_year(figures.starts_on, figures.ends_on);
}

std::string period_words(Date starts_on, Date ends_on) {
    if (prevenance::is_year(starts_on, ends_on)) return "Année " + year_of(starts_on);
    const int quarter = quarter_of(starts_on);
    return (quarter == 1 ? "1er" : std::to_string(quarter) + "e") + " trimestre " + year_of(starts_on);
}

std::string period_in_sentence(Date starts_on, Date ends_on) {
    auto words = period_words(starts_on, ends_on);
    if (words.front() == 'A') words.front() = 'a';
    return words;
}

std::string short_quarter(Date first_day) {
    return "T" + std::to_string(quarter_of(first_day)) + " " + year_of(first_day).substr(2);
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

const FigureLine* find_line(const FiguresView& figures, std::string_view indicator, CellDimension split,
                            std::string_view category) {
    const auto at = std::ranges::find_if(figures.lines, [&](const auto& line) {
        return line.indicator == indicator && line.dimension == split && line.category == category;
    });
    return at == figures.lines.end() ? nullptr : &*at;
}

std::optional<int> value_of(const FiguresView& figures, std::string_view indicator, CellDimension split,
                            std::string_view category) {
    const auto* line = find_line(figures, indicator, split, category);
    return line == nullptr ? std::nullopt : line->value;
}

std::vector<FigureLine> known_lines(const FiguresView& figures,
                                    std::initializer_list<std::string_view> indicators) {
    std::vector<FigureLine> lines;
    for (const auto indicator : indicators)
        if (const auto* line = find_line(figures, indicator)) lines.push_back(*line);
    return lines;
}

std::vector<FigureLine> lines_by(const FiguresView& figures, std::string_view indicator,
                                 CellDimension split) {
    std::vector<FigureLine> lines;
    std::ranges::copy_if(figures.lines, std::back_inserter(lines), [&](const auto& line) {
        return line.indicator == indicator && line.dimension == split;
    });
    return lines;
}

std::string category_words(CellDimension dimension, const std::string& category, const std::string& label) {
    return dimension == CellDimension::department && category != label ? category + " " + label : label;
}

bool is_family(std::string_view indicator) {
    return indicator.starts_with("signals_");
}

std::vector<FigureLine> families_of(const FiguresView& figures) {
    std::vector<FigureLine> lines;
    std::ranges::copy_if(figures.lines, std::back_inserter(lines), [](const auto& line) {
        return is_family(line.indicator) && line.dimension == CellDimension::whole;
    });
    return lines;
}

std::vector<FigureLine> chosen_families(const DashboardView& view) {
    auto families = families_of(view.shown);
    if (!view.family.empty())
        std::erase_if(families, [&](const auto& line) { return line.indicator != view.family; });
    return families;
}

std::string value_words(const FigureLine& line) {
    if (!line.value) return "non publié";
    const auto number = grouped(*line.value);
    return line.indicator == "employers" ? number : "environ " + number;
}

std::string reason_words(const FigureLine& line) {
    return line.hidden_because ? hidden_words(*line.hidden_because) : std::string{};
}

std::optional<int> rate_of(std::optional<int> part, std::optional<int> whole) {
    if (!part || !whole || *whole < least_below_the_line || *whole - *part < least_not_above)
        return std::nullopt;
    return (200 * *part + *whole) / (2 * *whole);
}

}  // namespace prevenance::forms

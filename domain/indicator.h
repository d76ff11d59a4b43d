// What is published about a network, as config/indicators.yaml lists it: for each figure its words, and the grid
// of the regional observation workshop (need, definition, holder, limits, availability). It says which cubes
// exist; domain/disclosure.h and domain/release.h say which of their cells may be shown.
//
// The surprise: every figure counts persons, or employers. A duration is published as the number of persons whom
// a step took so long, because a median of few people is somebody's own duration.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

enum class IndicatorUnit { persons, employers };

// How the persons of an indicator are split up. `whole`: not at all.
enum class CellDimension { whole, department, job_family, size_class };

// The stable codes, as they are stored and published.
inline constexpr std::array<std::pair<CellDimension, std::string_view>, 4> cell_dimension_names{{
    {CellDimension::whole, ""},
    {CellDimension::department, "department"},
    {CellDimension::job_family, "job_family"},
    {CellDimension::size_class, "size_class"},
}};
constexpr std::string_view cell_dimension_name(CellDimension dimension) {
    return cell_dimension_names[static_cast<std::size_t>(dimension)].second;
}
constexpr std::optional<CellDimension> parse_cell_dimension(std::string_view text) {
    for (const auto& [dimension, name] : cell_dimension_names)
        if (name == text) return dimension;
    return std::nullopt;
}

struct Indicator {
    std::string code;   // stable, ASCII: "signals_work"
    std::string label;  // French, as shown
    IndicatorUnit unit = IndicatorUnit::persons;
    std::string part_of;  // code of the indicator whose persons these are too; empty: of none
    // Codes of parts of which each of these persons is in exactly one, and everybody knows; empty: there are none.
    std::vector<std::string> made_up_of = {};
    std::string need;     // French: which question it answers
    std::string definition;
    std::string holder;  // who knows it
    std::string limits;  // what it does not say
    std::string availability;
    std::vector<CellDimension> by;  // beside the whole network
    bool quarterly = true;          // false: once a year only
    bool operator==(const Indicator&) const = default;
};

class IndicatorCatalogue {
public:
    IndicatorCatalogue() = default;
    IndicatorCatalogue(int version, std::vector<Indicator> indicators)
        : version_(version), indicators_(std::move(indicators)) {}

    // 1 or more; goes up with every change of a definition, and stands in every publication.
    int version() const { return version_; }
    const std::vector<Indicator>& all() const { return indicators_; }  // in the order of the file
    const Indicator* find(std::string_view code) const {
        const auto at = std::ranges::find(indicators_, code, &Indicator::code);
        return at == indicators_.end() ? nullptr : &*at;
    }
    bool operator==(const IndicatorCatalogue&) const = default;

private:
    int version_ = 0;
    std::vector<Indicator> indicators_;
};

}  // namespace prevenance

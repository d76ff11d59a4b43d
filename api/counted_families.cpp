#include "api/counted_families.h"

#include "domain/absence.h"

namespace prevenance::api {
namespace {

constexpr std::string_view family_of_wishes = "wish";
constexpr std::string_view family_of_absences = "absences";

bool still_speaks(const storage::SuggestionRecord& suggestion, Date today) {
    if (suggestion.family != RuleFamily::signal || suggestion.as_of < add_months(today, Months{-12}))
        return false;
    return suggestion.closing != "fact_wrong" && suggestion.closing != "facts_gone";
}

void add(CountedFamilies& counted, const std::string& code, const SignalCatalogue& catalogue) {
    if (parse_absence_code(code)) counted.families.emplace(family_of_absences);
    const auto* type = catalogue.find(code);
    if (type == nullptr || !type->counts) return;
    counted.families.insert(type->family);
    if (type->family == family_of_wishes) counted.wish = OwnWish::expressed;
}

}  // namespace

CountedFamilies counted_families(const std::vector<storage::SuggestionRecord>& suggestions,
                                 const SignalCatalogue& catalogue, Date today) {
    CountedFamilies counted;
    for (const auto& suggestion : suggestions)
        if (still_speaks(suggestion, today))
            for (const auto& piece : suggestion.evidence) add(counted, piece.code, catalogue);
    return counted;
}

}  // namespace prevenance::api

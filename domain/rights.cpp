#include "domain/rights.h"

#include <utility>

namespace prevenance {
namespace {

constexpr std::array<std::pair<RightsKind, std::string_view>, 8> kinds{{
    {RightsKind::access, "access"},
    {RightsKind::correction, "correction"},
    {RightsKind::remark, "remark"},
    {RightsKind::objection, "objection"},
    {RightsKind::limitation, "limitation"},
    {RightsKind::resumption, "resumption"},
    {RightsKind::erasure, "erasure"},
    {RightsKind::portability, "portability"},
}};

constexpr std::array<std::pair<RightsOutcome, std::string_view>, 3> outcomes{{
    {RightsOutcome::granted, "granted"},
    {RightsOutcome::partly, "partly"},
    {RightsOutcome::refused, "refused"},
}};

}  // namespace

std::string_view code_of(RightsKind kind) {
    for (const auto& [known, code] : kinds)
        if (known == kind) return code;
    return {};
}

std::optional<RightsKind> rights_kind(std::string_view code) {
    for (const auto& [kind, known] : kinds)
        if (known == code) return kind;
    return std::nullopt;
}

bool takes_effect_at_once(RightsKind kind) {
    return kind == RightsKind::objection || kind == RightsKind::limitation || kind == RightsKind::resumption;
}

Date due_on(Date received_on, bool extended) {
    return add_months(received_on, Months{extended ? 3 : 1});
}

std::string_view code_of(RightsOutcome outcome) {
    for (const auto& [known, code] : outcomes)
        if (known == outcome) return code;
    return {};
}

std::optional<RightsOutcome> rights_outcome(std::string_view code) {
    for (const auto& [outcome, known] : outcomes)
        if (known == code) return outcome;
    return std::nullopt;
}

std::string rights_request_number(int year, int position) {
    auto digits = std::to_string(position);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return "D-" + std::to_string(year) + "-" + digits;
}

}  // namespace prevenance

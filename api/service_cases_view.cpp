#include "api/service_cases_view.h"

#include "forms/mailbox_page.h"

#include <algorithm>
#include <array>
#include <functional>

namespace prevenance::api {
namespace {

using storage::CaseLine;

bool is_open(const CaseLine& line) {
    if (next_task(line.diary())) return true;
    if (line.dates.left_on || line.dates.declined_on) return false;
    return line.dates.entered_on || !line.closed_at;
}

bool comes_first(const forms::ListedCase& left, const forms::ListedCase& right) {
    if (left.next.has_value() != right.next.has_value()) return left.next.has_value();
    if (left.next && left.next->before != right.next->before) return left.next->before < right.next->before;
    return left.received_on < right.received_on;
}

std::optional<int> median(std::vector<int> days) {
    if (days.empty()) return std::nullopt;
    const auto middle = days.begin() + static_cast<std::ptrdiff_t>((days.size() - 1) / 2);
    std::ranges::nth_element(days, middle);
    return *middle;
}

forms::Delay delay_until(const std::string& label, const std::vector<CaseLine>& lines,
                         const std::function<std::optional<Date>(const CaseLine&)>& until) {
    std::vector<int> days;
    for (const auto& line : lines)
        if (const auto day = until(line))
            days.push_back(static_cast<int>((*day - line.dates.received_on).count()));
    return {label, static_cast<int>(days.size()), median(days)};
}

std::optional<Date> day_of(const std::optional<Instant>& instant) {
    if (!instant) return std::nullopt;
    return in_paris(*instant).date;
}

// The stages, in order; a file stands at the first one it has not passed.
struct Stage {
    const char* label;
    const char* actors;
    bool (*passed)(const CaseLine& line);
};

constexpr std::array<Stage, 7> stages{{
    {"Message reçu et lu", "La personne, un médecin du travail",
     [](const CaseLine& line) { return line.first_read_at.has_value(); }},
    {"Accord confirmé de vive voix", "Le médecin du travail et la personne",
     [](const CaseLine& line) { return line.confirmed_at.has_value(); }},
    {"Visite faite", "Le médecin du travail, ou un professionnel du service",
     [](const CaseLine& line) { return line.dates.visited_on.has_value(); }},
    {"Accompagnement proposé, réponse donnée", "La cellule du service et la personne",
     [](const CaseLine& line) { return line.dates.entered_on || line.dates.declined_on; }},
    {"Sortie de l’accompagnement", "La cellule, la personne, les partenaires, l’employeur s’il le faut",
     [](const CaseLine& line) { return line.dates.left_on.has_value(); }},
    {"Suivi à 6 mois", "La cellule et la personne",
     [](const CaseLine& line) {
         return std::ranges::any_of(line.follow_ups,
                                    [](const FollowUp& one) { return one.months == 6 && one.answered_on; });
     }},
    {"Suivi à 24 mois", "La cellule et la personne",
     [](const CaseLine& line) {
         return std::ranges::any_of(line.follow_ups,
                                    [](const FollowUp& one) { return one.months == 24 && one.answered_on; });
     }},
}};

// Whoever declined, or whose file was closed, waits nowhere.
bool waits(const CaseLine& line) {
    return !line.dates.declined_on && (!line.closed_at || line.dates.left_on);
}

}  // namespace

AlertState state_of_case(const CaseLine& line) {
    return state_of({.set_aside = line.expired && !line.dates.entered_on,
                     .withdrawn = false,
                     .read = line.first_read_at.has_value(),
                     .confirmed = line.confirmed_at.has_value(),
                     .visit_planned = line.visit_on.has_value(),
                     .visit_held = line.dates.visited_on.has_value(),
                     .measures_sent = line.measures_sent_at.has_value(),
                     .closed = line.closed_at.has_value()});
}

std::vector<forms::ListedCase> open_cases(const std::vector<CaseLine>& lines, Date today) {
    std::vector<forms::ListedCase> open;
    for (const auto& line : lines) {
        if ((line.expired && !line.dates.entered_on) || !is_open(line)) continue;
        open.push_back({"/boite/" + line.alert.text() + "/dossier", line.receipt.text(),
                        line.dates.received_on, forms::state_words(state_of_case(line)),
                        status_on(line.dates, today), next_task(line.diary())});
    }
    std::ranges::stable_sort(open, comes_first);
    return open;
}

std::vector<ReportedCase> reported_cases(const std::vector<CaseLine>& lines) {
    std::vector<ReportedCase> cases;
    for (const auto& line : lines) cases.push_back({line.dates});
    return cases;
}

std::vector<forms::CircuitStage> circuit_of(const std::vector<CaseLine>& lines) {
    std::vector<forms::CircuitStage> counted;
    for (const auto& stage : stages) counted.push_back({stage.label, stage.actors, 0, 0});
    for (const auto& line : lines) {
        bool is_here = waits(line) && (!line.expired || line.dates.entered_on);
        for (std::size_t i = 0; i < stages.size(); ++i) {
            if (stages[i].passed(line)) {
                ++counted[i].passed;
            } else if (is_here) {
                ++counted[i].standing;
                is_here = false;
            }
        }
    }
    return counted;
}

forms::OwnStatisticsView own_statistics(const std::vector<CaseLine>& lines) {
    forms::OwnStatisticsView view;
    constexpr std::array states{AlertState::fresh,         AlertState::read,       AlertState::contacted,
                                AlertState::visit_planned, AlertState::visit_held, AlertState::measures_sent,
                                AlertState::closed,        AlertState::set_aside};
    for (const auto state : states) {
        const auto count = std::ranges::count(lines, state, state_of_case);
        view.volumes.emplace_back(forms::state_words(state), static_cast<int>(count));
    }
    view.delays = {
        delay_until("La première lecture", lines,
                    [](const CaseLine& line) { return day_of(line.first_read_at); }),
        delay_until("L’accord confirmé de vive voix", lines,
                    [](const CaseLine& line) { return line.dates.voice_on; }),
        delay_until("La visite", lines, [](const CaseLine& line) { return line.dates.visited_on; }),
        delay_until("Les préconisations", lines,
                    [](const CaseLine& line) { return day_of(line.measures_sent_at); }),
        delay_until("L’entrée dans l’accompagnement", lines,
                    [](const CaseLine& line) { return line.dates.entered_on; })};
    return view;
}

}  // namespace prevenance::api

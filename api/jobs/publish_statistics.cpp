#include "api/jobs/publish_statistics.h"

#include "api/published.h"
#include "storage/organisations.h"
#include "storage/statistics.h"

#include <algorithm>
#include <array>
#include <set>

namespace prevenance::api {
namespace {

using storage::Period;
using storage::Publication;
using storage::PublishedCell;
using storage::QuarterCounts;

constexpr int employers_for_families_by_quarter = 40;

struct PublishedFamily {
    std::string_view indicator;
    std::string_view label;
    std::array<std::string_view, 3> catalogue_families;  // of config/signals.yaml
};

constexpr std::array<PublishedFamily, 4> published_families{{
    {"signals_work", "Façon de travailler", {"ways_of_working", "", ""}},
    {"signals_requests", "Demandes et souhaits", {"requests", "words", "wish"}},
    {"signals_relations", "Relations de travail", {"relations", "", ""}},
    {"signals_events", "Événements au travail", {"events", "", ""}},
}};

// One row of figures before the decision what may be shown.
struct Figure {
    std::string indicator;
    std::string label;
    Contributions people;
};
using Figures = std::vector<Figure>;

bool is_year(const Period& period) {
    return period.ends_on - period.starts_on > Days{100};
}

std::set<std::string> types_of(const SignalCatalogue& signals, const PublishedFamily& family) {
    std::set<std::string> types;
    for (const auto& type : signals.all())
        if (type.counts &&
            std::ranges::find(family.catalogue_families, type.family) != family.catalogue_families.end())
            types.insert(type.code);
    return types;
}

std::set<std::string> types_of_all_families(const SignalCatalogue& signals) {
    std::set<std::string> types;
    for (const auto& family : published_families) types.merge(types_of(signals, family));
    return types;
}

Figures signal_families(const QuarterCounts& counts, const SignalCatalogue& signals) {
    Figures figures;
    for (const auto& family : published_families)
        figures.push_back({std::string{family.indicator}, std::string{family.label},
                           counts.people_with_signals(types_of(signals, family))});
    return figures;
}

Figures other_flows(const QuarterCounts& counts) {
    return {{"suggestions", "Personnes avec un échange suggéré", counts.people_with_suggestions()},
            {"talks", "Personnes reçues pour un échange", counts.people_talked_with()},
            {"invitations", "Personnes avec une invitation remise", counts.people_invited()}};
}

PublishedCell cell_of(const Figure& figure, const DisclosedCell& disclosed) {
    return {figure.indicator, figure.label, disclosed.value(), disclosed.hidden_because()};
}

// The number of employers is known to every member; it is neither a count of people nor rounded.
PublishedCell employers_taking_part(int members, const DisclosureThresholds& thresholds) {
    PublishedCell cell{"employers", "Structures participantes", members, std::nullopt};
    if (members >= thresholds.employers()) return cell;
    cell.value.reset();
    cell.hidden_because = HiddenBecause::too_few_employers;
    return cell;
}

std::vector<PublishedCell> disclosed_cells(const QuarterCounts& counts, const SignalCatalogue& signals,
                                           bool families, const DisclosureThresholds& thresholds) {
    const Figure covered{"employees", "Salariés couverts", counts.people_employed()};
    const Figure signalled{"signals", "Personnes avec au moins un signal",
                           counts.people_with_signals(types_of_all_families(signals))};
    const auto parts = families ? signal_families(counts, signals) : Figures{};

    const auto covered_cell = disclose({{}, covered.people, {}}, thresholds).total;
    const auto population = covered_cell.is_hidden() ? Contributions{} : covered.people;
    RowToDisclose row{population, signalled.people, {}};
    for (const auto& part : parts) row.parts.push_back(part.people);
    const auto disclosed = disclose(row, thresholds);

    std::vector<PublishedCell> cells{employers_taking_part(counts.member_employers(), thresholds),
                                     cell_of(covered, covered_cell), cell_of(signalled, disclosed.total)};
    for (std::size_t i = 0; i < parts.size(); ++i) cells.push_back(cell_of(parts[i], disclosed.parts[i]));
    for (const auto& flow : other_flows(counts))
        cells.push_back(cell_of(flow, disclose({population, flow.people, {}}, thresholds).total));
    return cells;
}

// The people behind a published cell, counted again.
Contributions people_behind(const QuarterCounts& counts, const SignalCatalogue& signals,
                            std::string_view indicator) {
    if (indicator == "employees") return counts.people_employed();
    if (indicator == "signals") return counts.people_with_signals(types_of_all_families(signals));
    for (const auto& family : published_families)
        if (family.indicator == indicator) return counts.people_with_signals(types_of(signals, family));
    for (auto& flow : other_flows(counts))
        if (flow.indicator == indicator) return std::move(flow.people);
    return {};
}

const PublishedCell* find_cell(const Publication& publication, std::string_view indicator) {
    const auto at = std::ranges::find(publication.cells, indicator, &PublishedCell::indicator);
    return at == publication.cells.end() ? nullptr : &*at;
}

void hide(PublishedCell& cell) {
    cell.value.reset();
    cell.hidden_because = HiddenBecause::protects_another_cell;
}

std::vector<Period> quarters_of(const Period& year) {
    std::vector<Period> quarters;
    for (int i = 0; i < 4; ++i) quarters.push_back(quarter_of(add_months(year.starts_on, Months{3 * i})));
    return quarters;
}

// A year less the quarters that were shown tells the quarters that were not.
void protect_hidden_quarters(std::vector<PublishedCell>& cells, const storage::Reader& cases,
                             const Services& services, const std::vector<Publication>& quarters,
                             const DisclosureThresholds& thresholds) {
    for (auto& cell : cells) {
        if (!cell.value || cell.indicator == "employers") continue;
        std::vector<Contributions> hidden;
        bool one_was_shown = false;
        for (const auto& quarter : quarters) {
            const auto* part = find_cell(quarter, cell.indicator);
            if (part == nullptr) continue;
            one_was_shown = one_was_shown || part->value;
            const QuarterCounts counts{
                cases, services.keyed_hash, quarter.network, {quarter.starts_on, quarter.ends_on}};
            if (!part->value) hidden.push_back(people_behind(counts, services.signals, cell.indicator));
        }
        if (one_was_shown && !subtraction_tells_nothing(hidden, thresholds)) hide(cell);
    }
}

bool holds_all_employers_of(const Contributions& whole, const Contributions& part) {
    return std::ranges::all_of(part, [&](const Contribution& one) {
        return std::ranges::find(whole, one.employer, &Contribution::employer) != whole.end();
    });
}

Contributions employers_only_in(const Contributions& whole, const Contributions& part) {
    Contributions rest;
    for (const auto& one : whole)
        if (std::ranges::find(part, one.employer, &Contribution::employer) == part.end()) rest.push_back(one);
    return rest;
}

// A network inside another: the two figures' difference is the employers that only one of them has.
bool tells_apart(const Contributions& one, const Contributions& other,
                 const DisclosureThresholds& thresholds) {
    if (!holds_all_employers_of(one, other) && !holds_all_employers_of(other, one)) return false;
    auto rest = employers_only_in(one, other);
    if (rest.empty()) rest = employers_only_in(other, one);
    if (persons_in(rest) == 0) return false;
    const std::array difference{rest};
    return !subtraction_tells_nothing(difference, thresholds);
}

void protect_nested_networks(std::vector<PublishedCell>& cells, const storage::Reader& cases,
                             const Services& services, const Publication& mine,
                             const Publication& other, const DisclosureThresholds& thresholds) {
    const Period period{mine.starts_on, mine.ends_on};
    for (auto& cell : cells) {
        const auto* published = find_cell(other, cell.indicator);
        if (!cell.value || cell.indicator == "employers" || published == nullptr || !published->value)
            continue;
        const auto own = people_behind({cases, services.keyed_hash, mine.network, period}, services.signals,
                                       cell.indicator);
        const auto others = people_behind({cases, services.keyed_hash, other.network, period}, services.signals,
                                          cell.indicator);
        if (tells_apart(own, others, thresholds)) hide(cell);
    }
}

std::vector<Publication> publications_of(const Services& services, NetworkId network,
                                         const std::vector<Period>& periods) {
    return services.statistics.read([&](const storage::Reader& reader) {
        std::vector<Publication> found;
        const storage::Statistics statistics{reader, NetworkScope::for_job(network)};
        for (const auto& period : periods)
            if (auto one = statistics.of_period(period.starts_on, period.ends_on))
                found.push_back(std::move(*one));
        return found;
    });
}

std::vector<Publication> publications_of_others(const Services& services, NetworkId network,
                                                const Period& period) {
    const auto networks = services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.networks(); });
    std::vector<Publication> found;
    for (const auto& other : networks)
        if (other.id != network)
            for (auto& one : publications_of(services, other.id, {period})) found.push_back(std::move(one));
    return found;
}

void fill(Services& services, Publication& publication, const Period& period) {
    const DisclosureThresholds thresholds;
    const auto earlier_quarters = is_year(period)
                                      ? publications_of(services, publication.network, quarters_of(period))
                                      : std::vector<Publication>{};
    const auto others = publications_of_others(services, publication.network, period);
    publication.cells = services.cases.read([&](const storage::Reader& cases) {
        const QuarterCounts counts{cases, services.keyed_hash, publication.network, period};
        const bool families =
            is_year(period) || counts.member_employers() >= employers_for_families_by_quarter;
        auto cells = disclosed_cells(counts, services.signals, families, thresholds);
        protect_hidden_quarters(cells, cases, services, earlier_quarters, thresholds);
        for (const auto& other : others)
            protect_nested_networks(cells, cases, services, publication, other, thresholds);
        return cells;
    });
}

}  // namespace

Period quarter_of(Date day) {
    const auto starts_on = first_of_quarter(day);
    return {starts_on, add_months(starts_on, Months{3}) - Days{1}};
}

Period year_of(Date day) {
    const auto year = std::chrono::year_month_day{day}.year();
    return {Date{year / 1 / 1}, Date{year / 12 / 31}};
}

std::vector<Period> periods_due(Date today) {
    const auto quarter = quarter_of(first_of_quarter(today) - Days{1});
    const auto year = year_of(quarter.ends_on);
    if (year.ends_on != quarter.ends_on) return {quarter};
    return {quarter, year};
}

bool publish_period(Services& services, const Network& network, Period period, Instant now) {
    if (!publications_of(services, network.id, {period}).empty()) return false;
    Publication publication{services.randomness.new_id<PublicationId>(),
                            network.id,
                            network.name,
                            period.starts_on,
                            period.ends_on,
                            now,
                            {},
                            services.indicators.version()};
    fill(services, publication, period);
    publication = signed_publication(services, std::move(publication));
    // The entry comes first: after a crash in between there is an entry too many, never a figure without one.
    services.cases.write([&](storage::Transaction& transaction) {
        services.audit.record(transaction, {now, std::nullopt, "job.publish_statistics", network.id.bytes});
    });
    return services.statistics.write([&](storage::Transaction& transaction) {
        return storage::Statistics{transaction, NetworkScope::for_job(network.id)}.publish(transaction,
                                                                                           publication);
    });
}

int publish_due_statistics(Services& services, Instant now) {
    const auto networks = services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.networks(); });
    int made = 0;
    for (const auto& network : networks)
        for (const auto& period : periods_due(in_paris(now).date))
            if (publish_period(services, network, period, now)) ++made;
    return made;
}

}  // namespace prevenance::api

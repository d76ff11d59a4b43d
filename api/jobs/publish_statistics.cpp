#include "api/jobs/publish_statistics.h"

#include "api/published.h"
#include "domain/canonical_bytes.h"
#include "domain/published_period.h"
#include "storage/memberships.h"
#include "storage/organisations.h"

#include <algorithm>
#include <array>
#include <set>

namespace prevenance::api {
namespace {

using storage::CountedPeople;
using storage::NotedPerson;
using storage::Period;
using storage::PeriodCounts;
using storage::Publication;
using storage::PublishedCell;

struct PublishedFamily {
    std::string_view indicator;
    std::array<std::string_view, 3> catalogue_families;  // of config/signals.yaml
};

constexpr std::array<PublishedFamily, 4> published_families{{
    {"signals_work", {"ways_of_working", "", ""}},
    {"signals_requests", {"requests", "words", "wish"}},
    {"signals_relations", {"relations", "", ""}},
    {"signals_events", {"events", "", ""}},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> size_class_words{
    {{"1_9", "1 à 9 salariés"},
     {"10_19", "10 à 19 salariés"},
     {"20_49", "20 à 49 salariés"},
     {"50_more", "50 salariés ou plus"}}};

int year_number(const Period& period) {
    return static_cast<int>(std::chrono::year_month_day{period.starts_on}.year());
}

// Place of a period in its year: 0 to 3, 4 for the year itself.
std::size_t place_of(const Period& period) {
    if (is_year(period.starts_on, period.ends_on)) return whole_year;
    return (static_cast<unsigned>(std::chrono::year_month_day{period.starts_on}.month()) - 1) / 3;
}

Period period_at(Date day_of_year, std::size_t place) {
    const auto year = year_of(day_of_year);
    return place == whole_year ? year : quarter_of(add_months(year.starts_on, Months{3 * static_cast<int>(place)}));
}

std::uint8_t bit_of(std::size_t place) {
    return static_cast<std::uint8_t>(1U << place);
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

CountedPeople people_of(const PeriodCounts& counts, const SignalCatalogue& signals, const std::string& indicator) {
    if (indicator == "signals") return counts.people_with_signals(types_of_all_families(signals));
    const auto family = std::ranges::find(published_families, indicator, &PublishedFamily::indicator);
    if (family != published_families.end()) return counts.people_with_signals(types_of(signals, *family));
    return counts.people(indicator);
}

// 64 bits of a keyed hash: the person's part in the noise of every figure that counts it.
std::uint64_t noise_key_of(const storage::KeyedHash& hash, ByteView subject) {
    const auto digest = hash(CanonicalWriter{"prevenance figure noise 1"}.field(subject).take());
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < sizeof key; ++i) key = key << 8U | digest[i];
    return key;
}

void hold_noise_key(Services& services) {
    const auto digest = services.keyed_hash(CanonicalWriter{"prevenance figure noise check 1"}.take());
    const auto known = services.statistics.read(storage::noise_key_digest);
    if (known && *known != digest) throw NoiseKeyLost{};
    if (!known)
        services.statistics.write(
            [&](storage::Transaction& transaction) { storage::set_noise_key_digest(transaction, digest); });
}

// Everything published of the year of `period`, by any network.
struct EarlierYear {
    EarlierCells cells;
    std::set<NetworkId> networks;
    std::array<std::set<NetworkId>, periods_of_a_year> published;
    bool shows_departments = false;
};

EarlierYear published_of_year(const Services& services, const std::vector<Network>& networks, const Period& period) {
    EarlierYear earlier;
    services.statistics.read([&](const storage::Reader& reader) {
        for (const auto& network : networks)
            for (std::size_t place = 0; place < periods_of_a_year; ++place) {
                const auto one = period_at(period.starts_on, place);
                const auto publication = storage::Statistics{reader, NetworkScope::for_job(network.id)}.of_period(
                    one.starts_on, one.ends_on);
                if (!publication) continue;
                earlier.networks.insert(network.id);
                earlier.published[place].insert(network.id);
                for (const auto& cell : publication->cells) {
                    earlier.cells[{network.id, place, cell.indicator, cell.dimension, cell.category}] =
                        cell.value.has_value();
                    earlier.shows_departments |= cell.dimension == CellDimension::department;
                }
            }
        return true;
    });
    return earlier;
}

// Fills the counts of a year from what is noted of earlier periods and what is known today of the present one.
class YearCounter {
public:
    YearCounter(const Services& services, const storage::Reader& cases, const EarlierYear& earlier,
                const std::set<NetworkId>& asked, const Period& period)
        : services_(services), cases_(cases), earlier_(earlier), asked_(asked), period_(period),
          counts_(cases, services.keyed_hash, period) {}

    YearOfCounts count() {
        collect_members();
        note_frozen_employers();
        job_family_of_ = counts_.job_families();
        for (const auto& indicator : services_.indicators.all())
            if (indicator.unit == IndicatorUnit::persons) count_persons(indicator);
        note_sizes();
        return std::move(year_);
    }

    // Whoever is counted in the present period for the first time.
    std::map<std::string, std::vector<NotedPerson>> newly_counted() { return std::move(new_); }

private:
    void collect_members() {
        std::set<NetworkId> all = earlier_.networks;
        all.insert(asked_.begin(), asked_.end());
        for (const auto& id : all) {
            CubeNetwork network{id, {}, asked_.contains(id)};
            for (std::size_t place = 0; place < periods_of_a_year; ++place)
                for (const auto& employer : members_of(id, place))
                    network.members[place].push_back(index_of(employer));
            for (auto& members : network.members) std::ranges::sort(members);
            year_.networks.push_back(std::move(network));
        }
    }

    std::vector<EmployerId> members_of(const NetworkId& network, std::size_t place) const {
        const auto period = period_at(period_.starts_on, place);
        if (earlier_.published[place].contains(network))
            return storage::members_as_published(cases_, network, period);
        return storage::members_throughout(cases_, network, period);
    }

    std::uint32_t index_of(const EmployerId& employer) {
        const auto [at, is_new] = employers_.try_emplace(employer, static_cast<std::uint32_t>(employers_.size()));
        if (is_new) year_.employers.push_back({employer, department_of(employer), ""});
        return at->second;
    }

    // Once a figure by département is published, its year keeps the départements it was counted under: another one
    // would judge what is published in regions that were never shown.
    std::string department_of(const EmployerId& employer) const {
        if (earlier_.shows_departments)
            if (auto counted = storage::department_as_counted(cases_, employer, year_of(period_.starts_on)))
                return *std::move(counted);
        return storage::Organisations{cases_}.department_of(employer);
    }

    // Where a network has published this period already, its members' persons are those of that day.
    void note_frozen_employers() {
        for (const auto& network : year_.networks)
            if (earlier_.published[place_of(period_)].contains(network.id))
                frozen_.insert(network.members[place_of(period_)].begin(), network.members[place_of(period_)].end());
    }

    void count_persons(const Indicator& indicator) {
        std::map<std::pair<std::uint64_t, std::uint32_t>, CubePerson> persons;
        for (const auto& noted : storage::noted_persons(cases_, year_number(period_), indicator.code)) {
            const auto employer = employers_.find(noted.employer);
            const auto periods = static_cast<std::uint8_t>(noted.periods & published_bits());
            if (employer == employers_.end() || periods == 0) continue;
            persons[{noted.person, employer->second}] = {noted.person, employer->second, job_index(noted.job_family),
                                                         periods};
        }
        if (indicator.quarterly || is_year(period_.starts_on, period_.ends_on)) add_present(indicator, persons);
        auto& counted = year_.persons[indicator.code];
        for (const auto& [key, person] : persons) counted.push_back(person);
    }

    std::uint8_t published_bits() const {
        std::uint8_t bits = 0;
        for (std::size_t place = 0; place < periods_of_a_year; ++place)
            if (!earlier_.published[place].empty()) bits |= bit_of(place);
        return bits;
    }

    void add_present(const Indicator& indicator,
                     std::map<std::pair<std::uint64_t, std::uint32_t>, CubePerson>& persons) {
        for (const auto& [employer, subjects] : people_of(counts_, services_.signals, indicator.code)) {
            const auto found = employers_.find(employer);
            if (found == employers_.end() || frozen_.contains(found->second)) continue;
            for (const auto& subject : subjects) {
                const auto family = job_family_of_.find(subject);
                const std::string job = family == job_family_of_.end() ? "" : family->second;
                const auto key = noise_key_of(services_.keyed_hash, subject);
                auto& person = persons.try_emplace({key, found->second}, key, found->second, job_index(job)).first->second;
                person.periods |= bit_of(place_of(period_));
                new_[indicator.code].push_back({key, employer, job, bit_of(place_of(period_))});
            }
        }
    }

    std::uint32_t job_index(const std::string& code) {
        const auto [at, is_new] = jobs_.try_emplace(code, static_cast<std::uint32_t>(jobs_.size()));
        if (is_new) year_.job_families.push_back(code);
        return at->second;
    }

    // Of the first period of the year in which the employer has people: it does not change within a year.
    void note_sizes() {
        std::map<std::uint32_t, std::array<int, periods_of_a_year>> employees;
        for (const auto& person : year_.persons["employees"])
            for (std::size_t place = 0; place < periods_of_a_year; ++place)
                employees[person.employer][place] += (person.periods >> place & 1U) != 0 ? 1 : 0;
        for (const auto& [employer, by_period] : employees) {
            const auto first = std::ranges::find_if(by_period, [](int people) { return people > 0; });
            if (first != by_period.end()) year_.employers[employer].size_class = size_class_of(*first);
        }
    }

    const Services& services_;
    const storage::Reader& cases_;
    const EarlierYear& earlier_;
    const std::set<NetworkId>& asked_;
    Period period_;
    PeriodCounts counts_;
    YearOfCounts year_;
    std::map<EmployerId, std::uint32_t> employers_;
    std::map<std::string, std::uint32_t> jobs_;
    std::map<Bytes, std::string> job_family_of_;
    std::set<std::uint32_t> frozen_;
    std::map<std::string, std::vector<NotedPerson>> new_;
};

std::string category_words(const Services& services, CellDimension dimension, const std::string& category) {
    if (dimension == CellDimension::department) return services.departments.label_of(category);
    if (dimension == CellDimension::job_family) return services.job_families.label_of(category);
    if (dimension == CellDimension::size_class)
        for (const auto& [code, words] : size_class_words)
            if (code == category) return std::string{words};
    return category;
}

std::vector<storage::CountedMember> counted_members(const YearOfCounts& counts, const CubeNetwork& network,
                                                   const Period& period) {
    std::vector<storage::CountedMember> members;
    for (const auto index : network.members[place_of(period)])
        members.push_back({counts.employers[index].id, counts.employers[index].department});
    return members;
}

// The entry, the members and the persons come first: after a crash in between, they are there too much, never too
// little.
void note_publication(Services& services, const YearOfCounts& counts, const Period& period,
                      const std::map<std::string, std::vector<NotedPerson>>& persons, Instant now) {
    services.cases.write([&](storage::Transaction& transaction) {
        for (const auto& [indicator, counted] : persons)
            for (const auto& person : counted)
                storage::note_person(transaction, year_number(period), indicator, person);
        for (const auto& network : counts.networks) {
            if (!network.asked) continue;
            storage::note_counted_members(transaction, network.id, period, counted_members(counts, network, period));
            services.audit.record(transaction, {now, std::nullopt, "job.publish_statistics", network.id.bytes});
        }
    });
}

}  // namespace

NoiseKeyLost::NoiseKeyLost()
    : std::runtime_error(
          "the key of the figures' noise is not the one of earlier publications: nothing is published until keys.db "
          "and the root key are restored together") {}

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

Publication publication_of(const Services& services, const Network& network, Period period,
                           const std::vector<DecidedCell>& cells, Instant now) {
    Publication publication{services.randomness.new_id<PublicationId>(), network.id, network.name, period.starts_on,
                            period.ends_on, now, {}, services.indicators.version()};
    for (const auto& cell : cells) {
        const auto* indicator = services.indicators.find(cell.indicator);
        publication.cells.push_back({cell.indicator, indicator == nullptr ? cell.indicator : indicator->label,
                                     cell.cell.value(), cell.cell.hidden_because(), cell.dimension, cell.category,
                                     category_words(services, cell.dimension, cell.category)});
    }
    return signed_publication(services, std::move(publication));
}

int publish_period(Services& services, std::span<const Network> networks, Period period, Instant now) {
    if (period.ends_on >= in_paris(now).date) return 0;
    const auto all = services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.networks(); });
    const auto earlier = published_of_year(services, all, period);
    std::set<NetworkId> asked;
    for (const auto& network : networks)
        if (!earlier.published[place_of(period)].contains(network.id)) asked.insert(network.id);
    if (asked.empty()) return 0;
    hold_noise_key(services);
    std::map<std::string, std::vector<NotedPerson>> newly_counted;
    const auto counts = services.cases.read([&](const storage::Reader& cases) {
        YearCounter counter{services, cases, earlier, asked, period};
        auto year = counter.count();
        newly_counted = counter.newly_counted();
        return year;
    });
    const auto decided =
        decide_cubes(counts, services.indicators, earlier.cells, place_of(period), services.settings.disclosure);
    note_publication(services, counts, period, newly_counted, now);
    int made = 0;
    for (const auto& network : networks) {
        const auto cells = decided.find(network.id);
        if (!asked.contains(network.id) || cells == decided.end()) continue;
        const auto publication = publication_of(services, network, period, cells->second, now);
        const bool is_new = services.statistics.write([&](storage::Transaction& transaction) {
            return storage::Statistics{transaction, NetworkScope::for_job(network.id)}.publish(transaction,
                                                                                               publication);
        });
        if (is_new) ++made;
    }
    return made;
}

int publish_due_statistics(Services& services, Instant now) {
    const auto networks = services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.networks(); });
    int made = 0;
    for (const auto& period : periods_due(in_paris(now).date)) made += publish_period(services, networks, period, now);
    return made;
}

}  // namespace prevenance::api

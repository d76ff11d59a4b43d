#include "tests/bench/workload.h"

#include "domain/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <span>

namespace prevenance::bench {
namespace {

constexpr int team_size = 50;

constexpr std::array<std::string_view, 6> open_reasons{"sickness", "sickness", "sickness",
                                                       "family",   "personal", "unjustified"};
constexpr std::array<std::string_view, 8> protected_reasons{
    "maternity",  "paternity", "work_accident", "occupational_disease",
    "disability", "strike",    "union",         "bereavement"};

struct Share {
    std::string_view type;
    int percent;
};
constexpr std::array<Share, 7> shares{{{"absence", 45},
                                       {"late", 20},
                                       {"behaviour_change", 10},
                                       {"accident", 4},
                                       {"visit_request", 5},
                                       {"conflict", 6},
                                       {"overtime", 10}}};

std::int32_t number_of(Date date) {
    return static_cast<std::int32_t>(date.time_since_epoch().count());
}

// The 32-bit generator known as mulberry32, which JavaScript programs can follow exactly.
class Chance {
public:
    explicit Chance(std::uint32_t seed) : state_(seed) {}

    // At least 0, below 1.
    double next() {
        state_ += 0x6D2B79F5U;
        std::uint32_t mixed = (state_ ^ (state_ >> 15U)) * (state_ | 1U);
        mixed ^= mixed + (mixed ^ (mixed >> 7U)) * (mixed | 61U);
        return static_cast<double>(mixed ^ (mixed >> 14U)) / 4294967296.0;
    }
    int between(int least, int most) {
        return least + static_cast<int>(std::floor(next() * (most - least + 1)));
    }
    int poisson(double mean) {
        const double limit = std::exp(-mean);
        int count = 0;
        double product = next();
        for (; product > limit; product *= next()) ++count;
        return count;
    }
    // Gamma with shape 2: a few people have many facts.
    double gamma(double mean) {
        const double first = std::log(1 - next());
        return -(mean / 2) * (first + std::log(1 - next()));
    }

private:
    std::uint32_t state_;
};

class Drawing {
public:
    Drawing(int employees, std::uint32_t seed) : chance_(seed) {
        const int teams = (employees + team_size - 1) / team_size;
        for (int team = 0; team < teams; ++team) {
            const bool restless = chance_.next() < 0.1;
            leaving_a_year_.push_back(restless ? 0.28 + chance_.next() * 0.2 : 0.05 + chance_.next() * 0.12);
        }
    }

    DrawnEmployee employee(int number) {
        DrawnEmployee drawn{number, number / team_size, entry(), {}, {}};
        const auto from = std::max(drawn.entry, first_);
        const double rate = leaving_a_year_[static_cast<std::size_t>(drawn.team)];
        const double stays = -std::log(1 - chance_.next()) / rate * 365;
        if (from + stays <= last_) drawn.exit = static_cast<std::int32_t>(std::floor(from + stays));
        const int count = std::min(80, chance_.poisson(std::max(2.0, 8 + chance_.gamma(11))));
        const int days = drawn.exit.value_or(last_) - from + 1;
        for (int i = 0; i < count; ++i) drawn.facts.push_back(fact(from, days));
        std::ranges::stable_sort(drawn.facts, {}, &DrawnFact::start);
        return drawn;
    }

private:
    std::int32_t entry() {
        if (chance_.next() < 0.75) return first_ - chance_.between(30, 5000);
        return first_ + chance_.between(0, last_ - first_);
    }

    std::string_view type() {
        double left = chance_.next() * 100;
        for (const auto& [name, percent] : shares)
            if ((left -= percent) < 0) return name;
        return "overtime";
    }

    DrawnFact fact(std::int32_t from, int days) {
        DrawnFact drawn{type(), {}, 0, 0};
        drawn.start = drawn.end = from + static_cast<std::int32_t>(std::floor(chance_.next() * days));
        if (drawn.type == "overtime") drawn.end += chance_.between(0, 6);
        if (drawn.type == "absence") make_absence(drawn);
        return drawn;
    }

    void make_absence(DrawnFact& drawn) {
        const double share = chance_.next();
        int days = share < 0.70   ? chance_.between(1, 5)
                   : share < 0.85 ? chance_.between(6, 14)
                   : share < 0.97 ? chance_.between(15, 29)
                                  : chance_.between(30, 120);
        const auto reasons = chance_.next() < 0.25 ? std::span<const std::string_view>(protected_reasons)
                                                   : std::span<const std::string_view>(open_reasons);
        drawn.reason =
            reasons[static_cast<std::size_t>(chance_.between(0, static_cast<int>(reasons.size()) - 1))];
        if (drawn.reason == "maternity") days = 112;
        drawn.end = drawn.start + days - 1;
    }

    Chance chance_;
    std::int32_t first_ = number_of(*parse_iso_date("2023-01-01"));
    std::int32_t last_ = number_of(screening_day());
    std::vector<double> leaving_a_year_;
};

std::string in_quotes(std::string_view word) {
    return word.empty() ? "null" : fmt::format("\"{}\"", word);
}

std::string iso(std::int32_t day) {
    return iso_date(Date{Days{day}});
}

std::string_view code_of(const DrawnFact& fact) {
    if (fact.type == "absence") return is_protected(fact.reason) ? "IMPREVUE" : "MALADIE";
    if (fact.type == "behaviour_change") return "OBS_RETARD";
    if (fact.type == "accident") return "ACCIDENT_OU_PRESQUE";
    if (fact.type == "visit_request") return "SOUHAITE_ECHANGE";
    if (fact.type == "conflict") return "OBS_CONFLIT";
    return fact.type == "late" ? "OBS_OUBLI_TACHE" : "OBS_PLANNING";
}

template <class AnyId>
AnyId numbered(std::uint64_t number) {
    AnyId id;
    for (std::size_t i = 0; i < 8; ++i)
        id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i) & 0xFFU);
    return id;
}

}  // namespace

bool is_protected(std::string_view reason) {
    return std::ranges::find(protected_reasons, reason) != protected_reasons.end();
}

std::vector<DrawnEmployee> draw_population(int employees, std::uint32_t seed) {
    Drawing drawing(employees, seed);
    std::vector<DrawnEmployee> population;
    for (int number = 0; number < employees; ++number) population.push_back(drawing.employee(number));
    return population;
}

bool write_population(const std::vector<DrawnEmployee>& population, const std::filesystem::path& file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out(std::fopen(file.c_str(), "wb"), std::fclose);
    if (!out) return false;
    bool written = true;
    for (const auto& employee : population) {
        const auto who =
            fmt::format(R"({{"employee":"E{:06}","team":"T{:04}","type":)", employee.number, employee.team);
        auto lines = fmt::format("{}\"employment\",\"start\":\"{}\",\"end\":{},\"reason\":null}}\n", who,
                                 iso(employee.entry), in_quotes(employee.exit ? iso(*employee.exit) : ""));
        for (const auto& fact : employee.facts)
            lines += fmt::format("{}\"{}\",\"start\":\"{}\",\"end\":\"{}\",\"reason\":{}}}\n", who, fact.type,
                                 iso(fact.start), iso(fact.end), in_quotes(fact.reason));
        written &= std::fwrite(lines.data(), 1, lines.size(), out.get()) == lines.size();
    }
    return written;
}

Date screening_day() {
    return *parse_iso_date("2025-12-31");
}

Timeline timeline_of(const DrawnEmployee& employee) {
    const auto number = static_cast<std::uint64_t>(employee.number);
    Timeline timeline{numbered<EmployeeId>(number), Date{Days{employee.entry}}, {}, {}};
    if (employee.exit) timeline.exit = Date{Days{*employee.exit}};
    for (const auto& fact : employee.facts) {
        const Date start{Days{fact.start}};
        timeline.facts.push_back({numbered<FactId>(number << 8U | timeline.facts.size()),
                                  std::string(code_of(fact)), start, Date{Days{fact.end}}, start});
    }
    return timeline;
}

std::vector<TeamTimeline> teams_of(const std::vector<DrawnEmployee>& population) {
    std::vector<TeamTimeline> teams;
    for (const auto& employee : population) {
        const auto team = static_cast<std::size_t>(employee.team);
        while (teams.size() <= team) teams.push_back({numbered<TeamId>(teams.size()), {}, {}, {}});
        Membership member{numbered<EmployeeId>(static_cast<std::uint64_t>(employee.number)),
                          Date{Days{employee.entry}},
                          {}};
        if (employee.exit) member.exit = Date{Days{*employee.exit}};
        teams[team].members.push_back(std::move(member));
    }
    return teams;
}

}  // namespace prevenance::bench

// The rule engine on 100,000 employees with twenty facts each, beside loops written by hand for just these
// nine rules, in one process on one thread, in turns; the answers are compared to the last employee before
// any figure is printed. Ratios are what counts: the machine's noise falls on both sides.
//   rules_bench                 every figure
//   rules_bench --short         20,000 employees, ratios to the loops and to SQLite; exit 1 far below goals
//   rules_bench --write FILE    the population for the rivals of tests/bench/rivals/rules
#include "rules/engine.h"
#include "rules/finding_text.h"
#include "rules/rule_file.h"
#include "rules/signal_catalogue.h"
#include "tests/bench/hand_coded.h"
#include "tests/bench/one_new_fact.h"
#include "tests/bench/stopwatch.h"
#include "tests/bench/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string_view>

namespace {

using namespace prevenance;
using namespace prevenance::bench;
using namespace prevenance::rules;

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

[[noreturn]] void give_up(const Error& error) {
    fmt::print(stderr, "{}\n", error.detail);
    std::exit(2);
}

SignalCatalogue read_catalogue(const std::filesystem::path& source) {
    auto catalogue = read_signal_catalogue("signals.yaml", read_text(source / "config/signals.yaml"));
    if (!catalogue) give_up(catalogue.error());
    return std::move(*catalogue);
}

RuleSet read_bench_rules(const std::filesystem::path& source, const SignalCatalogue& catalogue) {
    std::vector<RuleText> texts;
    for (int number = 1; number <= 9; ++number) {
        const auto name = fmt::format("R{}.yaml", number);
        texts.push_back({name, read_text(source / "tests/bench/rules" / name)});
    }
    auto rules = read_rules(texts, catalogue, [](std::string_view) { return std::string(64, '0'); });
    if (!rules) give_up(rules.error());
    return std::move(*rules);
}

// Everybody's team, with the persons of all teams beside one another.
class Teams {
public:
    Teams(const RuleSet& rules, const std::vector<TeamTimeline>& timelines) : rules_(rules) {
        std::vector<CodedTeam> coded;
        for (const auto& timeline : timelines) coded.emplace_back(rules, timeline);
        for (const auto& team : coded)
            persons_.insert(persons_.end(), team.view().members.begin(), team.view().members.end());
        std::size_t first = 0;
        for (const auto& team : coded) {
            const auto count = team.view().members.size();
            views_.push_back({std::span<const Person>(persons_).subspan(first, count), {}, {}});
            first += count;
        }
        for (Person& person : persons_) person.facts = {};  // the rule about teams looks at none
    }

    void decide_into(Population& population, Date as_of) const {
        std::size_t place = 0;
        for (const Team& team : views_) {
            const auto decision = decide_team(rules_, team, day_number(as_of));
            for (std::size_t i = 0; i < team.members.size(); ++i)
                population.set_team_decision(place++, decision);
        }
    }

private:
    const RuleSet& rules_;
    std::vector<Person> persons_;
    std::vector<Team> views_;
};

std::uint32_t digest_of(const Answers& answers) {
    std::uint32_t hash = 0x811c9dc5U;
    for (const unsigned answer : answers)
        for (const unsigned byte : {answer & 0xFFU, answer >> 8U}) hash = (hash ^ byte) * 0x01000193U;
    return hash;
}

struct Columns {
    HandColumns every_fact;
    HandColumns counted_facts;
};

struct Times {
    std::vector<double> branches, table, branches_few, table_few, decisions, evidence, text;
};

class Bench {
public:
    Bench(const std::filesystem::path& source, int employees)
        : catalogue_(read_catalogue(source)),
          rules_(read_bench_rules(source, catalogue_)),
          drawn_(draw_population(employees)),
          columns_{hand_columns(drawn_, true), hand_columns(drawn_, false)},
          population_(rules_),
          teams_(rules_, teams_of(drawn_)),
          words_(rules_, catalogue_),
          decisions_(drawn_.size()),
          expected_(drawn_.size()) {
        for (const auto& employee : drawn_) population_.add(timeline_of(employee));
        population_.quicken();
    }

    // False where two answers differ.
    bool run(int runs, bool everything) {
        for (int run = 0; run < runs; ++run) {
            if (!by_hand(columns_.every_fact, times_.branches, times_.table) ||
                !by_hand(columns_.counted_facts, times_.branches_few, times_.table_few) || !by_engine())
                return false;
            if (everything && run % 3 == 0) with_evidence();
        }
        return true;
    }

    void print(bool everything) const {
        const double ours = median(times_.decisions);
        fmt::print("{} employees, {} facts; all give the same answers, digest {:08x}\n", drawn_.size(),
                   columns_.every_fact.starts.size(), digest_of(expected_));
        fmt::print("decisions, engine                         {:8.2f} ms  {:.4f} us an employee\n", ours,
                   1000 * ours / static_cast<double>(drawn_.size()));
        beside("ordinary loop by hand, every fact", times_.branches, ours);
        beside("best loop by hand, every fact", times_.table, ours);
        beside("ordinary loop by hand, counted facts only", times_.branches_few, ours);
        beside("best loop by hand, counted facts only", times_.table_few, ours);
        if (!everything) return;
        fmt::print(
            "with evidence                             {:8.2f} ms  {:.2f} of the decisions' speed"
            "  ({} rules held, {} facts)\n",
            median(times_.evidence), ours / median(times_.evidence), log_.fired.size(), log_.facts.size());
        fmt::print(
            "with evidence and French text             {:8.2f} ms  {:.2f} of the decisions' speed"
            "  ({} MB)\n",
            median(times_.text), ours / median(times_.text), text_.size() / 1'000'000);
    }

    // How many times as fast as the fastest rival; 0 where an answer differs.
    double print_new_facts(int runs) {
        for (std::size_t place = 0; place < population_.size(); ++place)
            population_.set_team_decision(place, 0);
        const auto times = time_new_facts(population_, drawn_, 7, runs);
        fmt::print("one new fact ({} of them): engine {:.3f} us\n", times.facts, times.engine_microseconds);
        double least = std::numeric_limits<double>::max();
        for (const auto& [name, microseconds, differences] : times.rivals) {
            const double ratio = microseconds / times.engine_microseconds;
            least = std::min(least, differences == 0 ? ratio : 0);
            fmt::print(
                "  SQLite aggregate, {:<32}{:8.2f} us  the engine is {:.1f} times as fast, {} answers "
                "differ\n",
                name, microseconds, ratio, differences);
        }
        return least;
    }

    // How many times as fast as the ordinary and the best loop by hand, at the least.
    double to_ordinary() const { return median(times_.branches) / median(times_.decisions); }
    double to_best() const { return median(times_.table) / median(times_.decisions); }
    const std::vector<DrawnEmployee>& drawn() const { return drawn_; }

private:
    bool by_hand(const HandColumns& columns, std::vector<double>& branches, std::vector<double>& table) {
        Answers answers(drawn_.size());
        branches.push_back(milliseconds([&] { decide_with_branches(columns, screening_day(), expected_); }));
        table.push_back(milliseconds([&] { counters_.decide(columns, screening_day(), answers); }));
        return same(answers, "by tables");
    }

    bool by_engine() {
        times_.decisions.push_back(milliseconds([&] {
            teams_.decide_into(population_, screening_day());
            decide(population_, screening_day(), decisions_);
        }));
        Answers answers(drawn_.size());
        for (std::size_t i = 0; i < answers.size(); ++i)
            answers[i] = static_cast<std::uint16_t>(decisions_[i] | population_.team_decision(i));
        return same(answers, "by the engine");
    }

    void with_evidence() {
        times_.evidence.push_back(milliseconds([&] {
            log_.clear();
            teams_.decide_into(population_, screening_day());
            screen(population_, screening_day(), log_);
        }));
        times_.text.push_back(milliseconds([&] {
            log_.clear();
            text_.clear();
            teams_.decide_into(population_, screening_day());
            screen(population_, screening_day(), log_);
            for (const Fired& fired : log_.fired)
                words_.append(population_, log_, fired, screening_day(), text_);
        }));
    }

    bool same(const Answers& answers, std::string_view whose) const {
        for (std::size_t i = 0; i < answers.size(); ++i)
            if (answers[i] != expected_[i]) {
                fmt::print(stderr, "employee {}: {:03x} {}, {:03x} expected\n", i, answers[i], whose,
                           expected_[i]);
                return false;
            }
        return true;
    }

    static void beside(std::string_view name, const std::vector<double>& times, double ours) {
        fmt::print("{:<42}{:8.2f} ms  the engine is {:.2f} times as fast\n", name, median(times),
                   median(times) / ours);
    }

    SignalCatalogue catalogue_;
    RuleSet rules_;
    std::vector<DrawnEmployee> drawn_;
    Columns columns_;
    Population population_;
    Teams teams_;
    FindingText words_;
    TableCounters counters_;
    std::vector<std::uint64_t> decisions_;
    Answers expected_;
    EvidenceLog log_;
    std::string text_;
    Times times_;
};

// With room for noise: the goals are 1, 0.5 and 50.
int check_ratios(const std::filesystem::path& source) {
    Bench bench(source, 20'000);
    if (!bench.run(40, false)) return 1;
    bench.print(false);
    const double to_aggregate = bench.print_new_facts(3);
    if (bench.to_ordinary() >= 0.9 && bench.to_best() >= 0.4 && to_aggregate >= 25) return 0;
    fmt::print(stderr,
               "slower than the goals: 1 to the ordinary loop, 0.5 to the best one, 50 to an aggregate\n");
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string_view mode = count > 1 ? arguments[1] : "";
    if (mode == "--write" && count > 2)
        return write_population(draw_population(100'000), arguments[2]) ? 0 : 1;
    if (mode == "--short") return check_ratios(PREVENANCE_SOURCE_DIR);
    Bench bench(PREVENANCE_SOURCE_DIR, 100'000);
    if (!bench.run(30, true)) return 1;
    bench.print(true);
    return bench.print_new_facts(5) > 0 ? 0 : 1;
}

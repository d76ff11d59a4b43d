// The rule engine on 100,000 employees with twenty facts each, beside loops written by hand for just these
// nine rules, in one process on one thread, run in turns; the answers are compared to the last employee
// before any figure is printed. Ratios are what counts: the machine's noise falls on both sides. See --help.
#include "rules/engine.h"
#include "rules/rule_file.h"
#include "rules/signal_catalogue.h"
#include "tests/bench/hand_coded.h"
#include "tests/bench/workload.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

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

RuleSet read_bench_rules(const std::filesystem::path& source) {
    const auto catalogue = read_signal_catalogue("signals.yaml", read_text(source / "config/signals.yaml"));
    std::vector<RuleText> texts;
    for (int i = 1; i <= 8; ++i) {
        const auto name = fmt::format("R{}.yaml", i);
        texts.push_back({name, read_text(source / "tests/bench/rules" / name)});
    }
    auto rules = read_rules(texts, *catalogue, [](std::string_view) { return std::string(64, '0'); });
    if (!rules) {
        std::fputs(rules.error().detail.c_str(), stderr);
        for (auto& f : rules.error().fields) std::fprintf(stderr, "%s\n", f.message.c_str());
        std::exit(2);
    }
    std::vector<Rule> all = rules->rules();
    Rule nine;
    nine.identity.id = "R9";
    nine.when.kind = Condition::Kind::any;
    for (int i = 1; i <= 7; ++i) {
        Condition c;
        c.kind = Condition::Kind::rule;
        c.rule = fmt::format("R{}", i);
        nine.when.parts.push_back(c);
    }
    Condition u;
    u.kind = Condition::Kind::rule;
    u.rule = "R8";
    nine.unless = u;
    all.push_back(nine);
    return *RuleSet::make(all);
}

template <class Work>
double milliseconds(Work work) {
    const auto now = [] {
        timespec t;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
    };
    const auto begin = now();
    work();
    return now() - begin;
}
double median(std::vector<double> v) {
    std::ranges::sort(v);
    return v[v.size() / 2];
}

std::uint32_t digest(const Answers& answers) {
    std::uint32_t hash = 0x811c9dc5U;
    for (auto a : answers) {
        hash = (hash ^ (a & 255U)) * 0x01000193U;
        hash = (hash ^ (a >> 8U)) * 0x01000193U;
    }
    return hash;
}
}  // namespace

int main(int, char**) {
    auto rules = read_bench_rules(PREVENANCE_SOURCE_DIR);
    const auto drawn = draw_population(100000);
    const Date day = screening_day();
    const auto all = hand_columns(drawn, true), some = hand_columns(drawn, false);
    Population population(rules);
    std::vector<CodedTeam> teams;
    std::vector<Team> views;
    for (const auto& t : teams_of(drawn)) teams.emplace_back(rules, t);
    for (const auto& t : teams) views.push_back(t.view());
    for (const auto& e : drawn) population.add(timeline_of(e));
    population.quicken();
    std::vector<Person> persons;
    for (const auto& v : views) persons.insert(persons.end(), v.members.begin(), v.members.end());
    {
        std::size_t at = 0;
        for (auto& v : views) {
            v.members = std::span<const Person>(persons).subspan(at, v.members.size());
            at += v.members.size();
        }
    }
    TableCounters table;
    std::size_t n = drawn.size();
    Answers a(n), h(n), a2(n), h2(n), e(n);
    std::vector<std::uint64_t> d(n);
    std::vector<double> ta, th, ta2, th2, te, tteam;
    for (int run = 0; run < 60; ++run) {
        ta.push_back(milliseconds([&] { decide_with_branches(all, day, a); }));
        th.push_back(milliseconds([&] { table.decide(all, day, h); }));
        ta2.push_back(milliseconds([&] { decide_with_branches(some, day, a2); }));
        th2.push_back(milliseconds([&] { table.decide(some, day, h2); }));
        tteam.push_back(milliseconds([&] {
            std::size_t place = 0;
            for (const auto& t : views) {
                const auto bits = decide_team(rules, t, day_number(day));
                for (std::size_t i = 0; i < t.members.size(); ++i)
                    population.set_team_decision(place++, bits);
            }
        }));
        te.push_back(milliseconds([&] { decide(population, day, d); }));
    }
    for (std::size_t i = 0; i < n; ++i)
        e[i] = static_cast<std::uint16_t>(d[i] | (population.team_decision(i)));
    std::printf("A %.2f H %.2f A2 %.2f H2 %.2f team %.2f engine %.2f\n%08x %08x %08x %08x %08x\n", median(ta),
                median(th), median(ta2), median(th2), median(tteam), median(te), digest(a), digest(h),
                digest(a2), digest(h2), digest(e));
}

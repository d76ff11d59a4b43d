// A backtest of one year over 2,000 employees with about 20 facts each in three years, under all rules of
// config/rules: event by event beside day by day, on one thread, in one run. The two outcomes must be equal
// to the last suggestion before any figure is printed. The ratio is what counts: the machine's noise falls on
// both. Usage: backtest_bench [source folder] [least ratio]; exit 1 below that ratio.
#include "rules/backtest.h"
#include "rules/rule_file.h"
#include "rules/signal_catalogue.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace prevenance;
using namespace prevenance::rules;

constexpr int employees = 2'000;
constexpr int employees_in_a_team = 20;
constexpr int facts_each = 20;
constexpr int runs = 3;

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

RuleSet read_all_rules(const std::filesystem::path& source) {
    const auto catalogue = read_signal_catalogue("signals.yaml", read_text(source / "config/signals.yaml"));
    std::vector<RuleText> texts;
    for (const auto& entry : std::filesystem::directory_iterator(source / "config/rules"))
        if (entry.path().extension() == ".yaml")
            texts.push_back({entry.path().filename().string(), read_text(entry.path())});
    std::ranges::sort(texts, {}, &RuleText::file);
    if (catalogue) {
        auto rules = read_rules(texts, *catalogue, [](std::string_view) { return std::string(64, '0'); });
        if (rules) return std::move(*rules);
        std::fputs(rules.error().detail.c_str(), stderr);
    }
    std::fprintf(stderr, "no rules below %s\n", source.c_str());
    std::exit(2);
}

struct History {
    std::vector<Timeline> people;
    std::vector<TeamTimeline> teams;
};

// The same every time: three years of facts, 45 % of them absences, most of them short.
History draw_history(Date from) {
    constexpr std::array<const char*, 6> observed{"RETARDS_OUBLIS",      "TENSIONS",
                                                  "DEMANDE_HORAIRES",    "OBS_POSITIF",
                                                  "EVENEMENT_DIFFICILE", "CHANGEMENT_ORGANISATION"};
    std::mt19937_64 random(20251231);
    const auto below = [&](std::uint64_t limit) { return static_cast<int>(random() % limit); };
    const auto random_bytes = [&](auto& bytes) {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    };
    History history;
    for (int person = 0; person < employees; ++person) {
        Timeline timeline{{}, from - Days{below(2000)}, {}, {}};
        random_bytes(timeline.employee.bytes);
        if (below(5) == 0) timeline.exit = from + Days{below(365)};
        for (int i = 0; i < facts_each; ++i) {
            Fact fact;
            random_bytes(fact.id.bytes);
            fact.start = from + Days{below(1096) - 731};
            fact.recorded_on = fact.start + Days{below(4) == 0 ? below(30) : 0};
            const int kind = below(100);
            if (kind < 45) {
                fact.code = kind < 38 ? "MALADIE" : "IMPREVUE";
                if (below(50) != 0) fact.end = fact.start + Days{below(5) == 0 ? below(60) : below(7)};
            } else {
                fact.code = kind == 99 ? "SOUHAITE_ECHANGE" : observed[static_cast<std::size_t>(below(6))];
            }
            timeline.facts.push_back(std::move(fact));
        }
        if (person % employees_in_a_team == 0) random_bytes(history.teams.emplace_back().team.bytes);
        history.teams.back().members.push_back({timeline.employee, timeline.entry, timeline.exit});
        history.people.push_back(std::move(timeline));
    }
    return history;
}

BacktestOutcome walked(Walk walk, const RuleSet& rules, const BacktestPeriod& period,
                       const History& history) {
    Backtest backtest(rules, period, walk);
    backtest.add_employer(history.people, history.teams);
    return backtest.outcome();
}

template <class Work>
double milliseconds(Work work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
    const std::filesystem::path source = count > 1 ? arguments[1] : PREVENANCE_SOURCE_DIR;
    const double least_ratio = count > 2 ? std::atof(arguments[2]) : 0.0;
    const Date from = *parse_iso_date("2025-01-01");
    const BacktestPeriod period{from, *parse_iso_date("2025-12-31")};
    const auto rules = read_all_rules(source);
    const auto history = draw_history(from);
    std::vector<double> by_event, day_by_day;
    for (int run = 0; run < runs; ++run) {
        BacktestOutcome quick, slow;
        by_event.push_back(milliseconds([&] { quick = walked(Walk::by_event, rules, period, history); }));
        day_by_day.push_back(milliseconds([&] { slow = walked(Walk::day_by_day, rules, period, history); }));
        if (quick != slow) {
            std::fprintf(stderr, "the outcomes differ: %zu suggestions event by event, %zu day by day\n",
                         quick.about_people.size(), slow.about_people.size());
            return 1;
        }
        if (run == 0)
            std::printf(
                "%d employees, %d facts each, %zu rules, %s to %s: %zu suggestions about persons, %zu "
                "about teams, the same both ways\n",
                employees, facts_each, rules.rules().size(), iso_date(period.from).c_str(),
                iso_date(period.to).c_str(), quick.about_people.size(), quick.about_teams.size());
    }
    const double ratio = median(day_by_day) / median(by_event);
    std::printf("event by event  %9.1f ms  (%.0f employees a second)\n", median(by_event),
                employees / median(by_event) * 1000);
    std::printf("day by day      %9.1f ms\n", median(day_by_day));
    std::printf("ratio: event by event is %.1f times as fast\n", ratio);
    return ratio < least_ratio ? 1 : 0;
}

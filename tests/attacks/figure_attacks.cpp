// Attacks on published figures, as a command: `figure_attacks --worlds 10000`. Prints a line for each attack that
// succeeded and a table, and fails where there is such a line, or where an attack could not succeed even without what
// it attacks: then it proves nothing.
//   --first SEED       the first world; each is the same in every run
//   --worlds N         how many
//   --skip-undefended  only what is published
#include "tests/attacks/figure_attackers.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>

namespace prevenance {
namespace {

constexpr std::array<std::pair<AuditStep, const char*>, 6> step_names{{{AuditStep::differences, "differences"},
                                                                       {AuditStep::splits, "splits"},
                                                                       {AuditStep::elimination, "elimination"},
                                                                       {AuditStep::exchange, "exchange"},
                                                                       {AuditStep::hidden_cells, "hidden cells"},
                                                                       {AuditStep::overlaps, "overlaps"}}};

constexpr std::uint64_t worlds_without_defence = 30;

struct Request {
    std::uint64_t first = 1;
    std::uint64_t worlds = 200;
    bool skips_undefended = false;
};

// What stands between an attacker and the exact counts.
struct Defence {
    std::vector<AuditStep> steps;
    bool noise_is_steady = true;
    bool minds_parts = true;  // a figure is judged beside the one that it is part of
    bool prints_successes = false;
};

struct Total {
    long tried = 0;
    long exact = 0;
    long narrow = 0;
    long succeeded() const { return exact + narrow; }
};

struct Report {
    std::vector<Total> attacks = std::vector<Total>(figure_attacks().size());  // in that order
    long cells = 0;
    long hidden = 0;
    long succeeded() const {
        long all = 0;
        for (const auto& attack : attacks) all += attack.succeeded();
        return all;
    }
    double hidden_percent() const {
        return cells == 0 ? 0 : 100.0 * static_cast<double>(hidden) / static_cast<double>(cells);
    }
};

// Nobody has signals twice, and the networks mostly stay as they are: then a year less its quarters tells of the late.
void make_quiet(WorldPlan& plan, WorldDice& dice) {
    plan.signal_share = 0.03 + 0.05 * dice.share();
    plan.median_employees = 50;
    plan.signals_once = true;
    plan.changes = dice.percent(25);
}

WorldPlan plan_of(std::uint64_t seed) {
    WorldDice dice{seed ^ 0x5EED};
    WorldPlan plan;
    plan.seed = seed;
    plan.employers = 5 + dice.below(14);
    plan.networks = 1 + dice.below(3);
    plan.departments = 1 + dice.below(3);
    plan.job_families = 1 + dice.below(3);
    plan.alert_share = 0.5 * dice.share();
    if (dice.percent(30)) plan.work_percent = 90 + static_cast<unsigned>(dice.below(11));
    plan.signal_share = 0.08 + 0.4 * dice.share();
    if (dice.percent(20)) make_quiet(plan, dice);
    return plan;
}

IndicatorCatalogue unrelated_indicators() {
    auto indicators = drawn_indicators().all();
    for (auto& one : indicators) one.part_of.clear();
    return {1, indicators};
}

void add(const AttackReport& report, Total& total) {
    total.tried += report.tried;
    total.exact += report.exact;
    total.narrow += report.narrow;
}

void print(std::uint64_t seed, std::string_view attack, const AttackReport& report) {
    for (const auto& success : report.successes)
        std::printf("world %llu: %.*s: %s: %s, between %g and %g\n", static_cast<unsigned long long>(seed),
                    static_cast<int>(attack.size()), attack.data(), success.cells.c_str(), success.found.c_str(),
                    success.interval.least, success.interval.most);
    const auto others = report.exact + report.narrow - static_cast<long>(report.successes.size());
    if (others > 0)
        std::printf("world %llu: %.*s: and %ld more\n", static_cast<unsigned long long>(seed),
                    static_cast<int>(attack.size()), attack.data(), others);
}

Report run(std::uint64_t first, std::uint64_t worlds, const Defence& defence) {
    Report report;
    for (auto seed = first; seed < first + worlds; ++seed) {
        const auto world = defence.minds_parts ? publish_year(plan_of(seed), defence.steps)
                                               : publish_year(plan_of(seed), defence.steps, unrelated_indicators());
        Boards boards{world};
        for (std::size_t i = 0; i < figure_attacks().size(); ++i) {
            WorldDice dice{seed << 8U | i};  // of each attack, so that no other depends on it
            AttackedScene scene{boards, defence.noise_is_steady, dice};
            AttackReport attacked;
            figure_attacks()[i].run(scene, attacked);
            if (defence.prints_successes) print(seed, figure_attacks()[i].name, attacked);
            add(attacked, report.attacks[i]);
        }
        report.cells += static_cast<long>(world.cells.size());
        report.hidden += std::ranges::count(world.cells, false, &AttackedCell::shown);
    }
    return report;
}

void print(const char* title, const Report& report) {
    std::printf("%s: %ld cells, %ld hidden (%.0f %%)\n", title, report.cells, report.hidden, report.hidden_percent());
    for (std::size_t i = 0; i < figure_attacks().size(); ++i)
        std::printf("  %-42s %10ld tried %8ld exact %8ld too narrow\n", figure_attacks()[i].name.data(),
                    report.attacks[i].tried, report.attacks[i].exact, report.attacks[i].narrow);
}

// Each attack must succeed where nothing but the rules of a single cell defends, and noise is drawn afresh.
bool every_attack_can_succeed(const Report& undefended) {
    return std::ranges::all_of(undefended.attacks, [](const auto& attack) { return attack.succeeded() > 0; });
}

void print_without_each_step(const Request& request) {
    for (const auto& [left_out, name] : step_names) {
        Defence defence;
        for (const auto& [step, other] : step_names)
            if (step != left_out) defence.steps.push_back(step);
        const auto report = run(request.first, request.worlds, defence);
        std::printf("without %-12s %6ld successes, %.0f %% hidden\n", name, report.succeeded(),
                    report.hidden_percent());
    }
}

bool attacks_can_succeed(Request request) {
    request.worlds = std::min<std::uint64_t>(request.worlds, worlds_without_defence);
    const auto undefended = run(request.first, request.worlds, {{}, false, false, false});
    print("without any audit", undefended);
    print_without_each_step(request);
    if (every_attack_can_succeed(undefended)) return true;
    std::puts("an attack finds nothing even without what it attacks: it proves nothing");
    return false;
}

int run_all(const Request& request) {
    const bool all_prove_something = request.skips_undefended || attacks_can_succeed(request);
    const auto defended =
        run(request.first, request.worlds, {{all_audit_steps.begin(), all_audit_steps.end()}, true, true, true});
    print("as published", defended);
    std::printf("%llu worlds, %ld attacks succeeded\n", static_cast<unsigned long long>(request.worlds),
                defended.succeeded());
    return all_prove_something && defended.succeeded() == 0 ? 0 : 1;
}

std::optional<Request> parse_request(int count, char** arguments) {
    Request request;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (name == "--skip-undefended") request.skips_undefended = true;
        else if (name == "--first" && i + 1 < count) request.first = std::strtoull(arguments[++i], nullptr, 10);
        else if (name == "--worlds" && i + 1 < count) request.worlds = std::strtoull(arguments[++i], nullptr, 10);
        else return std::nullopt;
    }
    return request;
}

}  // namespace
}  // namespace prevenance

int main(int count, char** arguments) {
    const auto request = prevenance::parse_request(count, arguments);
    if (request) return prevenance::run_all(*request);
    std::fputs("figure_attacks [--first SEED] [--worlds N] [--skip-undefended]\n", stderr);
    return 2;
}

// Attacks on published figures, as a command: `figure_attacks --worlds 10000`. Prints a table, and fails where an
// attack succeeded, or where one could not succeed even without the audit: then it proves nothing.
#include "tests/attacks/figure_attackers.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace prevenance {
namespace {

constexpr std::array all_attacks{Attack::differencing,     Attack::nested_networks,  Attack::time_slicing,
                                 Attack::outsider,         Attack::coalition_of_one, Attack::coalition_of_two};
constexpr std::array<std::pair<AuditStep, const char*>, 5> step_names{{{AuditStep::differences, "differences"},
                                                                       {AuditStep::splits, "splits"},
                                                                       {AuditStep::elimination, "elimination"},
                                                                       {AuditStep::exchange, "exchange"},
                                                                       {AuditStep::hidden_cells, "hidden cells"}}};

struct Report {
    std::array<AttackCount, all_attacks.size()> attacks;
    long cells = 0;
    long hidden = 0;
    long succeeded() const {
        long all = 0;
        for (const auto& attack : attacks) all += attack.succeeded();
        return all;
    }
};

WorldPlan plan_of(std::uint64_t seed) {
    WorldDice dice{seed ^ 0x5EED};
    WorldPlan plan;
    plan.seed = seed;
    plan.employers = 5 + dice.below(14);
    plan.networks = 1 + dice.below(3);
    plan.departments = 1 + dice.below(3);
    plan.job_families = 1 + dice.below(3);
    plan.signal_share = 0.08 + 0.4 * dice.share();
    return plan;
}

Report run(std::uint64_t first, std::uint64_t worlds, std::span<const AuditStep> steps) {
    Report report;
    for (auto seed = first; seed < first + worlds; ++seed) {
        const auto world = publish_year(plan_of(seed), steps);
        WorldDice dice{seed};
        for (std::size_t i = 0; i < all_attacks.size(); ++i) {
            const auto count = attack_world(world, all_attacks[i], dice);
            auto& sum = report.attacks[i];
            sum.attack = count.attack;
            sum.tried += count.tried;
            sum.exact += count.exact;
            sum.narrow += count.narrow;
        }
        report.cells += static_cast<long>(world.cells.size());
        report.hidden += std::ranges::count(world.cells, false, &AttackedCell::shown);
    }
    return report;
}

void print(const char* title, const Report& report) {
    std::printf("%s: %ld cells, %ld hidden (%.0f %%)\n", title, report.cells, report.hidden,
                report.cells == 0 ? 0.0 : 100.0 * static_cast<double>(report.hidden) / static_cast<double>(report.cells));
    for (const auto& attack : report.attacks)
        std::printf("  %-32s %10ld tried %8ld exact %8ld too narrow\n", attack.attack.c_str(), attack.tried,
                    attack.exact, attack.narrow);
}

// Each attack must succeed where nothing but the rules of a single cell defends.
bool every_attack_can_succeed(const Report& undefended) {
    return std::ranges::all_of(undefended.attacks, [](const auto& attack) { return attack.succeeded() > 0; });
}

void print_without_each_step(std::uint64_t worlds) {
    for (const auto& [left_out, name] : step_names) {
        std::vector<AuditStep> steps;
        for (const auto& [step, other] : step_names)
            if (step != left_out) steps.push_back(step);
        const auto report = run(1, worlds, steps);
        std::printf("without %-12s %6ld successes, %.0f %% hidden\n", name, report.succeeded(),
                    100.0 * static_cast<double>(report.hidden) / static_cast<double>(std::max(1L, report.cells)));
    }
}

int run_all(std::uint64_t worlds) {
    const auto few = std::min<std::uint64_t>(worlds, 100);
    const auto undefended = run(1, few, {});
    print("without any audit", undefended);
    print_without_each_step(few);
    const auto defended = run(1, worlds, all_audit_steps);
    print("as published", defended);
    if (!every_attack_can_succeed(undefended)) {
        std::puts("an attack finds nothing even without the audit: it proves nothing");
        return 1;
    }
    if (defended.succeeded() > 0) return 1;
    std::printf("%llu worlds, 0 attacks succeeded\n", static_cast<unsigned long long>(worlds));
    return 0;
}

}  // namespace
}  // namespace prevenance

int main(int count, char** arguments) {
    const bool is_asked = count == 3 && std::string_view{arguments[1]} == "--worlds";
    return prevenance::run_all(is_asked ? std::strtoull(arguments[2], nullptr, 10) : 200);
}

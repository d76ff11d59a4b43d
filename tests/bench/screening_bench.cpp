// Screening of 100,000 employees with 20 facts each: the engine, which reads its rules from config/rules,
// beside a loop written by hand for these three rules (S1, S5, S7) on the same columns, on one thread, in one
// run. The answers must be equal to the last employee before any figure is printed. The ratio is what counts:
// the machine's noise falls on both. Usage: screening_bench [source folder] [least ratio]; exit 1 below that
// ratio.
#include "rules/engine.h"
#include "rules/rule_file.h"
#include "rules/signal_catalogue.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
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

constexpr int employees = 100'000;
constexpr int facts_each = 20;
constexpr int runs = 15;

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

RuleSet read_signal_rules(const std::filesystem::path& source) {
    const auto catalogue = read_signal_catalogue("signals.yaml", read_text(source / "config/signals.yaml"));
    std::vector<RuleText> texts;
    for (const auto* id : {"S1", "S5", "S7"}) {
        const auto name = std::string(id) + ".yaml";
        texts.push_back({name, read_text(source / "config/rules" / name)});
    }
    if (catalogue) {
        auto rules = read_rules(texts, *catalogue, [](std::string_view) { return std::string(64, '0'); });
        if (rules) return std::move(*rules);
        std::fputs(rules.error().detail.c_str(), stderr);
    }
    std::fprintf(stderr, "no rules below %s\n", source.c_str());
    std::exit(2);
}

// Three years of facts up to the screening day; 45 % absences, most of them short; the same every time.
std::vector<Timeline> draw_history(Date as_of) {
    constexpr std::array<const char*, 6> observed{"OBS_RETARD",          "OBS_CONFLIT",
                                                  "DEMANDE_HORAIRES",    "OBS_POSITIF",
                                                  "EVENEMENT_DIFFICILE", "CHANGEMENT_ORGANISATION"};
    std::mt19937_64 random(20251231);
    const auto below = [&](std::uint64_t limit) { return static_cast<int>(random() % limit); };
    std::vector<Timeline> everybody;
    for (int person = 0; person < employees; ++person) {
        Timeline timeline{{}, as_of - Days{2000}, {}, {}};
        for (int i = 0; i < facts_each; ++i) {
            Fact fact;
            for (auto& byte : fact.id.bytes) byte = static_cast<std::uint8_t>(random());
            fact.start = as_of - Days{below(1096)};
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
        std::ranges::sort(timeline.facts, {},
                          [](const Fact& fact) { return std::pair(fact.start, fact.id); });
        everybody.push_back(std::move(timeline));
    }
    return everybody;
}

// ---- the loop by hand: what somebody would write who has only these three rules ----

enum class Kind : std::uint8_t { absence, observation, wish, other };

struct HandFact {
    std::int32_t start;
    std::int32_t end;
    std::int32_t recorded_on;
    Kind kind;
};

struct HandPopulation {
    std::vector<HandFact> facts;
    std::vector<std::size_t> offsets{0};
};

Kind kind_of(const std::string& code) {
    if (code == "MALADIE" || code == "IMPREVUE") return Kind::absence;
    if (code == "OBS_RETARD" || code == "OBS_CONFLIT" || code == "DEMANDE_HORAIRES") return Kind::observation;
    if (code == "SOUHAITE_ECHANGE") return Kind::wish;
    return Kind::other;
}

HandPopulation prepare_by_hand(const std::vector<Timeline>& everybody) {
    HandPopulation population;
    for (const auto& timeline : everybody) {
        for (const auto& fact : timeline.facts)
            if (kind_of(fact.code) != Kind::other)
                population.facts.push_back({day_number(fact.start),
                                            fact.end ? day_number(*fact.end) : open_end,
                                            day_number(fact.recorded_on), kind_of(fact.code)});
        population.offsets.push_back(population.facts.size());
    }
    return population;
}

// One branchy pass, the oldest fact first, because only so can an absence that reaches over later ones be
// merged with them.
std::uint64_t decide_by_hand(const HandFact* facts, std::size_t count, int today) {
    int half_year = 0, year = 0, wishes = 0;
    int oldest_observation = 0, spell_start = 0, spell_end = 0;
    bool observed = false, spaced = false, spell = false;
    const auto close_spell = [&] {
        if (spell_end == open_end || spell_end - spell_start + 1 > 7) return;
        half_year += spell_start > today - 183;
        year += spell_start > today - 365;
    };
    for (std::size_t i = 0; i < count; ++i) {
        const HandFact& fact = facts[i];
        if (fact.start > today) break;
        if (fact.recorded_on > today) continue;
        switch (fact.kind) {
            case Kind::absence:
                if (spell && (spell_end == open_end || fact.start - spell_end <= 3)) {
                    spell_end = std::max(spell_end, fact.end);
                    break;
                }
                if (spell) close_spell();
                spell = true;
                spell_start = fact.start;
                spell_end = fact.end;
                break;
            case Kind::observation:
                if (fact.start <= today - 90) break;
                if (!observed) oldest_observation = fact.start;
                observed = true;
                spaced |= fact.start - oldest_observation >= 14;
                break;
            case Kind::wish:
                wishes += fact.start > today - 90;
                break;
            case Kind::other:
                break;
        }
    }
    if (spell) close_spell();
    return static_cast<std::uint64_t>(half_year >= 3 || year >= 4) |
           static_cast<std::uint64_t>(spaced) << 1U | static_cast<std::uint64_t>(wishes >= 1) << 2U;
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
    const Date as_of = *parse_iso_date("2025-12-31");
    const auto rules = read_signal_rules(source);
    const auto everybody = draw_history(as_of);
    const auto by_hand = prepare_by_hand(everybody);
    Population population(rules);
    for (const auto& timeline : everybody) population.add(timeline);

    std::vector<std::uint64_t> decided(employees), expected(employees);
    std::vector<double> engine, hand, evidence;
    std::size_t findings = 0;
    for (int run = 0; run < runs; ++run) {
        engine.push_back(milliseconds([&] { decide(population, as_of, decided); }));
        hand.push_back(milliseconds([&] {
            for (std::size_t person = 0; person < expected.size(); ++person)
                expected[person] =
                    decide_by_hand(by_hand.facts.data() + by_hand.offsets[person],
                                   by_hand.offsets[person + 1] - by_hand.offsets[person], day_number(as_of));
        }));
        if (run % 5 == 0)
            evidence.push_back(milliseconds([&] { findings = screen(population, as_of).size(); }));
    }
    for (std::size_t person = 0; person < expected.size(); ++person) {
        if (decided[person] == expected[person]) continue;
        std::fprintf(stderr, "employee %zu: engine %llu, by hand %llu\n", person,
                     static_cast<unsigned long long>(decided[person]),
                     static_cast<unsigned long long>(expected[person]));
        return 1;
    }
    std::array<std::size_t, 3> fired{};
    for (const auto decision : decided)
        for (std::size_t rule = 0; rule < 3; ++rule) fired[rule] += decision >> rule & 1U;
    const double ratio = median(hand) / median(engine);
    std::printf("%d employees, %d facts each, as of %s; S1 holds for %zu, S5 for %zu, S7 for %zu\n",
                employees, facts_each, iso_date(as_of).c_str(), fired[0], fired[1], fired[2]);
    std::printf("decisions, engine        %8.2f ms  (%.1f million employees a second)\n", median(engine),
                employees / median(engine) / 1000);
    std::printf("decisions, by hand       %8.2f ms  (%.1f million employees a second)\n", median(hand),
                employees / median(hand) / 1000);
    std::printf("findings with evidence   %8.2f ms  (%zu findings)\n", median(evidence), findings);
    std::printf("ratio: the engine is %.2f times as fast as the loop by hand\n", ratio);
    return ratio < least_ratio ? 1 : 0;
}

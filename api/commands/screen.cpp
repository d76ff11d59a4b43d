#include "api/commands/screen.h"

#include "api/commands/employer_history.h"
#include "api/commands/verbs.h"
#include "api/screening.h"
#include "rules/engine.h"
#include "rules/explanation_text.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <utility>
#include <variant>

namespace prevenance::api {
namespace {

struct Suggested {
    Finding finding;
    std::variant<const Timeline*, const TeamTimeline*> history;
    std::uint64_t team_decision = 0;
};

class Screening {
public:
    Screening(const Services& services, EmployerHistory people)
        : services_(services), people_(std::move(people)) {}

    // Teams first: act on the work before the person.
    std::vector<Suggested> on(Date as_of) const {
        std::vector<Suggested> suggested;
        for (const auto& team : people_.history.teams)
            add(suggested, team, rules::evaluate(rules(), team, as_of), 0);
        const auto decisions = team_decisions(rules(), people_.history.teams, as_of);
        for (const auto& person : people_.history.people) {
            const auto team = decisions.find(person.employee);
            const auto decision = team == decisions.end() ? 0 : team->second;
            add(suggested, person, rules::evaluate(rules(), person, as_of, decision), decision);
        }
        return suggested;
    }

    void print(std::ostream& out, const Suggested& suggested) const {
        const auto& finding = suggested.finding;
        const auto* rule = rules().find(finding.rule().id);
        const auto surroundings = std::visit(
            [&](const auto* history) { return around(finding, *history, suggested.team_decision); },
            suggested.history);
        const auto words = rules::explain(finding, *rule, services_.signals, surroundings);
        out << "  " << subject_of(finding) << ", " << finding.rule().id << "\u00a0: " << words.words.title << "\n"
            << rules::explanation_text(words, "    ");
    }

    void print(std::ostream& out, const std::vector<Suggested>& all, RuleFamily family) const {
        out << (family == RuleFamily::signal ? "Échanges à proposer" : "Échéances légales") << "\n";
        bool any = false;
        for (const auto& suggested : all) {
            if (suggested.finding.family() != family) continue;
            print(out, suggested);
            any = true;
        }
        if (!any) out << "  Aucune suggestion.\n";
    }

    static std::string subject_of(const Finding& finding) {
        if (const auto* person = std::get_if<EmployeeId>(&finding.subject())) return person_words(*person);
        return team_words(std::get<TeamId>(finding.subject()));
    }

    const rules::RuleSet& rules() const { return *people_.rules; }

private:
    template <class AnyTimeline>
    void add(std::vector<Suggested>& suggested, const AnyTimeline& timeline, std::vector<Finding> findings,
             std::uint64_t team_decision) const {
        for (auto& finding : findings) suggested.push_back({std::move(finding), &timeline, team_decision});
    }

    rules::Surroundings around(const Finding& finding, const Timeline& history,
                               std::uint64_t team_decision) const {
        return rules::surroundings(rules(), finding, history, team_decision);
    }

    rules::Surroundings around(const Finding& finding, const TeamTimeline& history, std::uint64_t) const {
        return rules::surroundings(rules(), finding, history);
    }

    const Services& services_;
    EmployerHistory people_;
};

// One line per month end: how many suggestions of each rule stand, and how many of them did not a month ago.
class MonthTable {
public:
    MonthTable(const Screening& screening, std::ostream& out, bool evidence)
        : screening_(screening), out_(out), evidence_(evidence) {}

    void print_header() const {
        out_ << "Par règle\u00a0: suggestions qui tiennent en fin de mois, dont nouvelles.\n"
             << std::left << std::setw(12) << "fin de mois";
        for (const auto& rule : screening_.rules().rules())
            out_ << std::right << std::setw(9) << rule.identity.id;
        out_ << std::right << std::setw(12) << "personnes"
             << "\n";
    }

    void print_month(Date month_end) {
        const auto all = screening_.on(month_end);
        std::map<std::string, std::pair<int, int>> counts;  // by rule: standing, new
        std::set<std::pair<std::string, std::string>> standing;
        std::set<std::string> people;
        std::vector<const Suggested*> fresh;
        for (const auto& suggested : all) {
            const auto& rule = suggested.finding.rule().id;
            const auto subject = Screening::subject_of(suggested.finding);
            auto& [stand, is_new] = counts[rule];
            ++stand;
            if (!before_.contains({rule, subject})) ++is_new, fresh.push_back(&suggested);
            standing.emplace(rule, subject);
            if (suggested.finding.family() == RuleFamily::signal) people.insert(subject);
        }
        print_counts(month_end, counts, people.size());
        if (evidence_)
            for (const auto* suggested : fresh) screening_.print(out_, *suggested);
        before_ = std::move(standing);
    }

private:
    void print_counts(Date month_end, std::map<std::string, std::pair<int, int>>& counts,
                      std::size_t people) const {
        out_ << std::left << std::setw(12) << iso_date(month_end);
        for (const auto& rule : screening_.rules().rules()) {
            const auto [stand, is_new] = counts[rule.identity.id];
            out_ << std::right << std::setw(9)
                 << (std::to_string(stand) + " (" + std::to_string(is_new) + ")");
        }
        out_ << std::right << std::setw(11) << people << "\n";
    }

    const Screening& screening_;
    std::ostream& out_;
    bool evidence_;
    std::set<std::pair<std::string, std::string>> before_;  // rule and subject, a month ago
};

std::optional<Date> month_in(const std::string& text) {
    return parse_iso_date(text + "-01");
}

int screen_months(const Screening& screening, const ScreenOptions& options, std::ostream& out) {
    const auto first = month_in(options.months.front());
    const auto last = month_in(options.months.back());
    if (!first || !last || *last < *first) {
        out << "--months attend deux mois, le premier puis le dernier\u00a0: --months 2007-07 2010-07.\n";
        return 2;
    }
    MonthTable table{screening, out, options.evidence};
    table.print_header();
    for (auto month = *first; month <= *last; month = add_months(month, Months{1}))
        table.print_month(add_months(month, Months{1}) - Days{1});
    return 0;
}

}  // namespace

int screen(Instance& instance, const ScreenOptions& options, std::ostream& out) {
    const auto& services = instance.services();
    auto people = history_of_employer(services, options.siret);
    if (!people) {
        out << "Aucun employeur n’a le SIRET " << options.siret
            << ". Voyez «\u00a0prevenance organisation list\u00a0».\n";
        return 1;
    }
    if (options.as_known_today) take_as_known_at_once(people->history);
    const Screening screening{services, std::move(*people)};
    if (!options.months.empty()) return screen_months(screening, options, out);
    const auto as_of =
        options.as_of.empty() ? std::optional{services.clock.today()} : parse_iso_date(options.as_of);
    if (!as_of) {
        out << "--as-of attend un jour, écrit 2026-03-12.\n";
        return 2;
    }
    out << "Au " << rules::french_date(*as_of) << "\n";
    const auto all = screening.on(*as_of);
    screening.print(out, all, RuleFamily::signal);
    screening.print(out, all, RuleFamily::legal);
    return 0;
}

void add_screen_command(CLI::App& program, CommandContext& context) {
    auto options = std::make_shared<ScreenOptions>();
    auto* verb = program.add_subcommand(
        "screen", "Montre ce que les règles suggéreraient, avec les faits\u00a0; n’enregistre rien");
    verb->fallthrough();
    verb->add_option("--employer", options->siret, "Le SIRET de l’employeur")->required();
    auto* as_of =
        verb->add_option("--as-of", options->as_of, "Le jour, AAAA-MM-JJ\u00a0; sans lui\u00a0: aujourd’hui");
    verb->add_option("--months", options->months, "À chaque fin de mois, de AAAA-MM à AAAA-MM, en tableau")
        ->expected(2)
        ->excludes(as_of);
    verb->add_flag(
        "--as-known-today", options->as_known_today,
        "Un jour passé ne voit que ce qui était enregistré ce jour-là\u00a0: un historique importé "
        "aujourd’hui n’y montre rien. Avec cette option, chaque fait compte comme connu le jour où il "
        "commence, et la fin d’une absence comme connue dès son début");
    verb->add_flag("--evidence", options->evidence,
                   "Avec --months\u00a0: les faits, quand une suggestion apparaît");
    verb->footer(
        examples({"prevenance screen --employer 73282932000074",
                  "prevenance screen --employer 73282932000074 --as-of 2010-07-31 --as-known-today",
                  "prevenance screen --employer 73282932000074 --months 2007-07 2010-07 --as-known-today"}));
    verb->callback([options, &context] {
        context.run = [options, &context] {
            return with_instance(context, [&](Instance& instance) {
                return static_cast<ExitCode>(screen(instance, *options, context.console.out));
            });
        };
    });
}

}  // namespace prevenance::api

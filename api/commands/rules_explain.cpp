#include "api/commands/rules_explain.h"

#include "api/commands/employer_history.h"
#include "api/commands/rules.h"
#include "api/fact_origins.h"
#include "api/suggestion_cards.h"
#include "forms/suggestion_card.h"
#include "rules/clauses.h"
#include "rules/engine.h"
#include "rules/explanation_text.h"
#include "storage/case_file.h"
#include "storage/employees.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>

namespace prevenance::api {
namespace {

struct Found {
    Finding finding;
    rules::Explanation explanation;
    bool note = false;  // of a rule that suggests nothing alone
};

// What the rules say about the one person or team, the person's team included.
struct Account {
    std::vector<Found> found;
    std::vector<forms::UnmetRule> unmet;
};

forms::UnmetRule unmet_rule(const rules::Rule& rule, const std::vector<rules::Clause>& clauses,
                            std::vector<std::string> not_known) {
    forms::UnmetRule unmet{rule.identity.id, rule.title, {}, std::move(not_known)};
    for (const auto& clause : clauses) unmet.clauses.push_back({clause.depth, clause.holds, clause.words});
    return unmet;
}

class Explainer {
public:
    Explainer(const Services& services, const EmployerHistory& history, Date as_of)
        : services_(services), rules_(*history.rules), scope_(history.scope), as_of_(as_of) {}

    void add(const TeamTimeline& team) {
        for (const auto& finding : rules::evaluate(rules_, team, as_of_))
            add(finding, rules::surroundings(rules_, finding, team), fact_origins(team));
        for (const auto& rule : rules_.rules())
            if (is_unmet(rule, RuleLevel::team))
                account_.unmet.push_back(unmet_rule(
                    rule, rules::clauses_of(rules_, rule, team, as_of_),
                    rules::words_of(rules::missing_figures(rules_, rule, team, as_of_), services_.signals)));
    }

    void add(const Timeline& person, std::uint64_t team_decision) {
        const auto origins = services_.cases.read([&](const storage::Reader& reader) {
            return fact_origins(storage::CaseFile{reader, scope_}, person);
        });
        for (const auto& finding : rules::evaluate(rules_, person, as_of_, team_decision))
            add(finding, rules::surroundings(rules_, finding, person, team_decision), origins);
        for (const auto& rule : rules_.rules())
            if (is_unmet(rule, RuleLevel::individual))
                account_.unmet.push_back(
                    unmet_rule(rule, rules::clauses_of(rules_, rule, person, as_of_, team_decision), {}));
    }

    const Account& account() const { return account_; }

private:
    void add(const Finding& finding, rules::Surroundings around, rules::Origins origins) {
        around.origins = std::move(origins);
        const auto& rule = *rules_.find(finding.rule().id);
        account_.found.push_back({finding, rules::explain(finding, rule, services_.signals, around),
                                  rule.effect == rules::Effect::note});
    }

    bool is_unmet(const rules::Rule& rule, RuleLevel level) const {
        return rule.level == level && std::ranges::none_of(account_.found, [&](const Found& found) {
                   return found.finding.rule().id == rule.identity.id;
               });
    }

    const Services& services_;
    const rules::RuleSet& rules_;
    EmployerScope scope_;
    Date as_of_;
    Account account_;
};

template <class AnyTimeline, class IdOf>
std::vector<const AnyTimeline*> beginning_with(const std::vector<AnyTimeline>& all, const std::string& start,
                                               IdOf id_of) {
    std::vector<const AnyTimeline*> matching;
    for (const auto& one : all)
        if (id_of(one).text().starts_with(start)) matching.push_back(&one);
    return matching;
}

int refuse_identifier(const std::string& typed, std::size_t matching, std::ostream& out) {
    out << (matching == 0 ? "Aucun identifiant de cet employeur ne commence par «\u00A0"
                          : "Plusieurs identifiants de cet employeur commencent par «\u00A0")
        << typed << "\u00A0»."
        << (matching == 0 ? " «\u00A0prevenance screen\u00A0» montre ceux qui ont une suggestion.\n"
                          : " Tapez-en davantage.\n");
    return 1;
}

const TeamTimeline* team_of(const Services& services, const EmployerHistory& history, EmployeeId employee) {
    const auto record = services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, history.scope}.find(employee);
    });
    if (!record) return nullptr;
    const auto at = std::ranges::find(history.history.teams, record->team, &TeamTimeline::team);
    return at == history.history.teams.end() ? nullptr : &*at;
}

void print_found(const Account& account, RuleFamily family, bool notes, const std::string& title,
                 std::ostream& out) {
    out << "\n" << title << "\n";
    bool any = false;
    for (const auto& [finding, explanation, note] : account.found) {
        if (finding.family() != family || note != notes) continue;
        out << "  " << finding.rule().id << "\u00A0: " << explanation.words.title << "\n"
            << rules::explanation_text(explanation, "    ");
        any = true;
    }
    if (!any) out << "  Rien ce jour-là.\n";
}

void print_unmet(const Account& account, std::ostream& out) {
    out << "\nRègles qui ne tiennent pas ce jour-là, pour qui les écrit\n";
    for (const auto& rule : account.unmet) {
        out << "  " << rule.rule << "\u00A0: " << rule.title << "\n";
        for (const auto& clause : rule.clauses)
            out << std::string(4 + 2 * static_cast<std::size_t>(clause.depth), ' ')
                << (clause.holds ? "✓ " : "✗ ") << clause.words << "\n";
        if (!rule.not_known.empty()) out << "    Ce que nous ne savons pas\u00A0:\n";
        for (const auto& sentence : rule.not_known) out << "      – " << sentence << "\n";
    }
}

void print(const Account& account, const std::string& subject, Date as_of, std::ostream& out) {
    out << subject << ", au " << rules::french_date(as_of) << "\n";
    print_found(account, RuleFamily::signal, false, "Signaux, l’équipe d’abord", out);
    print_found(account, RuleFamily::signal, true, "À savoir aussi\u00A0: seul, cela ne suggère rien", out);
    print_found(account, RuleFamily::legal, false, "Échéances légales", out);
    print_unmet(account, out);
}

void print_json(const Account& account, Date today, std::ostream& out) {
    std::vector<forms::SuggestionCard> cards;
    for (const auto& [finding, explanation, note] : account.found) {
        cards.push_back(explanation_card(finding, explanation, today));
        cards.back().note = note;
    }
    out << forms::explained_json(cards, account.unmet) << "\n";
}

int explain(Instance& instance, const RulesExplainOptions& options, const EmployerHistory& history,
            Date as_of, std::ostream& out) {
    const auto& services = instance.services();
    Explainer explainer{services, history, as_of};
    std::string subject;
    if (options.employee.empty()) {
        const auto teams =
            beginning_with(history.history.teams, options.team, [](const auto& one) { return one.team; });
        if (teams.size() != 1) return refuse_identifier(options.team, teams.size(), out);
        subject = team_words(teams.front()->team);
        explainer.add(*teams.front());
    } else {
        const auto people = beginning_with(history.history.people, options.employee,
                                           [](const auto& one) { return one.employee; });
        if (people.size() != 1) return refuse_identifier(options.employee, people.size(), out);
        const auto& person = *people.front();
        subject = person_words(person.employee);
        const auto* team = team_of(services, history, person.employee);
        if (team != nullptr) explainer.add(*team);
        explainer.add(person, team == nullptr ? 0 : rules::decide_team(*history.rules, *team, as_of));
    }
    if (options.json)
        print_json(explainer.account(), as_of, out);
    else
        print(explainer.account(), subject, as_of, out);
    return 0;
}

void describe(CLI::App& verb, RulesExplainOptions& options) {
    verb.add_option("--employer", options.siret, "Le SIRET de l’employeur")->required();
    auto* whom = verb.add_option_group("De qui", "Une personne, ou une équipe");
    whom->add_option("--employee", options.employee,
                     "L’identifiant de la personne, ou son début, comme screen le montre");
    whom->add_option("--team", options.team, "L’identifiant de l’équipe, ou son début");
    whom->require_option(1);
    verb.add_option("--as-of", options.as_of, "Le jour, AAAA-MM-JJ\u00A0; sans lui\u00A0: aujourd’hui");
    verb.add_flag("--as-known-today", options.as_known_today,
                  "Chaque fait compte comme connu le jour où il commence\u00A0: pour un historique importé "
                  "depuis");
    verb.add_flag("--json", options.json, "Pour une machine, en forme de cartes CDS Hooks");
    verb.footer(
        examples({"prevenance rules explain --employer 73282932000074 --employee 1a2b3c4d --as-of 2026-03-12",
                  "prevenance rules explain --employer 73282932000074 --team 5e6f7a8b --json"}));
}

}  // namespace

int explain_rules(Instance& instance, const RulesExplainOptions& options, std::ostream& out) {
    const auto& services = instance.services();
    auto history = history_of_employer(services, options.siret);
    if (!history) {
        out << "Aucun employeur n’a le SIRET " << options.siret
            << ". Voyez «\u00A0prevenance organisation list\u00A0».\n";
        return 1;
    }
    const auto as_of =
        options.as_of.empty() ? std::optional{services.clock.today()} : parse_iso_date(options.as_of);
    if (!as_of) {
        out << "--as-of attend un jour, écrit 2026-03-12.\n";
        return 2;
    }
    if (options.as_known_today) take_as_known_at_once(history->history);
    return explain(instance, options, *history, *as_of, out);
}

void add_rules_explain(CLI::App& rules, CommandContext& context) {
    auto options = std::make_shared<RulesExplainOptions>();
    auto* verb = rules.add_subcommand("explain",
                                      "Explique ce que les règles trouvent sur une personne ou une équipe, "
                                      "et pourquoi les autres se taisent");
    verb->fallthrough();
    describe(*verb, *options);
    verb->callback([options, &context] {
        context.run = [options, &context] {
            return with_instance(context, [&](Instance& instance) {
                return static_cast<ExitCode>(explain_rules(instance, *options, context.console.out));
            });
        };
    });
}

}  // namespace prevenance::api

#include "api/suggestion_view.h"

#include "api/fact_lines.h"
#include "api/frozen.h"
#include "api/people.h"
#include "api/services.h"
#include "api/suggestion_words.h"
#include "domain/procedure.h"
#include "forms/french.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::SuggestionRecord;

// Where a counted fact comes from, with who noted it; merged spells come from several rows, and some may be
// gone by now or be of a kind that nobody noted by hand.
std::string source_of(const rules::ExplainedFact& fact, const std::vector<FactLine>& lines) {
    std::vector<std::string> sources;
    for (const auto& id : fact.evidence.facts) {
        const auto line = std::ranges::find(lines, id, &FactLine::id);
        if (line == lines.end()) return fact.origin;
        if (std::ranges::find(sources, line->source) == sources.end()) sources.push_back(line->source);
    }
    std::string words;
    for (const auto& source : sources) words += (words.empty() ? "" : "\u00A0; ") + source;
    return words;
}

std::vector<forms::DatedFact> dated_facts(const rules::Explanation& explanation,
                                          const std::vector<FactLine>& lines) {
    std::vector<forms::DatedFact> facts;
    for (const auto& fact : explanation.facts) facts.push_back({fact.words, source_of(fact, lines)});
    return facts;
}

std::vector<forms::NumberOrigin> numbers_of(const rules::Explanation& explanation) {
    std::vector<forms::NumberOrigin> numbers;
    for (const auto& threshold : explanation.words.thresholds)
        numbers.push_back({threshold.words, threshold.role, threshold.bounds, threshold.set});
    return numbers;
}

std::vector<forms::NoteBeside> notes_beside(const Call& call, EmployeeId employee,
                                            const std::vector<FactLine>& lines) {
    std::vector<forms::NoteBeside> notes;
    for (const auto& note : notes_about(call.services, call.employer(), employee, call.today()))
        notes.push_back({note.words.title, dated_facts(note, lines), note.rule, note.words.unknown});
    return notes;
}

std::string consequence_of(FactLine::Kind kind) {
    if (kind == FactLine::Kind::absence)
        return "Corrigez aussi votre logiciel de paie ou de planning, sinon le prochain import la ramène.";
    if (kind == FactLine::Kind::legal_stop) return "Déclarez ensuite l’arrêt avec les bonnes dates.";
    if (kind == FactLine::Kind::milestone) return "Notez ensuite la bonne date dans le calendrier.";
    return "Notez-le ensuite à la bonne date, s’il a bien eu lieu.";
}

std::vector<forms::RemovableFact> removable_facts(const SuggestionRecord& suggestion,
                                                  const std::vector<FactLine>& lines) {
    const auto counted = facts_of(suggestion);
    std::vector<forms::RemovableFact> removable;
    for (const auto& line : lines)
        if (!is_worked_out(line) && std::ranges::find(counted, line.id) != counted.end())
            removable.push_back({line.id, line.words, consequence_of(line.kind)});
    return removable;
}

std::string closed_words(const SuggestionRecord& suggestion) {
    if (!suggestion.closed_at) return {};
    const auto when = "Suggestion close le " + forms::short_date(in_paris(*suggestion.closed_at).date);
    const auto closing = suggestion.closing.value_or("");
    if (closing == "talk_held") return when + " : l’échange a eu lieu.";
    if (closing == "fact_wrong") return when + " : un fait était inexact.";
    if (closing == "facts_gone") return when + " : la règle ne s’applique plus à ces faits.";
    if (closing == "done") return when + " : c’est fait.";
    return when + ", sans échange.";
}

// Act on the work before the person: what is open about the team comes first.
std::vector<forms::OtherSuggestion> open_about_team(const Call& call, TeamId team) {
    const auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.suggestions_about_team(team);
    });
    std::vector<forms::OtherSuggestion> open;
    for (const auto& record : records) {
        if (!record.is_open()) continue;
        const auto words = suggestion_in_short(call.services, call.employer(), record);
        if (words) open.push_back({record.id, words->explanation.words.title});
    }
    return open;
}

void fill_words(forms::SuggestionView& view, const SuggestionRecord& suggestion, const SuggestionWords& words,
                const std::vector<FactLine>& lines) {
    const auto& explanation = words.explanation;
    view.title = explanation.words.title;
    view.facts = dated_facts(explanation, lines);
    view.rule = explanation.rule;
    view.exception = explanation.words.exception;
    view.numbers = numbers_of(explanation);
    view.source = explanation.words.source;
    view.rule_name = "Règle " + suggestion.rule;
    if (!explanation.words.identity.version.empty())
        view.rule_name += ", version " + explanation.words.identity.version;
    view.rule_changed = words.rule_changed;
    view.unknown = explanation.words.unknown;
    view.also_unknown = explanation.also_unknown;
    view.stops = explanation.stops;
    view.without = explanation.without;
    view.due = explanation.due.value_or("");
    view.removable = removable_facts(suggestion, lines);
}

void fill_state(forms::SuggestionView& view, const SuggestionRecord& suggestion, Date today) {
    view.id = suggestion.id;
    view.legal = suggestion.family == RuleFamily::legal;
    view.open = suggestion.is_open();
    view.closed_words = closed_words(suggestion);
    if (suggestion.rule == "L1" && suggestion.employee)  // the duty to inform a person on a long stop
        view.letter_path = "/salaries/" + suggestion.employee->text() + "/information-retour";
    view.raised_words = (view.legal ? "Rappel du " : "Suggestion du ") +
                        forms::short_date(in_paris(suggestion.raised_at).date) + ", faits comptés au " +
                        forms::short_date(suggestion.as_of) + ".";
    if (view.open && suggestion.postponed_until && *suggestion.postponed_until > today)
        view.postponed_words =
            "Reportée : elle reviendra le " + forms::short_date(*suggestion.postponed_until) + ".";
    view.latest_until = iso_date(add_months(today, longest_postponement));
}

}  // namespace

Result<forms::SuggestionView> suggestion_view(const Call& call, const SuggestionRecord& suggestion) {
    const auto& services = call.services;
    if (suggestion.family == RuleFamily::signal && is_frozen(services, call.employer(), suggestion.employee))
        return std::unexpected(frozen_error());
    const auto words = suggestion_words(services, call.employer(), suggestion, call.today());
    if (!words) return std::unexpected(words.error());
    forms::SuggestionView view;
    fill_state(view, suggestion, call.today());
    if (suggestion.employee) {
        const auto employee = find_employee(services, call.employer(), *suggestion.employee);
        if (!employee) return std::unexpected(employee.error());
        view.about = full_name(*employee);
        view.employee = employee->id;
        view.closing_reasons = services.lists.closing_reasons;
        if (!view.legal) view.about_team_first = open_about_team(call, employee->team);
        const auto lines = fact_lines_about(services, call.employer(), employee->id);
        fill_words(view, suggestion, *words, lines);
        if (view.open && !view.legal) view.notes = notes_beside(call, employee->id, lines);
        return view;
    }
    const auto team = services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.team(call.employer().employer(), *suggestion.team);
    });
    if (!team) return fail(ErrorCode::not_found);
    view.about = team->name;
    view.closing_reasons = services.lists.team_closing_reasons;
    fill_words(view, suggestion, *words, fact_lines_about_team(services, call.employer(), team->id));
    return view;
}

std::optional<SuggestionRecord> find_suggestion(const Call& call) {
    const auto id = call.id_in_path<SuggestionId>("suggestion");
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.suggestion(*id);
    });
}

std::vector<FactId> facts_of(const SuggestionRecord& suggestion) {
    std::vector<FactId> facts;
    for (const auto& piece : suggestion.evidence)
        facts.insert(facts.end(), piece.facts.begin(), piece.facts.end());
    return facts;
}

}  // namespace prevenance::api

#include "api/suggestion_view.h"

#include "api/fact_lines.h"
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

// Where a counted fact comes from; merged spells come from several rows, and some may be gone by now.
std::string source_of(const Evidence& piece, const std::vector<FactLine>& lines) {
    if (piece.facts.empty()) return {};
    std::vector<std::string> sources;
    for (const auto& fact : piece.facts) {
        const auto line = std::ranges::find(lines, fact, &FactLine::id);
        const auto source = line == lines.end() ? std::string{"supprimé du dossier depuis"} : line->source;
        if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
    }
    std::string words;
    for (const auto& source : sources) words += (words.empty() ? "" : " ; ") + source;
    return words;
}

std::vector<forms::DatedFact> dated_facts(const SuggestionRecord& suggestion,
                                          const std::vector<std::string>& words,
                                          const std::vector<FactLine>& lines) {
    std::vector<forms::DatedFact> facts;
    for (std::size_t at = 0; at < words.size(); ++at)
        facts.push_back({words[at], source_of(suggestion.evidence.at(at), lines)});
    return facts;
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
        const auto words = suggestion_words(call.services, call.employer(), record, call.today());
        if (words) open.push_back({record.id, words->explanation.title});
    }
    return open;
}

void fill_words(forms::SuggestionView& view, const SuggestionRecord& suggestion, const SuggestionWords& words,
                const std::vector<FactLine>& lines) {
    const auto& explanation = words.explanation;
    view.title = explanation.title;
    view.facts = dated_facts(suggestion, explanation.facts, lines);
    view.rule = explanation.rule;
    view.source = explanation.source;
    view.rule_changed = words.rule_changed;
    view.unknown = explanation.unknown;
    if (suggestion.is_open()) view.stops = explanation.stops;
    view.due = explanation.due.value_or("");
    view.removable = removable_facts(suggestion, lines);
}

void fill_state(forms::SuggestionView& view, const SuggestionRecord& suggestion, Date today) {
    view.id = suggestion.id;
    view.legal = suggestion.family == RuleFamily::legal;
    view.open = suggestion.is_open();
    view.closed_words = closed_words(suggestion);
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
        fill_words(view, suggestion, *words, fact_lines_about(services, call.employer(), employee->id));
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

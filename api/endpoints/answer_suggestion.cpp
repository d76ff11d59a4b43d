#include "api/endpoints/answer_suggestion.h"

#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/page_reply.h"
#include "api/screening.h"
#include "api/services.h"
#include "api/suggestion_view.h"
#include "forms/suggestion_form.h"
#include "storage/milestones.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::CaseFile;
using storage::SuggestionRecord;

constexpr auto closed_meanwhile = "Cette suggestion est déjà close. Rien n’a été changé.";

std::string page_of(const SuggestionRecord& suggestion) {
    return "/suggestions/" + suggestion.id.text();
}

// The page again, with what was typed and everything that is wrong with it.
Answer refused(const Call& call, const SuggestionRecord& suggestion, forms::SuggestionAnswer answering,
               const Error& error) {
    auto view = suggestion_view(call, suggestion);
    if (!view) return error_reply(call, view.error());
    view->answering = answering;
    view->until = call.form.value("until");
    view->reason = call.form.value("reason");
    view->fact = call.form.value("fact");
    return page_reply(call, suggestion_title(*view), "suggestion",
                      forms::suggestion_data(*view, error.fields), error.fields);
}

// Legal deadlines are met or not: they are answered in the legal calendar.
std::optional<Reply> not_answerable(const Call& call, const std::optional<SuggestionRecord>& suggestion) {
    if (!suggestion) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (suggestion->family == RuleFamily::legal)
        return error_reply(call,
                           {ErrorCode::conflict,
                            "Une échéance légale ne se reporte pas. Notez-la comme faite dans le calendrier.",
                            {}});
    if (!suggestion->is_open()) return error_reply(call, {ErrorCode::conflict, closed_meanwhile, {}});
    return std::nullopt;
}

bool rule_still_holds(const storage::Transaction& transaction, const Services& services, EmployerScope scope,
                      const SuggestionRecord& suggestion, Date today) {
    const auto findings = suggestion.employee
                              ? findings_about(transaction, services, scope, *suggestion.employee, today)
                              : findings_about_team(transaction, services, scope, *suggestion.team, today);
    return std::ranges::any_of(
        findings, [&](const Finding& finding) { return finding.rule().id == suggestion.rule; });
}

bool remove_fact(storage::Transaction& transaction, EmployerScope scope, FactId fact) {
    const CaseFile file{transaction, scope};
    return file.remove_signal(transaction, fact) || file.remove_absence(transaction, fact) ||
           file.remove_legal_stop(transaction, fact) ||
           storage::Milestones{transaction, scope}.remove(transaction, fact);
}

void screen_again(storage::Transaction& transaction, Services& services, EmployerScope scope,
                  const SuggestionRecord& suggestion, Instant now) {
    if (suggestion.employee)
        screen_employee(transaction, services, scope, *suggestion.employee, now);
    else
        screen_team(transaction, services, scope, *suggestion.team, now);
}

std::vector<FactId> facts_still_there(const Call& call, const SuggestionRecord& suggestion) {
    const auto lines = suggestion.employee
                           ? fact_lines_about(call.services, call.employer(), *suggestion.employee)
                           : fact_lines_about_team(call.services, call.employer(), *suggestion.team);
    auto facts = facts_of(suggestion);
    std::erase_if(facts, [&](const FactId& fact) {
        const auto line = std::ranges::find(lines, fact, &FactLine::id);
        return line == lines.end() || is_worked_out(*line);
    });
    return facts;
}

}  // namespace

Answer postpone_suggestion(const Call& call) {
    const auto suggestion = find_suggestion(call);
    if (auto reply = not_answerable(call, suggestion)) return std::move(*reply);
    const auto until = forms::read_postponement(call.form, call.today());
    if (!until) return refused(call, *suggestion, forms::SuggestionAnswer::postpone, until.error());
    return Act{suggestion->id.bytes, [scope = call.employer(), id = suggestion->id,
                                      day = *until](storage::Transaction& transaction) {
                   CaseFile{transaction, scope}.postpone(transaction, id, day);
                   return see_other("/a-faire", "reporte");
               }};
}

Answer close_suggestion(const Call& call) {
    const auto suggestion = find_suggestion(call);
    if (auto reply = not_answerable(call, suggestion)) return std::move(*reply);
    const auto& lists = call.services.lists;
    const auto reason = forms::read_closing(
        call.form, suggestion->employee ? lists.closing_reasons : lists.team_closing_reasons);
    if (!reason) return refused(call, *suggestion, forms::SuggestionAnswer::close, reason.error());
    const std::string closing = *reason == "team_talk_held" ? "talk_held" : "no_talk";
    return Act{suggestion->id.bytes, [scope = call.employer(), id = suggestion->id, why = *reason, closing,
                                      by = call.scope().account, now = call.now,
                                      late = error_reply(call, {ErrorCode::conflict, closed_meanwhile, {}})](
                                         storage::Transaction& transaction) {
                   if (!CaseFile{transaction, scope}.close(transaction, id, closing, by, why, now))
                       return late;
                   return see_other("/a-faire", "suggestion-close");
               }};
}

Answer remove_wrong_fact(const Call& call) {
    const auto suggestion = find_suggestion(call);
    if (!suggestion) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (!suggestion->is_open()) return error_reply(call, {ErrorCode::conflict, closed_meanwhile, {}});
    const auto fact = forms::read_wrong_fact(call.form, facts_still_there(call, *suggestion));
    if (!fact) return refused(call, *suggestion, forms::SuggestionAnswer::wrong_fact, fact.error());
    const auto late = error_reply(call, {ErrorCode::conflict, "Ce fait n’est plus dans le dossier.", {}});
    return Act{suggestion->id.bytes, [&services = call.services, scope = call.employer(), wrong = *fact,
                                      record = *suggestion, late, by = call.scope().account, now = call.now,
                                      today = call.today()](storage::Transaction& transaction) {
                   if (!remove_fact(transaction, scope, wrong)) return late;
                   const CaseFile file{transaction, scope};
                   const bool holds = rule_still_holds(transaction, services, scope, record, today);
                   if (!holds) file.close(transaction, record.id, "fact_wrong", by, "fact_wrong", now);
                   screen_again(transaction, services, scope, record, now);
                   return see_other(page_of(record), holds ? "fait-supprime" : "fait-supprime-close");
               }};
}

}  // namespace prevenance::api

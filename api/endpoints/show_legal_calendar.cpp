#include "api/endpoints/show_legal_calendar.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "api/suggestion_words.h"
#include "forms/legal_calendar_page.h"
#include "storage/case_file.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::SuggestionRecord;

// The first due first; those without a date last, the oldest first.
std::vector<SuggestionRecord> open_deadlines(const Call& call) {
    auto open = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.open_suggestions();
    });
    std::erase_if(open, [](const auto& suggestion) { return suggestion.family != RuleFamily::legal; });
    std::ranges::stable_sort(open, {},
                             [](const auto& suggestion) { return suggestion.due_on.value_or(Date::max()); });
    return open;
}

// L1 is the duty to inform a person on a long stop.
std::string letter_for(const SuggestionRecord& suggestion) {
    if (suggestion.rule != "L1") return {};
    return "/salaries/" + suggestion.employee->text() + "/information-retour";
}

std::optional<forms::LegalDeadline> deadline_of(const Call& call, const SuggestionRecord& suggestion) {
    if (!suggestion.employee) return std::nullopt;
    const auto person = find_employee(call.services, call.employer(), *suggestion.employee);
    const auto words = suggestion_in_short(call.services, call.employer(), suggestion);
    if (!person || !words) return std::nullopt;
    const auto& explanation = words->explanation;
    std::vector<std::string> facts;
    for (const auto& fact : explanation.facts) facts.push_back(fact.words);
    return forms::LegalDeadline{suggestion.id.text(),
                                full_name(*person),
                                "/salaries/" + person->id.text(),
                                explanation.words.title,
                                explanation.due.value_or(""),
                                suggestion.due_on && *suggestion.due_on < call.today(),
                                explanation.rule,
                                explanation.words.source,
                                std::move(facts),
                                explanation.words.unknown,
                                letter_for(suggestion)};
}

}  // namespace

Answer show_legal_calendar(const Call& call) {
    forms::LegalCalendarView view;
    for (const auto& suggestion : open_deadlines(call))
        if (auto deadline = deadline_of(call, suggestion)) view.deadlines.push_back(std::move(*deadline));
    return page_reply(call, "Échéances légales", "legal_calendar", forms::legal_calendar_data(view));
}

Answer finish_deadline(const Call& call) {
    const auto id = call.id_in_path<SuggestionId>("suggestion");
    const auto suggestion = id ? call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.suggestion(*id);
    })
                               : std::nullopt;
    if (!suggestion || suggestion->family != RuleFamily::legal)
        return error_reply(call, {ErrorCode::not_found, {}, {}});
    return Act{suggestion->employee ? suggestion->employee->bytes : suggestion->team->bytes,
               [call, id = suggestion->id](storage::Transaction& transaction) {
                   const storage::CaseFile file{transaction, call.employer()};
                   if (!file.close(transaction, id, "done", call.scope().account, "", call.now))
                       return error_reply(call, {ErrorCode::conflict, "Cette échéance est déjà close.", {}});
                   return see_other("/calendrier", "echeance");
               }};
}

}  // namespace prevenance::api

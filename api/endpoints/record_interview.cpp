#include "api/endpoints/record_interview.h"

#include "api/counted_families.h"
#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/printed_page.h"
#include "api/service_contact.h"
#include "api/services.h"
#include "api/suggestion_words.h"
#include "domain/procedure.h"
#include "forms/french.h"
#include "forms/interview_form.h"
#include "forms/interview_page.h"
#include "storage/case_file.h"
#include "storage/interviews.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::CaseFile;
using storage::InterviewRecord;
using storage::SuggestionRecord;

std::vector<SuggestionRecord> suggestions_about(const Call& call, EmployeeId employee) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        return CaseFile{reader, call.employer()}.suggestions_about(employee);
    });
}

std::vector<SuggestionRecord> open_ones(std::vector<SuggestionRecord> suggestions) {
    std::erase_if(suggestions, [](const SuggestionRecord& suggestion) {
        return !suggestion.is_open() || suggestion.family == RuleFamily::legal;
    });
    return suggestions;
}

// The suggestion named in the address, where it is an open one about this person.
std::optional<SuggestionId> suggestion_in_query(const Call& call, const std::vector<SuggestionRecord>& open) {
    const auto id = SuggestionId::parse(call.query.value("suggestion"));
    if (!id || std::ranges::find(open, *id, &SuggestionRecord::id) == open.end()) return std::nullopt;
    return id;
}

std::vector<forms::DatedFact> facts_of_the_year(const Call& call, EmployeeId employee) {
    std::vector<forms::DatedFact> facts;
    for (const auto& line :
         of_the_past_year(fact_lines_about(call.services, call.employer(), employee), call.today()))
        facts.push_back({line.words, line.source});
    return facts;
}

forms::InterviewFormView form_view(const Call& call, const Employee& employee,
                                   const std::vector<SuggestionRecord>& open) {
    forms::InterviewFormView view;
    view.employee = employee.id;
    view.name = full_name(employee);
    view.topics = call.services.lists.interview_topics;
    for (const auto& suggestion : open) {
        const auto words = suggestion_in_short(call.services, call.employer(), suggestion);
        if (words) view.open_suggestions.push_back({suggestion.id, words->explanation.words.title});
    }
    return view;
}

Reply form_reply(const Call& call, const forms::InterviewFormView& view, std::vector<FieldError> errors) {
    return page_reply(call, "Consigner l’échange", "interview_form", forms::interview_form_data(view, errors),
                      errors);
}

Reply refused(const Call& call, const Employee& employee, const std::vector<SuggestionRecord>& open,
              const Error& error) {
    auto view = form_view(call, employee, open);
    view.suggestion = call.form.value("suggestion");
    view.held_on = call.form.value("held_on");
    view.mode = call.form.value("mode");
    view.accompanied = call.form.value("accompanied");
    view.ticked_topics = call.form.values("topics");
    view.wish = call.form.value("wish");
    view.talk_again_on = call.form.value("talk_again_on");
    return form_reply(call, view, error.fields);
}

InterviewRecord record_of(const Call& call, EmployeeId employee, const forms::NewInterview& interview) {
    return {call.services.randomness.new_id<InterviewId>(),
            employee,
            interview.suggestion,
            interview.held_on,
            interview.mode,
            interview.accompanied,
            interview.wish,
            interview.talk_again_on,
            call.now,
            call.scope().account,
            interview.topics};
}

std::string held_words(const InterviewRecord& interview) {
    std::string mode{forms::mode_words(interview.mode)};
    return "Le " + forms::short_date(interview.held_on) + " – " + mode +
           (interview.accompanied ? " – personne accompagnée" : " – personne non accompagnée");
}

Result<PrintedPage> preparation(const Call& call) {
    const auto employee = employee_in_path(call);
    if (!employee) return std::unexpected(employee.error());
    forms::InterviewPreparation view;
    view.employee = employee->id;
    view.name = full_name(*employee);
    view.suggestion = suggestion_in_query(call, open_ones(suggestions_about(call, employee->id)));
    view.facts = facts_of_the_year(call, employee->id);
    if (is_frozen(call.services, call.employer(), employee->id)) view.frozen = frozen_words;
    view.service = service_contact(call.services, call.employer());
    return PrintedPage{.title = "Préparer l’échange avec " + view.name,
                       .name = "interview_preparation",
                       .data = forms::interview_preparation_data(view),
                       .path = "/salaries/" + employee->id.text() + "/entretien/preparer",
                       .query = view.suggestion ? "?suggestion=" + view.suggestion->text() : std::string{},
                       .file = "preparer-un-echange",
                       .file_title = "Préparer un échange",
                       .about = employee->id.bytes};
}

}  // namespace

Answer prepare_interview(const Call& call) {
    auto page = preparation(call);
    return page ? show_printed(call, std::move(*page)) : error_reply(call, page.error());
}

Answer print_preparation(const Call& call) {
    const auto page = preparation(call);
    return page ? print_pdf(call, *page) : error_reply(call, page.error());
}

Answer show_interview_form(const Call& call) {
    const auto employee = employee_in_path(call);
    if (!employee) return error_reply(call, employee.error());
    const auto open = open_ones(suggestions_about(call, employee->id));
    auto view = form_view(call, *employee, open);
    auto chosen = suggestion_in_query(call, open);
    if (!chosen && open.size() == 1) chosen = open.front().id;
    if (chosen) view.suggestion = chosen->text();
    view.held_on = iso_date(call.today());
    return read_about(employee->id, form_reply(call, view, {}));
}

Answer record_interview(const Call& call) {
    const auto employee = employee_in_path(call);
    if (!employee) return error_reply(call, employee.error());
    const auto open = open_ones(suggestions_about(call, employee->id));
    std::vector<SuggestionId> open_ids;
    for (const auto& suggestion : open) open_ids.push_back(suggestion.id);
    const auto interview = forms::read_interview(call.form, call.services.lists.interview_topics, open_ids,
                                                 employee->entry, call.today());
    if (!interview) return refused(call, *employee, open, interview.error());
    const auto record = record_of(call, employee->id, *interview);
    return Act{employee->id.bytes, [scope = call.employer(), record](storage::Transaction& transaction) {
                   // Closed by somebody else meanwhile: the talk was held all the same, and is recorded.
                   if (record.suggestion)
                       CaseFile{transaction, scope}.close(transaction, *record.suggestion, "talk_held",
                                                          record.recorded_by, "talk_held",
                                                          record.recorded_at);
                   storage::Interviews{transaction, scope}.add(transaction, record);
                   return see_other("/entretiens/" + record.id.text(), "entretien");
               }};
}

Answer show_interview(const Call& call) {
    const auto id = call.id_in_path<InterviewId>("interview");
    const auto missing = Error{ErrorCode::not_found, {}, {}};
    if (!id) return error_reply(call, missing);
    const auto interview = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Interviews{reader, call.employer()}.find(*id);
    });
    if (!interview) return error_reply(call, missing);
    const auto employee = find_employee(call.services, call.employer(), interview->employee);
    if (!employee) return error_reply(call, employee.error());

    const auto used = is_frozen(call.services, call.employer(), employee->id)
                          ? std::vector<SuggestionRecord>{}
                          : suggestions_about(call, employee->id);
    const auto counted = counted_families(used, call.services.signals, call.today());
    forms::InterviewFollowUp view;
    view.employee = employee->id;
    view.name = full_name(*employee);
    view.held_words = held_words(*interview);
    for (const auto& topic : call.services.lists.interview_topics.all())
        if (std::ranges::find(interview->topics, topic.code) != interview->topics.end())
            view.topics.push_back(topic.label);
    view.wish = interview->wish;
    if (interview->talk_again_on)
        view.talk_again_words = "le " + forms::short_date(*interview->talk_again_on);
    view.visit_may_be_suggested = visit_may_be_suggested(counted.families, counted.wish);
    return read_about(employee->id, page_reply(call, "L’échange est consigné. Et maintenant ?",
                                               "interview_follow_up", forms::interview_follow_up_data(view)));
}

}  // namespace prevenance::api

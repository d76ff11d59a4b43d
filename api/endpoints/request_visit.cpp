#include "api/endpoints/request_visit.h"

#include "api/employer_asked.h"
#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/printed_page.h"
#include "api/service_contact.h"
#include "api/services.h"
#include "api/visit_motive.h"
#include "forms/french.h"
#include "forms/visit_request_form.h"
#include "forms/visit_request_page.h"
#include "storage/interviews.h"
#include "storage/processing_choices.h"
#include "storage/visit_requests.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::InterviewRecord;
using storage::VisitRequestRecord;

// The person, the last talk, and the facts that may be cited.
struct Ground {
    Employee employee;
    std::optional<InterviewRecord> talk;
    std::vector<FactLine> facts;
    bool is_frozen = false;
};

Result<Ground> ground_of(const Call& call) {
    auto employee = employee_in_path(call);
    if (!employee) return std::unexpected(employee.error());
    auto talk = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Interviews{reader, call.employer()}.latest(employee->id);
    });
    auto facts =
        of_the_past_year(fact_lines_about(call.services, call.employer(), employee->id), call.today());
    const bool frozen = is_frozen(call.services, call.employer(), employee->id);
    return Ground{std::move(*employee), std::move(talk), std::move(facts), frozen};
}

forms::VisitRequestFormView form_view(const Call& call, const Ground& ground) {
    forms::VisitRequestFormView view;
    view.employee = ground.employee.id;
    view.name = full_name(ground.employee);
    if (ground.talk) view.talk_words = forms::short_date(ground.talk->held_on);
    view.objects = call.services.lists.visit_objects;
    if (ground.is_frozen) view.frozen = frozen_words;
    for (const auto& fact : ground.facts) view.facts.push_back({fact.id, fact.words, fact.source});
    return view;
}

Reply form_reply(const Call& call, const forms::VisitRequestFormView& view, std::vector<FieldError> errors) {
    return page_reply(call, "Demander une visite au service de santé au travail", "visit_request_form",
                      forms::visit_request_form_data(view, errors), errors);
}

Reply refused(const Call& call, const Ground& ground, const Error& error) {
    auto view = form_view(call, ground);
    view.object = call.form.value("object");
    view.motive = call.form.value("motive");
    view.ticked_facts = call.form.values("facts");
    view.informed_on = call.form.value("informed_on");
    view.decided = call.form.has("decided");
    return form_reply(call, view, error.fields);
}

VisitMotive motive_of(const Call& call, const Ground& ground, const forms::NewVisitRequest& request) {
    VisitMotive motive{call.services.lists.visit_objects.label_of(request.object), request.motive, {}};
    for (const auto& fact : ground.facts)
        if (std::ranges::find(request.facts, fact.id) != request.facts.end())
            motive.facts.emplace_back(fact.words);
    return motive;
}

std::vector<FactId> ids_of(const std::vector<FactLine>& facts) {
    std::vector<FactId> ids;
    for (const auto& fact : facts) ids.push_back(fact.id);
    return ids;
}

// A letter from before the freeze cites what must not be shown any more; a later one cites nothing.
bool is_frozen_letter(const Call& call, const VisitRequestRecord& request) {
    const auto choice = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::ProcessingChoices{reader, call.employer()}.of(request.employee);
    });
    return choice.limited_at && request.requested_at <= *choice.limited_at;
}

Result<forms::VisitRequestLetter> letter_of(const Call& call, const VisitRequestRecord& request) {
    const auto& services = call.services;
    if (is_frozen_letter(call, request)) return std::unexpected(frozen_error());
    const auto employee = find_employee(services, call.employer(), request.employee);
    if (!employee) return std::unexpected(employee.error());
    const auto motive =
        open_motive(services, call.employer(), employee->id, request.id, request.sealed_motive);
    if (!motive) return std::unexpected(motive.error());
    const auto talk = services.cases.read([&](const storage::Reader& reader) {
        return storage::Interviews{reader, call.employer()}.find(request.interview);
    });
    const auto employer = own_employer(call);
    if (!talk || !employer) return fail(ErrorCode::internal);

    forms::VisitRequestLetter letter;
    letter.employee = employee->id;
    letter.name = Sensitive<std::string>{full_name(*employee)};
    letter.job = services.job_families.label_of(employee->job_family);
    letter.employer_name = employer->name;
    letter.siret = employer->siret.digits();
    letter.service = service_contact(services, call.employer());
    letter.object = motive->object;
    letter.motive = motive->words;
    for (const auto& fact : motive->facts) letter.facts.push_back(fact.reveal());
    letter.talk_held_on = forms::long_date(talk->held_on);
    letter.informed_on = forms::long_date(request.informed_on);
    letter.requested_on = forms::long_date(in_paris(request.requested_at).date);
    letter.requested_by = account_name(services, request.requested_by);
    return letter;
}

Result<PrintedPage> printed_letter(const Call& call) {
    const auto id = call.id_in_path<VisitRequestId>("request");
    if (!id) return fail(ErrorCode::not_found);
    const auto request = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::VisitRequests{reader, call.employer()}.find(*id);
    });
    if (!request) return fail(ErrorCode::not_found);
    const auto letter = letter_of(call, *request);
    if (!letter) return std::unexpected(letter.error());
    return PrintedPage{.title = "Votre demande de visite est prête",
                       .name = "visit_request",
                       .data = forms::visit_request_letter_data(*letter),
                       .path = "/demandes-de-visite/" + id->text() + "/lettre",
                       .file = "demande-de-visite",
                       .file_title = "Demande de visite par l’employeur",
                       .about = request->employee.bytes};
}

}  // namespace

Answer show_visit_request_form(const Call& call) {
    const auto ground = ground_of(call);
    if (!ground) return error_reply(call, ground.error());
    return read_about(ground->employee.id, form_reply(call, form_view(call, *ground), {}));
}

Answer request_visit(const Call& call) {
    const auto ground = ground_of(call);
    if (!ground) return error_reply(call, ground.error());
    if (!ground->talk)
        return error_reply(
            call,
            {ErrorCode::conflict, "Une demande de visite suit un échange. Consignez d’abord l’échange.", {}});
    const auto request =
        forms::read_visit_request(call.form, {call.services.lists.visit_objects, call.services.health_words,
                                              ids_of(ground->facts), ground->talk->held_on, call.today()});
    if (!request) return refused(call, *ground, request.error());

    const auto id = call.services.randomness.new_id<VisitRequestId>();
    auto sealed = seal_motive(call.services, call.employer(), ground->employee.id, id,
                              motive_of(call, *ground, *request));
    if (!sealed) return error_reply(call, sealed.error());
    const VisitRequestRecord record{
        id,       ground->employee.id, ground->talk->id, std::move(*sealed), request->informed_on,
        call.now, call.scope().account};
    return Act{ground->employee.id.bytes,
               [scope = call.employer(), record](storage::Transaction& transaction) {
                   storage::VisitRequests{transaction, scope}.add(transaction, record);
                   return see_other("/demandes-de-visite/" + record.id.text() + "/lettre", "visite");
               }};
}

Answer show_visit_request_letter(const Call& call) {
    auto letter = printed_letter(call);
    return letter ? show_printed(call, std::move(*letter)) : error_reply(call, letter.error());
}

Answer print_visit_request_letter(const Call& call) {
    const auto letter = printed_letter(call);
    return letter ? print_pdf(call, *letter) : error_reply(call, letter.error());
}

}  // namespace prevenance::api

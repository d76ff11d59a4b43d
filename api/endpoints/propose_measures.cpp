#include "api/endpoints/propose_measures.h"

#include "api/error_reply.h"
#include "api/opened_alert.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/sent_measures.h"
#include "forms/measures_form.h"
#include "forms/measures_page.h"
#include "storage/accounts.h"
#include "storage/measures.h"
#include "storage/organisations.h"
#include "storage/outbox.h"

namespace prevenance::api {
namespace {

using storage::MeasuresRecord;
using storage::Transaction;
using Origin = storage::Mailbox::Origin;

std::string path_of(AlertId id) {
    return "/boite/" + id.text();
}

// Nothing for an own request: no employer stands behind it, whatever the person wrote.
std::optional<Origin> origin_of(const Call& call, const OpenedAlert& opened) {
    if (opened.alert.kind == AlertKind::own_request) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Mailbox{reader, call.mailbox()}.origin_of(opened.record.id);
    });
}

Result<forms::ProposedMeasures> read_posted(const Call& call) {
    return forms::read_measures(call.form, call.services.lists.work_measures, call.services.health_words,
                                call.today());
}

Reply form_screen(const Call& call, const OpenedAlert& opened, bool is_own_request,
                  std::vector<FieldError> errors = {}) {
    const auto& catalogue = call.services.lists.work_measures;
    auto data =
        forms::measures_form_data({path_of(opened.record.id), catalogue, call.form, is_own_request, errors});
    return page_reply(call, "Que proposez-vous à l’employeur\u00a0?", "measures_form", std::move(data),
                      std::move(errors));
}

// The employer knows the person by its own file; for a letter there is only what the person wrote.
Result<std::string> name_for_employer(const Call& call, const OpenedAlert& opened,
                                      const std::optional<Origin>& origin) {
    if (!origin) return opened.alert.person_name.reveal();
    const auto employee =
        find_employee(call.services, EmployerScope::for_job(origin->employer), origin->employee);
    if (!employee) return fail(ErrorCode::gone, "Cette personne ne figure plus chez son employeur.");
    return full_name(*employee);
}

forms::MeasuresAsRead as_read(const Call& call, const forms::ProposedMeasures& proposed,
                              std::string person_name) {
    const auto& catalogue = call.services.lists.work_measures;
    const auto service = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.oh_service(call.mailbox().oh_service());
    });
    forms::MeasuresAsRead view{
        std::move(person_name),           service ? service->name : std::string{}, call.who->display_name, {},
        proposed.talked_with_employee_on, proposed.talked_with_employer_on,        proposed.review_on};
    for (const auto& measure : proposed.measures)
        view.measures.push_back({catalogue.label_of(measure.code), measure.detail.reveal()});
    return view;
}

// Shows the name, so the reading is on record. The form that leads here carries no key against repetition: a
// page that changes nothing may be loaded again.
Answer preview(const Call& call, const OpenedAlert& opened, const forms::ProposedMeasures& proposed,
               const std::optional<Origin>& origin) {
    auto name = name_for_employer(call, opened, origin);
    if (!name) return error_reply(call, name.error());
    const forms::MeasuresPreview view{path_of(opened.record.id), as_read(call, proposed, std::move(*name)),
                                      call.form, !origin};
    const auto* title = origin ? "Voici exactement ce que l’employeur lira" : "Voici la lettre à imprimer";
    return read_about(opened.record.id,
                      page_reply(call, title, "measures_preview", forms::measures_preview_data(view)));
}

Result<MeasuresRecord> seal_measures(const Call& call, AlertId alert, const Origin& origin,
                                     const forms::ProposedMeasures& proposed) {
    const auto key = find_person_key(call.services, origin.employee.bytes);
    if (!key) return fail(ErrorCode::gone, "Cette personne ne figure plus chez son employeur.");
    const auto employer = origin.employer.text();
    MeasuresRecord record;
    record.id = call.services.randomness.new_id<MeasuresId>();
    record.employer = origin.employer;
    record.employee = origin.employee;
    record.oh_service = call.mailbox().oh_service();
    record.alert = alert;
    record.talked_with_employee_on = proposed.talked_with_employee_on;
    record.talked_with_employer_on = proposed.talked_with_employer_on;
    record.review_on = proposed.review_on;
    record.sent_at = call.now;
    record.sent_by = call.scope().account;
    for (const auto& proposal : proposed.measures) {
        storage::MeasureRecord measure;
        measure.position = static_cast<int>(record.measures.size());
        measure.code = proposal.code;
        if (!proposal.detail.reveal().empty())
            measure.sealed_detail = seal_words(
                call.services, *key, measure_place(employer, record.id, measure.position, "sealed_detail"),
                proposal.detail);
        record.measures.push_back(std::move(measure));
    }
    return record;
}

void tell_referents(Services& services, Transaction& transaction, EmployerId employer, Instant now) {
    for (const auto& referent : storage::Accounts{transaction}.referents_of(employer))
        storage::queue_notice(transaction, services.randomness.new_id<OutboxId>(), referent.id, now);
}

Answer send(const Call& call, AlertId id, const Origin& origin, const forms::ProposedMeasures& proposed) {
    auto record = seal_measures(call, id, origin, proposed);
    if (!record) return error_reply(call, record.error());
    auto refusal = error_reply(
        call,
        {ErrorCode::conflict, "L’accord vient d’être retiré, ou le dossier clos. Rien n’est envoyé.", {}});
    return Act{id.bytes, [&services = call.services, scope = call.mailbox(), id, record = std::move(*record),
                          reply = see_other(path_of(id), "mesures-envoyees"),
                          refusal = std::move(refusal)](Transaction& transaction) {
                   if (!may_still_act(storage::Mailbox{transaction, scope}, id)) return refusal;
                   storage::SentMeasures{transaction, scope}.add(transaction, record);
                   tell_referents(services, transaction, record.employer, record.sent_at);
                   return reply;
               }};
}

}  // namespace

Answer show_measures_form(const Call& call) {
    const auto opened = open_confirmed_alert(call);
    if (!opened) return error_reply(call, opened.error());
    return read_about(opened->record.id, form_screen(call, *opened, !origin_of(call, *opened)));
}

Answer preview_measures(const Call& call) {
    const auto opened = open_confirmed_alert(call);
    if (!opened) return error_reply(call, opened.error());
    const auto origin = origin_of(call, *opened);
    if (call.form.value("step") == "edit") return form_screen(call, *opened, !origin);
    const auto proposed = read_posted(call);
    if (!proposed) return form_screen(call, *opened, !origin, proposed.error().fields);
    return preview(call, *opened, *proposed, origin);
}

Answer send_measures(const Call& call) {
    const auto opened = open_confirmed_alert(call);
    if (!opened) return error_reply(call, opened.error());
    const auto origin = origin_of(call, *opened);
    if (!origin)
        return error_reply(
            call, {ErrorCode::conflict,
                   "L’employeur ne sait pas que cette personne a écrit\u00a0: rien ne lui est envoyé.",
                   {}});
    const auto proposed = read_posted(call);
    if (!proposed) return form_screen(call, *opened, false, proposed.error().fields);
    return send(call, opened->record.id, *origin, *proposed);
}

}  // namespace prevenance::api

#include "api/endpoints/exercise_rights.h"

#include "api/code_entry.h"
#include "api/error_reply.h"
#include "api/held_data.h"
#include "api/opened_invitation.h"
#include "api/page_reply.h"
#include "api/rights_requests.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/held_data_json.h"
#include "forms/rights_page.h"
#include "forms/rights_words.h"
#include "storage/invitations.h"

namespace prevenance::api {
namespace {

struct Holder {
    storage::CodedInvitation invitation;
    forms::HeldDataView held;

    EmployerScope scope() const { return EmployerScope::for_job(invitation.employer); }
    EmployeeId employee() const { return invitation.handed_over.employee; }
};

Result<Holder> holder_of(const Call& call) {
    auto recognised = recognise(call);
    if (!recognised) return std::unexpected(recognised.error());
    auto held = held_data_about(call.services, recognised->stored, call.now);
    if (!held) return std::unexpected(held.error());
    held->path = code_address(call);
    held->code = call.form.value("code");
    return Holder{std::move(recognised->stored), std::move(*held)};
}

std::vector<FactId> fact_ids(const Holder& holder) {
    std::vector<FactId> ids;
    for (const auto& fact : facts_of_view(holder.held))
        if (const auto id = FactId::parse(fact.id)) ids.push_back(*id);
    return ids;
}

Reply form_page(const Call& call, const Holder& holder, RightsKind kind, std::vector<FieldError> errors) {
    forms::RightsFormView view;
    view.path = holder.held.path;
    view.code = holder.held.code;
    view.kind = kind;
    for (const auto& fact : facts_of_view(holder.held)) view.facts.push_back({fact.id, fact.what});
    view.fact_as_typed = call.form.value("fact");
    view.words_as_typed = call.form.value("words");
    auto data = forms::rights_form_data(view, errors);
    return page_reply(call, forms::rights_act(kind), "rights_form", std::move(data), std::move(errors));
}

Reply sent_page(const Call& call, const Holder& holder, const storage::RightsRequestRecord& request,
                const std::string& number) {
    forms::RightsSentView view{holder.held.path, holder.held.code, number,
                               forms::rights_kind_label(request.kind), ""};
    if (request.is_open()) view.due_on = forms::short_date(request.due());
    return page_reply(call, "Votre demande est envoyée", "rights_sent", forms::rights_sent_data(view));
}

Answer send_request(const Call& call, Holder holder, RightsKind kind) {
    const auto typed = forms::read_rights_request(
        call.form, kind, {call.services.health_words, fact_ids(holder), call.today()});
    if (!typed) return form_page(call, holder, kind, typed.error().fields);
    auto record =
        sealed_request(call.services, holder.scope(), holder.employee(), *typed, std::nullopt, call.now);
    if (!record) return error_reply(call, record.error());
    const auto about = holder.employee().bytes;
    return Act{
        about,
        [call, holder = std::move(holder), record = std::move(*record)](storage::Transaction& transaction) {
            const auto number = take_request(transaction, call.services, holder.scope(), record, call.now);
            return sent_page(call, holder, record, number);
        }};
}

}  // namespace

Answer print_held_data(const Call& call) {
    const auto holder = holder_of(call);
    if (!holder) return not_recognised(call, holder.error());
    return read_about(holder->invitation.handed_over.id, page_reply(call, "Mes données", "held_data_printed",
                                                                    forms::held_data_data(holder->held)));
}

Answer print_booklet(const Call& call) {
    const auto holder = holder_of(call);
    if (!holder) return not_recognised(call, holder.error());
    return read_about(
        holder->invitation.handed_over.id,
        page_reply(call, "Mon livret d’accompagnement", "booklet", forms::booklet_data(holder->held)));
}

Answer download_held_data(const Call& call) {
    const auto holder = holder_of(call);
    if (!holder) return not_recognised(call, holder.error());
    auto reply = json_reply(200, forms::held_data_json(holder->held, call.now));
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"mes-donnees.json\"");
    return read_about(holder->invitation.handed_over.id, std::move(reply));
}

Answer exercise_right(const Call& call) {
    auto holder = holder_of(call);
    if (!holder) return not_recognised(call, holder.error());
    const auto kind = forms::typed_right(call.form);
    if (!kind) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (call.form.value("step") == "send") return send_request(call, std::move(*holder), *kind);
    return read_about(holder->invitation.handed_over.id, form_page(call, *holder, *kind, {}));
}

}  // namespace prevenance::api

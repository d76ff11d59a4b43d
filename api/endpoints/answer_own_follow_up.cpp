#include "api/endpoints/answer_own_follow_up.h"

#include "api/code_entry.h"
#include "api/employee_page.h"
#include "api/opened_invitation.h"
#include "api/services.h"
#include "forms/answer_page.h"
#include "forms/own_follow_up_page.h"
#include "forms/service_case_form.h"
#include "storage/organisations.h"
#include "storage/service_cases.h"

namespace prevenance::api {
namespace {

using storage::WaitingQuestion;

// Who holds the code, and the receipt of what was sent with it: none where nothing was.
struct Holder {
    IdBytes about;
    std::optional<ReceiptId> receipt;
};

Holder holder_of(const Call& call, const RecognisedCode& recognised) {
    if (const auto* alone = std::get_if<RecognisedOwnRequest>(&recognised))
        return {alone->stored.receipt.bytes, alone->stored.receipt};
    const auto id = std::get<RecognisedInvitation>(recognised).stored.handed_over.id;
    const auto record = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::find_receipt_of(reader, id); });
    return {id.bytes, record ? std::optional{record->id} : std::nullopt};
}

Answer read_by(const Holder& holder, Reply reply) {
    return Act{holder.about, [reply = std::move(reply)](storage::Transaction&) { return reply; }};
}

Reply words(const Call& call, const char* title, std::vector<std::string> paragraphs) {
    for (auto& paragraph : paragraphs) paragraph = said(call, paragraph);
    const auto path = code_address(call);
    return employee_page(call, title, "plain_words",
                         forms::plain_words_data(paragraphs, path, call.form.value("code")), {}, path);
}

Reply nothing_asked(const Call& call) {
    return words(call, "Rien n’est demandé",
                 {"Le service ne vous pose pas de question en ce moment, ou vous y avez déjà répondu."});
}

Reply question_page(const Call& call, const WaitingQuestion& question, std::vector<FieldError> errors) {
    const auto service = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.oh_service(question.oh_service);
    });
    errors = said(call, std::move(errors));
    const forms::OwnFollowUpView view{code_address(call), call.form.value("code"),
                                      service ? service->name : "", question.months, call.form};
    auto data = forms::own_follow_up_data(view, errors, saying(call));
    return employee_page(call, "Le service vous demande des nouvelles", "own_follow_up", std::move(data),
                         std::move(errors), code_address(call));
}

Answer send(const Call& call, const Holder& holder, const WaitingQuestion& asked) {
    const auto typed = forms::read_own_situation(call.form);
    if (!typed) return question_page(call, asked, typed.error().fields);
    const auto sent = words(call, "Vos réponses sont envoyées",
                            {"Le service les lit avec votre dossier. Votre employeur n’en sait rien.",
                             "Une aide vous manque avant\u00a0? Appelez le service sans attendre."});
    return Act{holder.about, [asked, situation = *typed, today = call.today(), sent,
                              late = nothing_asked(call)](storage::Transaction& transaction) {
                   const storage::ServiceCases cases{transaction, MailboxScope::for_job(asked.oh_service)};
                   const storage::CaseFollowUp answer{{asked.months, std::nullopt, today},
                                                      situation.still_in_work,
                                                      situation.post,
                                                      situation.help_wished,
                                                      true};
                   return cases.answer(transaction, asked.alert, answer) ? sent : late;
               }};
}

}  // namespace

Answer answer_own_follow_up(const Call& call) {
    const auto recognised = recognise_code(call);
    if (!recognised) return not_recognised(call, recognised.error());
    const auto holder = holder_of(call, *recognised);
    const auto waiting =
        !holder.receipt ? std::nullopt : call.services.cases.read([&](const storage::Reader& reader) {
            return storage::waiting_question(reader, *holder.receipt);
        });
    if (!waiting) return read_by(holder, nothing_asked(call));
    if (call.form.value("step") == "send") return send(call, holder, *waiting);
    return read_by(holder, question_page(call, *waiting, {}));
}

}  // namespace prevenance::api

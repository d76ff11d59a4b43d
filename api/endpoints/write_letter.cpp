#include "api/endpoints/write_letter.h"

#include "api/error_reply.h"
#include "api/leaflets.h"
#include "api/opened_alert.h"
#include "api/page_reply.h"
#include "api/press.h"
#include "api/printed_page.h"
#include "api/sent_measures.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/physician_letter_form.h"
#include "forms/physician_letter_page.h"
#include "storage/alerts.h"
#include "storage/audit_log.h"
#include "storage/organisations.h"

#include <algorithm>
#include <array>

namespace prevenance::api {
namespace {

using forms::LetterKind;
using storage::Transaction;

constexpr std::string_view own_unit = "retention_unit";  // the first of config/sheet_recipients.csv

struct Letter {
    std::string_view name;  // in the address
    LetterKind kind;
    const char* question;  // over the form
    const char* page;
    const char* title;
    const char* file;
};

constexpr std::array<Letter, 4> letters{{
    {"presence", LetterKind::attendance, "Quelles heures attester\u00A0?", "attendance_letter",
     "Attestation de présence", "attestation-de-presence"},
    {"rendez-vous", LetterKind::appointment, "Quel rendez-vous annoncer à l’employeur\u00A0?",
     "appointment_letter", "Rendez-vous avec le service de santé au travail", "lettre-de-rendez-vous"},
    {"prereprise", LetterKind::pre_return, "Quelle visite de préreprise proposer\u00A0?",
     "pre_return_invitation", "Proposition de visite de préreprise", "proposition-de-visite"},
    {"fiche", LetterKind::sheet, "À qui passer le relais\u00A0?", "hand_over_sheet", "Fiche relais", "fiche"},
}};

// What a letter is made from: the person, who agreed to what, and where the page stands.
struct Desk {
    const Letter& letter;
    OpenedAlert opened;
    std::string alert_path;
    std::string letter_path;
};

// The routes name each letter, so there is one.
const Letter& letter_of(const Call& call) {
    for (const auto& letter : letters)
        if (call.request.path.find("/lettres/" + std::string{letter.name}) != std::string::npos)
            return letter;
    return letters.front();
}

Result<Desk> open_desk(const Call& call) {
    auto opened = open_confirmed_alert(call);
    if (!opened) return std::unexpected(opened.error());
    const auto& letter = letter_of(call);
    const auto alert_path = "/boite/" + opened->record.id.text();
    return Desk{letter, std::move(*opened), alert_path, alert_path + "/lettres/" + std::string{letter.name}};
}

forms::LetterBounds bounds_of(const Call& call, const Desk& desk) {
    return {call.services.health_words, in_paris(*desk.opened.record.delivered_at).date, call.today()};
}

Reply form_reply(const Call& call, const Desk& desk, std::vector<FieldError> errors) {
    const auto& visited_on = desk.opened.record.visited_on;
    const auto& lists = call.services.lists;
    const forms::LetterFormView view{desk.letter.kind,
                                     desk.alert_path,
                                     desk.letter_path,
                                     call.form,
                                     visited_on ? iso_date(*visited_on) : std::string{},
                                     call.services.press.can_print(),
                                     lists.sheet_recipients,
                                     lists.sheet_contents};
    auto data = forms::letter_form_data(view, errors);
    return page_reply(call, desk.letter.question, "letter_form", std::move(data), std::move(errors));
}

forms::LetterFrame frame_of(const Call& call, const Desk& desk) {
    const auto contacts = leaflet_contacts(call);
    return {desk.alert_path,
            desk.letter_path,
            call.form,
            call.services.press.can_print(),
            {contacts.oh_service, contacts.retention_officer, contacts.oh_service_phone},
            call.who->display_name,
            desk.opened.alert.person_name,
            forms::long_date(call.today())};
}

// For an own request there is only what the person wrote, which may be nothing.
Sensitive<std::string> employer_of(const Call& call, const Desk& desk) {
    const auto name =
        call.services.cases.read([&](const storage::Reader& reader) -> std::optional<std::string> {
            const auto origin = storage::Mailbox{reader, call.mailbox()}.origin_of(desk.opened.record.id);
            if (!origin || desk.opened.alert.kind == AlertKind::own_request) return std::nullopt;
            const auto employer = storage::Organisations{reader}.employer(origin->employer);
            return employer ? std::optional{employer->name} : std::nullopt;
        });
    return name ? Sensitive<std::string>{*name} : desk.opened.alert.employer_name;
}

// A letter ready to be shown, and what the audit trail says beside the code of the route.
struct Written {
    PrintedPage page;
    std::string recipient;  // a code of config/sheet_recipients.csv; empty: the letter says it already
};

PrintedPage page_of(const Desk& desk, forms::TemplateData data) {
    return {.title = desk.letter.title,
            .name = desk.letter.page,
            .data = std::move(data),
            .path = desk.letter_path,
            .file = desk.letter.file,
            .about = desk.opened.record.id.bytes};
}

Result<Written> write_attendance(const Call& call, const Desk& desk) {
    const auto read = forms::read_attendance(call.form, bounds_of(call, desk));
    if (!read) return std::unexpected(read.error());
    return Written{
        page_of(desk, forms::attendance_letter_data({frame_of(call, desk), forms::long_date(read->on),
                                                     forms::time_of_day_words(read->from),
                                                     forms::time_of_day_words(read->until)})),
        {}};
}

Result<Written> write_appointment(const Call& call, const Desk& desk) {
    const auto read = forms::read_agreed_appointment(call.form, bounds_of(call, desk));
    if (!read) return std::unexpected(read.error());
    const auto& appointment = read->appointment;
    return Written{
        page_of(desk, forms::appointment_letter_data({frame_of(call, desk), employer_of(call, desk),
                                                      forms::long_date(appointment.on),
                                                      forms::time_of_day_words(appointment.at),
                                                      appointment.place, forms::long_date(read->agreed_on)})),
        {}};
}

Result<Written> write_pre_return(const Call& call, const Desk& desk) {
    const auto read = forms::read_invited_appointment(call.form, bounds_of(call, desk));
    if (!read) return std::unexpected(read.error());
    return Written{
        page_of(desk, forms::pre_return_invitation_data({frame_of(call, desk), forms::long_date(read->on),
                                                         forms::time_of_day_words(read->at), read->place})),
        {}};
}

std::vector<std::string> measures_in_words(const Call& call, AlertId alert) {
    std::vector<std::string> words;
    for (const auto& sent : sent_measures_of(call, alert))
        for (const auto& line : sent.measures) words.push_back(line.label);
    return words;
}

forms::HandOverSheet sheet_of(const Call& call, const Desk& desk, const forms::AgreedSheet& agreed) {
    const auto& lists = call.services.lists;
    const auto ticked = [&](std::string_view code) {
        return std::ranges::find(agreed.contents, code) != agreed.contents.end();
    };
    forms::HandOverSheet sheet{frame_of(call, desk)};
    sheet.is_referral = agreed.recipient == own_unit;
    sheet.recipient = lists.sheet_recipients.label_of(agreed.recipient);
    sheet.recipient_name = agreed.recipient_name;
    sheet.agreed_on = forms::long_date(agreed.agreed_on);
    if (ticked("contact")) sheet.contact = desk.opened.alert.contact.how;
    if (ticked("employer")) sheet.employer = employer_of(call, desk);
    if (ticked("measures")) sheet.measures = measures_in_words(call, desk.opened.record.id);
    if (ticked("dates") && desk.opened.record.visited_on)
        sheet.visit_days.push_back(forms::long_date(*desk.opened.record.visited_on));
    if (ticked("request")) sheet.request = agreed.request;
    for (const auto& code : agreed.contents) sheet.handed_over.push_back(lists.sheet_contents.label_of(code));
    return sheet;
}

Result<Written> write_sheet(const Call& call, const Desk& desk) {
    const auto& lists = call.services.lists;
    const auto agreed = forms::read_agreed_sheet(call.form, lists.sheet_recipients, lists.sheet_contents,
                                                 bounds_of(call, desk));
    if (!agreed) return std::unexpected(agreed.error());
    const auto sheet = sheet_of(call, desk, *agreed);
    auto page = page_of(desk, forms::hand_over_sheet_data(sheet));
    if (sheet.is_referral) page.title = "Fiche de signalement";
    return Written{std::move(page), agreed->recipient};
}

Result<Written> written(const Call& call, const Desk& desk) {
    switch (desk.letter.kind) {
        case LetterKind::attendance:
            return write_attendance(call, desk);
        case LetterKind::appointment:
            return write_appointment(call, desk);
        case LetterKind::pre_return:
            return write_pre_return(call, desk);
        case LetterKind::sheet:
            return write_sheet(call, desk);
    }
    return fail(ErrorCode::internal);
}

// The agreement may have been withdrawn while the page was made: then it does not leave.
Answer hand_out(const Call& call, AlertId id, const std::string& recipient, Reply reply) {
    auto refusal = error_reply(
        call,
        {ErrorCode::conflict, "L’accord vient d’être retiré, ou le dossier clos. Rien n’est imprimé.", {}});
    const auto also = recipient.empty() ? std::string{} : "sheet.made_for_" + recipient;
    return Act{id.bytes, [&audit = call.services.audit, scope = call.mailbox(), id, also, now = call.now,
                          by = call.scope().account, reply = std::move(reply),
                          refusal = std::move(refusal)](Transaction& transaction) {
                   if (!may_still_act(storage::Mailbox{transaction, scope}, id)) return refusal;
                   if (!also.empty()) audit.record(transaction, {now, by, also, id.bytes});
                   return reply;
               }};
}

using Maker = Reply (*)(const Call&, const PrintedPage&);

Answer make(const Call& call, Maker maker) {
    const auto desk = open_desk(call);
    if (!desk) return error_reply(call, desk.error());
    auto letter = written(call, *desk);
    if (!letter) return form_reply(call, *desk, letter.error().fields);
    auto reply = maker(call, letter->page);
    if (reply.status != 200) return reply;
    return hand_out(call, desk->opened.record.id, letter->recipient, std::move(reply));
}

}  // namespace

Answer show_letter_form(const Call& call) {
    const auto desk = open_desk(call);
    if (!desk) return error_reply(call, desk.error());
    return read_about(desk->opened.record.id, form_reply(call, *desk, {}));
}

Answer write_letter(const Call& call) {
    return make(call, [](const Call& of, const PrintedPage& page) { return printed_reply(of, page); });
}

Answer print_letter(const Call& call) {
    return make(call, pdf_reply);
}

}  // namespace prevenance::api

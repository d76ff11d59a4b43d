#include "api/case_screen.h"

#include "api/page_reply.h"
#include "api/services.h"
#include "domain/canonical_bytes.h"
#include "domain/hexadecimal.h"
#include "forms/alert_page.h"
#include "forms/french.h"
#include "forms/service_case_form.h"
#include "forms/service_case_page.h"
#include "integrations/digest.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

template <class Moment>
std::uint64_t number_of(const std::optional<Moment>& moment) {
    return moment ? static_cast<std::uint64_t>(moment->time_since_epoch().count()) + 1 : 0;
}

Date day_of(Instant instant) {
    return in_paris(instant).date;
}

std::string contact_words(const storage::CaseContact& contact) {
    if (contact.with_whom == "employee") return "échange avec la personne";
    const auto side =
        contact.with_whom == "employer"
            ? std::string{"l’employeur"}
            : "un partenaire\u00a0: " + forms::words_in(forms::partner_kinds, *contact.partner_kind);
    return "échange avec " + side + " (accord de la personne le " + forms::long_date(*contact.agreed_on) +
           ")";
}

std::string visit_words(const storage::CaseVisit& visit) {
    const auto kind = forms::visit_kind_words(visit.kind);
    if (visit.result == "held") return "visite faite, " + kind;
    return (visit.result == "absent" ? "la personne n’est pas venue à la visite prévue le "
                                     : "visite reportée, elle était prévue le ") +
           forms::long_date(visit.planned_on);
}

void add_steps_of_message(std::vector<forms::DatedStep>& steps, const storage::CaseLine& line) {
    steps.push_back({line.dates.received_on, line.dates.is_own_request ? "demande de la personne reçue"
                                                                       : "message de la personne reçu"});
    if (line.first_read_at) steps.push_back({day_of(*line.first_read_at), "message lu"});
    if (line.confirmed_at) steps.push_back({day_of(*line.confirmed_at), "accord confirmé de vive voix"});
    if (line.measures_sent_at)
        steps.push_back({day_of(*line.measures_sent_at), "préconisations envoyées à l’employeur"});
}

void add_steps_of_accompaniment(std::vector<forms::DatedStep>& steps, const CaseDates& dates) {
    if (dates.entered_on) steps.push_back({*dates.entered_on, "entrée dans l’accompagnement"});
    if (dates.declined_on) steps.push_back({*dates.declined_on, "accompagnement décliné"});
    if (dates.left_on)
        steps.push_back(
            {*dates.left_on, "sortie de l’accompagnement\u00a0: " + forms::exit_words(*dates.exit)});
}

std::vector<forms::DatedStep> steps_of(const storage::CaseRecord& record) {
    std::vector<forms::DatedStep> steps;
    add_steps_of_message(steps, record.line);
    for (const auto& visit : record.visits) steps.push_back({visit.result_on, visit_words(visit)});
    if (record.line.dates.visited_on && record.visits.empty())
        steps.push_back({*record.line.dates.visited_on, "visite faite"});  // noted before results were kept
    for (const auto& document : record.documents)
        steps.push_back({document.issued_on,
                         "document remis\u00a0: " + forms::words_in(forms::document_kinds, document.kind)});
    for (const auto& contact : record.contacts) steps.push_back({contact.held_on, contact_words(contact)});
    add_steps_of_accompaniment(steps, record.line.dates);
    if (record.line.closed_at) steps.push_back({day_of(*record.line.closed_at), "dossier clos"});
    return steps;
}

std::vector<forms::FollowUpLine> follow_ups_of(const storage::CaseRecord& record) {
    std::vector<forms::FollowUpLine> lines;
    for (const int months : follow_up_months) {
        const auto due = follow_up_due(record.line.dates, months);
        if (!due) return lines;
        forms::FollowUpLine line{months, *due, {}, {}, {}, {}, {}};
        for (const auto& noted : record.follow_ups)
            if (noted.dates.months == months)
                line = {months,
                        *due,
                        noted.dates.asked_on,
                        noted.dates.answered_on,
                        noted.still_in_work,
                        noted.post.value_or(""),
                        noted.help_wished};
        lines.push_back(std::move(line));
    }
    return lines;
}

forms::ServiceCaseView view_of(const Call& call, const storage::Reader& reader,
                               const storage::CaseRecord& record, const CaseTrouble& trouble) {
    const auto& line = record.line;
    const auto diary = line.diary();
    return {.path = "/boite/" + line.alert.text(),
            .number = line.receipt.text(),
            .version = version_of(record),
            .dates = line.dates,
            .today = call.today(),
            .visit_on = diary.visit_on,
            .steps = steps_of(record),
            .follow_ups = follow_ups_of(record),
            .next = next_task(diary),
            .message_expired = line.expired,
            .left_employer =
                storage::ServiceCases{reader, call.mailbox()}.left_the_employer(line.alert, call.today()),
            .officer = officer_of(reader, call.mailbox().oh_service()),
            .typed = call.form,
            .errors = trouble.errors,
            .is_stale = trouble.is_stale,
            .refusal = trouble.refusal};
}

}  // namespace

std::string version_of(const storage::CaseRecord& record) {
    const auto& line = record.line;
    const auto& dates = line.dates;
    CanonicalWriter writer{"prevenance case 1"};
    writer.id(line.alert).number(number_of(line.confirmed_at)).text(line.visit_kind.value_or(""));
    writer.number(number_of(line.visit_on))
        .number(number_of(dates.visited_on))
        .number(number_of(line.closed_at));
    writer.number(number_of(line.measures_sent_at)).number(number_of(dates.entered_on));
    writer.number(number_of(dates.declined_on)).number(number_of(dates.left_on));
    writer.number(record.visits.size()).number(record.documents.size()).number(record.contacts.size());
    for (const auto& follow_up : line.follow_ups) {
        writer.number(static_cast<std::uint64_t>(follow_up.months)).number(number_of(follow_up.asked_on));
        writer.number(number_of(follow_up.answered_on));
    }
    return hexadecimal(integrations::digest_of(writer.bytes())).substr(0, 16);
}

bool goes_on(const storage::CaseRecord& record) {
    return !record.line.expired || record.line.dates.entered_on;
}

Reply case_screen(const Call& call, const storage::Reader& reader, const storage::CaseRecord& record,
                  const CaseTrouble& trouble) {
    const auto view = view_of(call, reader, record, trouble);
    auto reply = page_reply(call, "Où en est ce dossier\u00a0?", "service_case",
                            forms::service_case_data(view), trouble.errors);
    if (trouble.is_stale || !trouble.refusal.empty()) reply.status = 409;
    if (reply.status == 200) reply.headers.emplace_back("ETag", "\"" + view.version + "\"");
    return reply;
}

std::string officer_of(const storage::Reader& reader, OhServiceId service) {
    const auto found = storage::Organisations{reader}.oh_service(service);
    return found ? found->retention_officer + ", " + found->phone : std::string{};
}

}  // namespace prevenance::api

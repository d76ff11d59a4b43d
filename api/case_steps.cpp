#include "api/case_steps.h"

#include "forms/alert_page.h"
#include "forms/french.h"
#include "forms/service_case_form.h"

namespace prevenance::api {
namespace {

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

void add_entry_and_exit(std::vector<forms::DatedStep>& steps, const CaseDates& dates) {
    if (dates.entered_on) steps.push_back({*dates.entered_on, "entrée dans l’accompagnement"});
    if (dates.declined_on) steps.push_back({*dates.declined_on, "accompagnement décliné"});
    if (dates.left_on)
        steps.push_back(
            {*dates.left_on, "sortie de l’accompagnement, " +
                                 std::string{*dates.exit == ExitKind::positive ? "positive" : "négative"}});
}

}  // namespace

std::vector<forms::DatedStep> steps_of_accompaniment(const storage::CaseRecord& record) {
    std::vector<forms::DatedStep> steps;
    for (const auto& visit : record.visits) steps.push_back({visit.result_on, visit_words(visit)});
    for (const auto& document : record.documents)
        steps.push_back({document.issued_on,
                         "document remis\u00a0: " + forms::words_in(forms::document_kinds, document.kind)});
    for (const auto& contact : record.contacts) steps.push_back({contact.held_on, contact_words(contact)});
    add_entry_and_exit(steps, record.line.dates);
    return steps;
}

std::vector<forms::DatedStep> steps_of(const storage::CaseRecord& record) {
    std::vector<forms::DatedStep> steps;
    add_steps_of_message(steps, record.line);
    if (record.line.dates.visited_on && record.visits.empty())
        steps.push_back({*record.line.dates.visited_on, "visite faite"});  // noted before results were kept
    for (auto& step : steps_of_accompaniment(record)) steps.push_back(std::move(step));
    if (record.line.closed_at) steps.push_back({day_of(*record.line.closed_at), "dossier clos"});
    return steps;
}

}  // namespace prevenance::api

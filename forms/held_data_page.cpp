#include "forms/held_data_page.h"

namespace prevenance::forms {
namespace {

TemplateData group(const std::string& title, const std::string& empty, const std::vector<HeldLine>& lines) {
    TemplateData data;
    data.set("group_title", title).set("group_empty", empty).set("has_lines", !lines.empty());
    TemplateData::List items;
    for (const auto& line : lines)
        items.push_back(TemplateData{}.set("what", line.what).set_optional("source", line.source));
    data.set("group_lines", std::move(items));
    return data;
}

TemplateData agreement_data(const HeldAgreement& agreement) {
    TemplateData data;
    data.set("receipt", agreement.receipt).set("sent_on", agreement.sent_on);
    data.set("expires_on", agreement.expires_on).set("categories", agreement.categories);
    data.set("stands", agreement.stands);
    TemplateData::List since;
    for (const auto& line : agreement.since) since.push_back(TemplateData{}.set("since_line", line));
    data.set("since", std::move(since));
    return data;
}

}  // namespace

TemplateData held_data_data(const HeldDataView& view) {
    TemplateData data;
    data.set("path", view.path).set("code", view.code).set("can_still_answer", view.can_still_answer);
    data.set("person", view.person).set("employer", view.employer).set("team", view.team);
    data.set("job_family", view.job_family).set("entered_on", view.entered_on);
    data.set_optional("informed_on", view.informed_on);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set(
        "groups",
        TemplateData::List{
            group("Faits notés par l’employeur", "Aucun fait noté.", view.signals),
            group("Absences", "Aucune absence enregistrée.", view.absences),
            group("Arrêts déclarés pour les échéances légales", "Aucun arrêt déclaré.", view.legal_stops),
            group("Visites et retours notés pour les échéances légales", "Rien de noté.", view.milestones),
            group("Échanges avec vous", "Aucun échange consigné.", view.talks),
            group("Suggestions faites à l’employeur", "Aucune suggestion.", view.suggestions),
            group("Invitations remises", "Aucune invitation.", view.invitations),
            group("Préconisations reçues par l’employeur", "Aucune préconisation.", view.measures),
            group("Qui a consulté ou agi", "Personne n’a consulté votre fiche.", view.readings)});
    TemplateData::List agreements;
    for (const auto& agreement : view.agreements) agreements.push_back(agreement_data(agreement));
    data.set("has_agreements", !agreements.empty()).set("agreements", std::move(agreements));
    return data;
}

}  // namespace prevenance::forms

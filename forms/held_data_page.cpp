#include "forms/held_data_page.h"

#include "forms/french.h"
#include "forms/rights_words.h"

namespace prevenance::forms {
namespace {

std::string kept_words(const HeldLine& line) {
    return line.kept_until ? "gardé jusqu’au " + short_date(*line.kept_until) : std::string{};
}

// Where it comes from and how long it stays, on one line.
std::string note_of(const HeldLine& line) {
    const auto kept = kept_words(line);
    if (line.source.empty() || kept.empty()) return line.source + kept;
    return line.source + "\u00A0; " + kept;
}

TemplateData::List texts_of(const std::string& name, const std::vector<std::string>& texts) {
    TemplateData::List list;
    for (const auto& text : texts) list.push_back(TemplateData{}.set(name, text));
    return list;
}

TemplateData group_data(const HeldGroup& group) {
    TemplateData data;
    data.set("group_title", group.title).set("group_empty", group.empty);
    data.set("group_purpose", group.purpose).set("group_kept", group.kept);
    data.set("has_lines", !group.lines->empty());
    TemplateData::List items;
    for (const auto& line : *group.lines)
        items.push_back(TemplateData{}
                            .set("what", line.what)
                            .set_optional("source", note_of(line))
                            .set("remarks", texts_of("remark", line.remarks)));
    data.set("group_lines", std::move(items));
    return data;
}

TemplateData agreement_data(const HeldAgreement& agreement) {
    TemplateData data;
    data.set("receipt", agreement.receipt).set("sent_on", agreement.sent_on);
    data.set("expires_on", agreement.expires_on).set("categories", agreement.categories);
    data.set("stands", agreement.stands).set_optional("proof_kept_until", agreement.kept_until);
    data.set("since", texts_of("since_line", agreement.since));
    return data;
}

TemplateData request_data(const HeldRequest& request) {
    TemplateData data;
    data.set("request_number", request.number).set("request_kind", request.kind);
    data.set("request_sent_on", request.sent_on).set("request_state", request.state);
    data.set("request_words", texts_of("request_line", request.words));
    return data;
}

TemplateData::List rights_data(const HeldDataView& view) {
    const bool left_alone = !view.objected_on.empty() || !view.limited_on.empty();
    std::vector<RightsKind> kinds{RightsKind::correction, RightsKind::remark};
    if (view.objected_on.empty()) kinds.push_back(RightsKind::objection);
    if (view.limited_on.empty()) kinds.push_back(RightsKind::limitation);
    if (left_alone) kinds.push_back(RightsKind::resumption);
    kinds.push_back(RightsKind::erasure);
    TemplateData::List list;
    for (const auto kind : kinds)
        list.push_back(
            TemplateData{}.set("right", std::string{code_of(kind)}).set("right_act", rights_act(kind)));
    return list;
}

constexpr auto signals_purpose =
    "proposer un échange à temps. L’employeur doit veiller à votre sécurité au travail (Code du travail, "
    "article L4121-1).";
constexpr auto legal_purpose = "organiser vos visites au service de santé au travail, comme la loi l’exige.";

}  // namespace

std::vector<HeldGroup> held_groups(const HeldDataView& view) {
    std::vector<HeldGroup> groups{
        {HeldKind::signal, "Faits notés par l’employeur", "Aucun fait noté.", signals_purpose,
         view.kept.at(HeldKind::signal), &view.signals},
        {HeldKind::absence, "Absences", "Aucune absence enregistrée.", signals_purpose,
         view.kept.at(HeldKind::absence), &view.absences},
        {HeldKind::legal_stop, "Arrêts déclarés pour les échéances légales", "Aucun arrêt déclaré.",
         legal_purpose, view.kept.at(HeldKind::legal_stop), &view.legal_stops},
        {HeldKind::milestone, "Visites et retours notés pour les échéances légales", "Rien de noté.",
         legal_purpose, view.kept.at(HeldKind::milestone), &view.milestones},
        {HeldKind::talk, "Échanges avec vous", "Aucun échange consigné.", signals_purpose,
         view.kept.at(HeldKind::talk), &view.talks},
        {HeldKind::suggestion, "Suggestions faites à l’employeur", "Aucune suggestion.", signals_purpose,
         view.kept.at(HeldKind::suggestion), &view.suggestions},
        {HeldKind::invitation, "Invitations remises", "Aucune invitation.",
         "vous laisser décider d’écrire ou non au médecin du travail.", view.kept.at(HeldKind::invitation),
         &view.invitations},
        {HeldKind::measures, "Préconisations reçues par l’employeur", "Aucune préconisation.",
         "adapter votre poste (Code du travail, articles L4624-3 et L4624-6).",
         view.kept.at(HeldKind::measures), &view.measures},
        {HeldKind::plan, "Plans d’action", "Aucun plan d’action.",
         "mettre en place avec vous les mesures proposées, et demander à 6, 12 et 24 mois si elles tiennent.",
         view.kept.at(HeldKind::plan), &view.plans}};
    if (view.own_side)
        groups.push_back({HeldKind::reading, "Qui a consulté ou agi", "Personne n’a consulté votre fiche.",
                          "vous montrer qui a lu vos données, et le prouver.",
                          view.kept.at(HeldKind::reading), &view.readings});
    return groups;
}

TemplateData booklet_data(const HeldDataView& view) {
    TemplateData data;
    data.set("path", view.path)
        .set("code", view.code)
        .set("person", view.person)
        .set("made_on", view.made_on);
    data.set("employer", view.employer).set("service", view.service).set("service_phone", view.service_phone);
    TemplateData::List plans;
    for (const auto& plan : view.plans) plans.push_back(TemplateData{}.set("plan_words", plan.what));
    data.set("has_plans", !plans.empty()).set("plans", std::move(plans));
    constexpr int lines_for_appointments = 8;
    data.set("appointments", TemplateData::List(lines_for_appointments, TemplateData{}.set("line", "")));
    return data;
}

TemplateData held_data_data(const HeldDataView& view) {
    TemplateData data;
    data.set("path", view.path).set("code", view.code).set("can_still_answer", view.can_still_answer);
    data.set("service_asks", view.service_asks);
    data.set("own_side", view.own_side).set("made_on", view.made_on);
    data.set("person", view.person).set("employer", view.employer).set("team", view.team);
    data.set("job_family", view.job_family).set("entered_on", view.entered_on);
    data.set("payroll_number", view.payroll_number).set_optional("birth_year", view.birth_year);
    data.set_optional("informed_on", view.informed_on).set_optional("left_on", view.left_on);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set_optional("objected_on", view.objected_on).set_optional("limited_on", view.limited_on);
    TemplateData::List groups;
    for (const auto& group : held_groups(view)) groups.push_back(group_data(group));
    data.set("groups", std::move(groups));
    TemplateData::List agreements;
    for (const auto& agreement : view.agreements) agreements.push_back(agreement_data(agreement));
    data.set("has_agreements", !agreements.empty()).set("agreements", std::move(agreements));
    TemplateData::List requests;
    for (const auto& request : view.requests) requests.push_back(request_data(request));
    data.set("has_requests", !requests.empty()).set("requests", std::move(requests));
    data.set("rights", rights_data(view));
    return data;
}

}  // namespace prevenance::forms

#include "forms/administration_page.h"

#include "forms/account_form.h"
#include "forms/field.h"
#include "forms/french.h"
#include "forms/qr_code.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

using Errors = std::vector<FieldError>;

// One field of a form that is made of a list: whichever of the three kinds it is.
TemplateData part(const char* kind, TemplateData field) {
    TemplateData data;
    for (const auto* known : {"input_part", "select_part", "choice_part"}) data.set(known, false);
    data.set(kind, std::move(field));
    return data;
}

TemplateData text_part(const PostedForm& typed, const Errors& errors, const std::string& name,
                       const std::string& label, const std::string& hint = {}) {
    InputField field;
    field.name = name;
    field.label = label;
    field.hint = hint;
    field.value = typed.value(name);
    return part("input_part", input_field(field, errors));
}

ChoiceField choices_of(const std::string& name, const std::string& legend, const std::string& hint) {
    ChoiceField field;
    field.name = name;
    field.legend = legend;
    field.hint = hint;
    return field;
}

template <class Organisation>
TemplateData select_part(const PostedForm& typed, const Errors& errors, const std::string& name,
                         const std::string& legend, const std::string& hint,
                         const std::vector<Organisation>& known) {
    auto field = choices_of(name, legend, hint);
    field.choices.push_back({"", "Choisissez", "", typed.value(name).empty()});
    for (const auto& organisation : known)
        field.choices.push_back(
            {organisation.id.text(), organisation.name, "", typed.value(name) == organisation.id.text()});
    return part("select_part", choice_field(field, errors));
}

TemplateData form_data(const std::string& action, const std::string& button, const std::string& introduction,
                       TemplateData::List parts) {
    TemplateData data;
    data.set("form_action", action).set("button_label", button).set_optional("introduction", introduction);
    return data.set("parts", std::move(parts));
}

TemplateData department_part(const std::string& chosen, const Errors& errors, const ChoiceList& departments) {
    auto field = choices_of("department", "Département",
                            "De l’établissement principal. Sans lui, la structure ne compte dans aucun chiffre par "
                            "département.");
    field.choices.push_back({"", "Pas encore connu", "", chosen.empty()});
    for (const auto& department : departments.all())
        field.choices.push_back(
            {department.code, department.code + " " + department.label, "", chosen == department.code});
    return part("select_part", choice_field(field, errors));
}

TemplateData role_part(const PostedForm& typed, const Errors& errors) {
    auto field = choices_of("role", "Que fera cette personne\u00A0?", "");
    const std::vector<std::pair<Role, const char*>> hints{
        {Role::manager, "Note des faits sur ses équipes. Ne voit que ce qu’il ou elle a noté."},
        {Role::referent,
         "Voit les faits et les suggestions, échange avec les salariés, remet les invitations."},
        {Role::physician, "Ouvre ce que les salariés ont envoyé à son service."},
        {Role::cell_member, "Planifie les visites, n’ouvre pas les messages."},
        {Role::network_analyst, "Lit les chiffres publiés du réseau."},
        {Role::administrator, "Gère les comptes et les organisations. Ne voit aucun dossier."}};
    for (const auto& [role, hint] : hints) {
        const std::string name{role_name(role)};
        field.choices.push_back({name, std::string{role_in_french(role)}, hint, typed.value("role") == name});
    }
    return part("choice_part", choice_field(field, errors));
}

TemplateData teams_part(const KnownOrganisations& known, const PostedForm& typed, const Errors& errors) {
    auto field = choices_of("teams", "Ses équipes", "Pour un responsable de secteur.");
    field.several = true;
    const auto ticked = typed.values("teams");
    for (const auto& team : known.teams) {
        const auto employer = std::ranges::find(known.employers, team.employer, &Employer::id);
        const auto label = (employer == known.employers.end() ? "" : employer->name + "\u00A0: ") + team.name;
        field.choices.push_back(
            {team.id.text(), label, "", std::ranges::find(ticked, team.id.text()) != ticked.end()});
    }
    return part("choice_part", choice_field(field, errors));
}

TemplateData mode_part(const PostedForm& typed, const Errors& errors) {
    auto field = choices_of("mode", "Qui emploie les salariés\u00A0?", "");
    field.choices = {
        {"provider", "La structure (prestataire)", "Son service de santé au travail les suit.",
         typed.value("mode") == "provider"},
        {"agent", "Le particulier (mandataire)",
         "Le service national des particuliers employeurs (SPSTN) les suit, pas celui de la structure.",
         typed.value("mode") == "agent"}};
    return part("choice_part", choice_field(field, errors));
}

}  // namespace

TemplateData accounts_data(const AccountsView& view) {
    TemplateData::List lines;
    for (const auto& account : view.accounts)
        lines.push_back(TemplateData{}
                            .set("account_id", account.id.text())
                            .set("account_name", account.display_name)
                            .set("account_login", account.login)
                            .set("account_role", std::string{role_in_french(account.role)})
                            .set("account_organisation", account.organisation)
                            .set("account_closed", account.closed)
                            .set("may_close", !account.closed && !account.is_reader)
                            .set("may_restart", !account.closed && !account.is_reader)
                            .set("may_reset", !account.closed && !account.is_reader));
    return TemplateData{}
        .set("accounts", std::move(lines))
        .set("single_administrator", view.single_administrator);
}

TemplateData account_form_data(const KnownOrganisations& known, const PostedForm& typed,
                               const Errors& errors) {
    TemplateData::List parts{role_part(typed, errors)};
    parts.push_back(text_part(typed, errors, "display_name", "Prénom et nom"));
    parts.push_back(text_part(typed, errors, "login", "Identifiant",
                              "Pour se connecter. L’adresse électronique, par exemple."));
    parts.push_back(select_part(typed, errors, "employer", "Structure",
                                "Pour un responsable de secteur ou un référent.", known.employers));
    if (!known.teams.empty()) parts.push_back(teams_part(known, typed, errors));
    parts.push_back(select_part(typed, errors, "oh_service", "Service de santé au travail",
                                "Pour un médecin du travail ou un membre de la cellule.", known.oh_services));
    parts.push_back(
        select_part(typed, errors, "network", "Réseau", "Pour un ou une analyste.", known.networks));
    return form_data(
        "/administration/comptes/ajouter", "Créer le compte",
        "Un premier mot de passe est tiré au hasard et montré une seule fois, à la page suivante. Il vaut "
        "sept jours\u00A0: la personne choisit le sien en entrant.",
        std::move(parts));
}

TemplateData entrance_data(const EntranceView& view) {
    TemplateData data;
    data.set("entrance_login", view.login);
    data.set_optional("entrance_password", view.password ? view.password->reveal() : std::string{});
    data.set("totp_seed", view.totp_seed.reveal());
    data.set("enrolment_code",
             qr_code(view.enrolment_uri.reveal(), "Code à scanner avec l’application du téléphone"));
    return data;
}

TemplateData organisations_data(const OrganisationsView& view) {
    TemplateData data;
    TemplateData::List employers;
    for (const auto& employer : view.employers) {
        TemplateData::List teams;
        for (const auto& team : employer.teams) teams.push_back(TemplateData{}.set("team_name", team));
        employers.push_back(TemplateData{}
                                .set("employer_name", employer.name)
                                .set("employer_siret", employer.siret)
                                .set("employer_id", employer.id.text())
                                .set("employer_mode", employer.mode)
                                .set_optional("employer_department", employer.department)
                                .set("lacks_department", employer.department.empty())
                                .set("employer_service", employer.oh_service)
                                .set("lacks_service", employer.oh_service.empty())
                                .set("lacks_team", employer.teams.empty())
                                .set_optional("employer_networks", employer.networks)
                                .set("employer_teams", std::move(teams)));
    }
    TemplateData::List services;
    for (const auto& service : view.oh_services)
        services.push_back(TemplateData{}
                               .set("service_name", service.name)
                               .set("service_officer", service.retention_officer)
                               .set("service_phone", service.phone));
    TemplateData::List networks;
    for (const auto& network : view.networks)
        networks.push_back(TemplateData{}
                               .set("network_id", network.id.text())
                               .set("network_name", network.name)
                               .set("network_members", counted(network.members, "structure", "structures")));
    data.set("no_employer", employers.empty())
        .set("no_service", services.empty())
        .set("no_network", networks.empty());
    data.set("employers", std::move(employers)).set("services", std::move(services));
    return data.set("networks", std::move(networks));
}

TemplateData employer_form_data(const KnownOrganisations& known, const ChoiceList& departments,
                                const PostedForm& typed, const Errors& errors) {
    TemplateData::List parts{text_part(typed, errors, "name", "Nom de la structure")};
    parts.push_back(
        text_part(typed, errors, "siret", "SIRET", "14 chiffres, sur l’avis de situation SIRENE."));
    parts.push_back(text_part(typed, errors, "idcc", "Convention collective (IDCC)",
                              "2941\u00A0: aide à domicile. 3127\u00A0: services à la personne. 3239\u00A0: "
                              "particuliers employeurs."));
    parts.push_back(
        text_part(typed, errors, "naf", "Code d’activité (NAF)", "88.10A pour l’aide à domicile."));
    parts.push_back(mode_part(typed, errors));
    parts.push_back(select_part(typed, errors, "oh_service", "Service de santé au travail",
                                "Celui auquel la structure adhère. Vous pouvez l’ajouter plus tard.",
                                known.oh_services));
    parts.push_back(department_part(typed.value("department"), errors, departments));
    return form_data("/administration/structures/ajouter", "Enregistrer la structure", "", std::move(parts));
}

TemplateData team_form_data(const KnownOrganisations& known, const PostedForm& typed, const Errors& errors) {
    TemplateData::List parts{select_part(typed, errors, "employer", "Structure", "", known.employers)};
    parts.push_back(
        text_part(typed, errors, "name", "Nom de l’équipe", "Un secteur, par exemple\u00A0: Secteur Nord."));
    return form_data("/administration/equipes/ajouter", "Enregistrer l’équipe", "", std::move(parts));
}

TemplateData oh_service_form_data(const PostedForm& typed, const Errors& errors) {
    TemplateData::List parts{text_part(typed, errors, "name", "Nom du service")};
    parts.push_back(text_part(typed, errors, "retention_officer", "Référent ou référente",
                              "De la cellule de prévention de la désinsertion professionnelle."));
    parts.push_back(text_part(typed, errors, "phone", "Téléphone", "Celui que les salariés appellent."));
    return form_data("/administration/services/ajouter", "Enregistrer le service", "", std::move(parts));
}

TemplateData network_form_data(const PostedForm& typed, const Errors& errors) {
    return form_data(
        "/administration/reseaux/ajouter", "Enregistrer le réseau",
        "Un réseau ne lit que des chiffres\u00A0: jamais ceux d’une personne ni d’une seule structure.",
        {text_part(typed, errors, "name", "Nom du réseau")});
}

TemplateData department_form_data(EmployerId employer, const std::string& known, const ChoiceList& departments,
                                  const PostedForm& typed, const Errors& errors) {
    const auto chosen = typed.has("department") ? typed.value("department") : known;
    return form_data("/administration/structures/" + employer.text() + "/departement",
                     "Enregistrer le département",
                     "Ce qui est publié ne change pas. Si un trimestre de l’année est déjà publié par département, "
                     "l’ancien département vaut pour les chiffres jusqu’à la fin de l’année.",
                     {department_part(chosen, errors, departments)});
}

}  // namespace prevenance::forms

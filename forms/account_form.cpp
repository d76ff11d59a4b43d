#include "forms/account_form.h"

#include "forms/field_reader.h"

namespace prevenance::forms {
namespace {

std::vector<std::string> names_of_roles() {
    std::vector<std::string> names;
    for (const auto& [role, name] : role_names) names.emplace_back(name);
    return names;
}

std::string read_login(FieldReader& reader) {
    const auto login = reader.required_text(
        "login", 200, "Donnez un identifiant\u00A0: l’adresse électronique, par exemple.");
    if (reader.has_error("login")) return login;
    if (login.size() < 3)
        reader.refuse("login", "too_short", "L’identifiant compte trois caractères au moins.");
    if (login.find_first_of(" \t") != std::string::npos)
        reader.refuse("login", "has_blank", "L’identifiant ne contient pas d’espace.");
    return login;
}

std::vector<TeamId> read_teams(FieldReader& reader, const PostedForm& form) {
    std::vector<TeamId> teams;
    for (const auto& text : form.values("teams"))
        if (const auto id = TeamId::parse(text)) teams.push_back(*id);
    if (teams.empty())
        reader.refuse(
            "teams", "missing",
            "Choisissez au moins une équipe\u00A0: un responsable de secteur ne voit que les siennes.");
    return teams;
}

void read_organisation(FieldReader& reader, const PostedForm& form, NewAccountForm& account) {
    switch (account.role) {
        case Role::manager:
            account.employer =
                reader.required_id<EmployerId>("employer", "Choisissez la structure de cette personne.");
            account.teams = read_teams(reader, form);
            return;
        case Role::referent:
            account.employer =
                reader.required_id<EmployerId>("employer", "Choisissez la structure de cette personne.");
            return;
        case Role::physician:
        case Role::cell_member:
            account.oh_service = reader.required_id<OhServiceId>(
                "oh_service", "Choisissez le service de santé au travail de cette personne.");
            return;
        case Role::network_analyst:
            account.network =
                reader.required_id<NetworkId>("network", "Choisissez le réseau de cette personne.");
            return;
        case Role::administrator:
            return;
    }
}

}  // namespace

Result<NewAccountForm> read_account_form(const PostedForm& form) {
    FieldReader reader{form};
    NewAccountForm account;
    const auto role =
        parse_role(reader.one_of("role", names_of_roles(), "Choisissez ce que cette personne fera."));
    account.login = Sensitive<std::string>{read_login(reader)};
    account.display_name =
        Sensitive<std::string>{reader.required_text("display_name", 120, "Donnez le nom de cette personne.")};
    if (role) {
        account.role = *role;
        read_organisation(reader, form, account);
    }
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return account;
}

std::string_view role_in_french(Role role) {
    switch (role) {
        case Role::manager:
            return "Responsable de secteur";
        case Role::referent:
            return "Référent ou référente de la structure";
        case Role::physician:
            return "Médecin du travail";
        case Role::cell_member:
            return "Membre de la cellule de prévention";
        case Role::network_analyst:
            return "Analyste du réseau";
        case Role::administrator:
            return "Administrateur ou administratrice";
    }
    return "";
}

}  // namespace prevenance::forms

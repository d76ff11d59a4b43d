#include "api/configuration_keys.h"

#include "domain/whole_number.h"
#include "integrations/breached_passwords.h"
#include "integrations/channels/mail.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <functional>
#include <vector>

namespace prevenance::api {
namespace {

using Refusal = std::optional<std::string>;

Refusal set_number(std::uint16_t& place, const std::string& value, int least) {
    const auto number = whole_number<std::uint16_t>(value);
    if (!number || *number < least)
        return "il faut un nombre entier de " + std::to_string(least) + " à 65535, pas « " + value + " ».";
    place = *number;
    return std::nullopt;
}

// A period may be shortened, never lengthened: `most` is what the law or the convention allows.
Refusal set_period(int& place, const std::string& value, int least, int most) {
    const auto period = whole_number<int>(value);
    if (!period || *period < least || *period > most)
        return "il faut un nombre entier de " + std::to_string(least) + " à " + std::to_string(most) + ", pas « " +
               value + " ». Une durée se raccourcit, elle ne s’allonge pas.";
    place = *period;
    return std::nullopt;
}

// A threshold of the figures may be raised, never lowered: the domain says from where on.
Refusal set_disclosure(DisclosureThresholds& place, const std::string& value,
                       const std::function<Result<DisclosureThresholds>(int)>& raise) {
    const auto number = whole_number<int>(value);
    if (!number) return "il faut un nombre entier, pas « " + value + " ».";
    const auto raised = raise(*number);
    if (!raised)
        return raised.error().fields.front().message + " Un seuil de publication se durcit, il ne s’allège pas.";
    place = *raised;
    return std::nullopt;
}

Refusal set_witness(Settings& settings, const std::string& value) {
    if (!value.empty() && !integrations::is_mail_address(value))
        return "il faut une adresse électronique, ou rien, pas « " + value + " ».";
    settings.audit_witness = value;
    return std::nullopt;
}

Refusal set_flag(bool& place, const std::string& value) {
    if (value != "true" && value != "false") return "il faut true ou false, pas « " + value + " ».";
    place = value == "true";
    return std::nullopt;
}

Refusal set_text(std::string& place, const std::string& value) {
    place = value;
    return std::nullopt;
}

Refusal set_path(std::filesystem::path& place, const std::string& value) {
    place = value;
    return std::nullopt;
}

Refusal set_public_address(Settings& settings, const std::string& value) {
    const bool known_scheme = value.starts_with("http://") || value.starts_with("https://");
    const auto host = value.substr(std::min(value.find("//") + 2, value.size()));
    if (!known_scheme || host.empty() || host.find('/') != std::string::npos)
        return "il faut l’adresse que les gens tapent, sans barre à la fin : https://prevenance.exemple.fr, "
               "pas « " +
               value + " ».";
    settings.public_address = value;
    return std::nullopt;
}

Refusal set_log_level(Settings& settings, const std::string& value) {
    constexpr std::array<std::string_view, 4> levels{"debug", "info", "warning", "error"};
    if (std::ranges::find(levels, value) == levels.end())
        return "il faut debug, info, warning ou error, pas « " + value + " ».";
    settings.log_level = value;
    return std::nullopt;
}

std::string text_of_flag(bool flag) {
    return flag ? "true" : "false";
}

constexpr auto text = ValueKind::text;
constexpr auto number = ValueKind::number;
constexpr auto yes_or_no = ValueKind::yes_or_no;

// Captureless lambdas, so that a key stays one row.
const std::vector<ConfigurationKey> keys{
    {"server", "public_address", text, "L’adresse que les gens tapent, sans barre à la fin.",
     set_public_address, [](const Settings& s) { return s.public_address; }},
    {"server", "listen_address", text,
     "Où le programme écoute, en clair : sur cette machine seulement, derrière un mandataire (nginx) qui "
     "chiffre.",
     [](Settings& s, const std::string& v) { return set_text(s.listen_address, v); },
     [](const Settings& s) { return s.listen_address; }},
    {"server", "port", number, "Le port où le programme écoute. 0 laisse le système choisir.",
     [](Settings& s, const std::string& v) { return set_number(s.port, v, 0); },
     [](const Settings& s) { return std::to_string(s.port); }},
    {"server", "behind_proxy", yes_or_no,
     "true derrière nginx ou HAProxy : l’en-tête X-Forwarded-For venu de cette machine est alors cru.",
     [](Settings& s, const std::string& v) { return set_flag(s.behind_proxy, v); },
     [](const Settings& s) { return text_of_flag(s.behind_proxy); }},
    {"storage", "data", text, "Le dossier des bases de données.",
     [](Settings& s, const std::string& v) { return set_path(s.data, v); },
     [](const Settings& s) { return s.data.string(); }},
    {"storage", "root_key_file", text,
     "La clé racine, 32 octets, hors du dossier des bases et hors de leur sauvegarde. Sous systemd, le "
     "justificatif\n"
     "root.key (LoadCredential=) passe avant la valeur par défaut.",
     [](Settings& s, const std::string& v) { return set_path(s.root_key, v); },
     [](const Settings& s) { return s.root_key.string(); }},
    {"storage", "resources", text, "Le dossier qui contient config/ et forms/.",
     [](Settings& s, const std::string& v) { return set_path(s.resources, v); },
     [](const Settings& s) { return s.resources.string(); }},
    {"service", "help_phone", text, "Le téléphone d’aide, montré en bas de chaque page.",
     [](Settings& s, const std::string& v) { return set_text(s.help_phone, v); },
     [](const Settings& s) { return s.help_phone; }},
    {"service", "operator_name", text, "L’organisme qui fait fonctionner le site, nommé dans les documents.",
     [](Settings& s, const std::string& v) { return set_text(s.operator_name, v); },
     [](const Settings& s) { return s.operator_name; }},
    {"service", "hosting", text, "Qui héberge les données et dans quel pays, dit dans les documents.",
     [](Settings& s, const std::string& v) { return set_text(s.hosting, v); },
     [](const Settings& s) { return s.hosting; }},
    {"service", "data_contact", text,
     "À qui écrire pour une question sur ses données : le délégué à la protection des données, son adresse.",
     [](Settings& s, const std::string& v) { return set_text(s.data_contact, v); },
     [](const Settings& s) { return s.data_contact; }},
    {"log", "level", text, "Ce qui va au journal : debug, info, warning ou error.", set_log_level,
     [](const Settings& s) { return s.log_level; }},
    {"mail", "server", text, "Le serveur d’envoi des courriels. Vide : aucun courriel ne part.",
     [](Settings& s, const std::string& v) { return set_text(s.mail.server, v); },
     [](const Settings& s) { return s.mail.server; }},
    {"mail", "port", number, "Le port du serveur d’envoi.",
     [](Settings& s, const std::string& v) { return set_number(s.mail.port, v, 1); },
     [](const Settings& s) { return std::to_string(s.mail.port); }},
    {"mail", "user", text, "Le compte sur ce serveur. Vide : il n’en demande pas.",
     [](Settings& s, const std::string& v) { return set_text(s.mail.user, v); },
     [](const Settings& s) { return s.mail.user; }},
    {"mail", "password_file", text,
     "Le fichier qui contient le mot de passe de ce compte, seul, sur une ligne.",
     [](Settings& s, const std::string& v) { return set_path(s.mail.password_file, v); },
     [](const Settings& s) { return s.mail.password_file.string(); }},
    {"mail", "sender", text, "L’adresse d’expéditeur : prevenance@exemple.fr.",
     [](Settings& s, const std::string& v) { return set_text(s.mail.sender, v); },
     [](const Settings& s) { return s.mail.sender; }},
    {"mail", "require_encryption", yes_or_no,
     "false envoie en clair, accepté seulement vers un serveur de cette machine.",
     [](Settings& s, const std::string& v) { return set_flag(s.mail.require_encryption, v); },
     [](const Settings& s) { return text_of_flag(s.mail.require_encryption); }},
    {"mail", "certificate_authorities", text,
     "Un fichier PEM d’autorités pour ce serveur. Vide : celles du système.",
     [](Settings& s, const std::string& v) { return set_path(s.mail.certificate_authorities, v); },
     [](const Settings& s) { return s.mail.certificate_authorities.string(); }},
    {"audit", "witness", text,
     "L’adresse électronique d’un témoin hors de cette installation : il reçoit chaque nuit, et après chaque heure\n"
     "où le journal des accès a avancé, un point de contrôle signé. Vide : aucun témoin.",
     set_witness, [](const Settings& s) { return s.audit_witness; }},
    {"passwords", "breached_file", text,
     "Une liste de mots de passe volés, que personne ne peut choisir : lignes « SHA-1:nombre » ordonnées par empreinte.\n"
     "Le guide de l’exploitant dit où la télécharger. Vide : seule la liste des plus courants sert.",
     [](Settings& s, const std::string& v) { return set_path(s.breached_passwords, v); },
     [](const Settings& s) { return s.breached_passwords.string(); }},
    {"figures", "least_persons", number,
     "Les chiffres des réseaux : le nombre de personnes sous lequel un chiffre n’est pas publié. 11 au moins.",
     [](Settings& s, const std::string& v) {
         return set_disclosure(s.disclosure, v, [&](int number_of_persons) {
             return DisclosureThresholds::raised(number_of_persons, s.disclosure.employers(),
                                                 s.disclosure.largest_share_percent());
         });
     },
     [](const Settings& s) { return std::to_string(s.disclosure.persons()); }},
    {"figures", "least_employers", number,
     "Le nombre de structures sous lequel un chiffre n’est pas publié. 3 au moins ; il en faut toujours une de plus\n"
     "que deux qui s’entendraient.",
     [](Settings& s, const std::string& v) {
         return set_disclosure(s.disclosure, v, [&](int number_of_employers) {
             return DisclosureThresholds::raised(s.disclosure.persons(), number_of_employers,
                                                 s.disclosure.largest_share_percent());
         });
     },
     [](const Settings& s) { return std::to_string(s.disclosure.employers()); }},
    {"figures", "largest_share_percent", number,
     "La part d’une seule structure, en pour cent, au-dessus de laquelle un chiffre n’est pas publié. 85 au plus.",
     [](Settings& s, const std::string& v) {
         return set_disclosure(s.disclosure, v, [&](int percent) {
             return DisclosureThresholds::raised(s.disclosure.persons(), s.disclosure.employers(), percent);
         });
     },
     [](const Settings& s) { return std::to_string(s.disclosure.largest_share_percent()); }},
    {"retention", "signals_months", number,
     "Les faits de travail notés, en mois après le jour du fait. Un fait d’une situation suivie reste avec elle.\n"
     "Convention : la plus longue période que regarde une règle est de 183 jours (CNIL : effacer vite sans suite).",
     [](Settings& s, const std::string& v) { return set_period(s.retention.signals_months, v, 1, 6); },
     [](const Settings& s) { return std::to_string(s.retention.signals_months); }},
    {"retention", "absences_months", number,
     "Les absences (dates et catégorie), en mois après leur fin. Convention : S1 regarde douze mois.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.absences_months, v, 6, 12); },
     [](const Settings& s) { return std::to_string(s.retention.absences_months); }},
    {"retention", "talks_without_follow_up_months", number,
     "Les échanges sans suite, en mois. Convention, d’après la doctrine de la CNIL sur les alertes sans suite.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.talks_without_follow_up_months, v, 1, 2); },
     [](const Settings& s) { return std::to_string(s.retention.talks_without_follow_up_months); }},
    {"retention", "case_months", number,
     "Une situation suivie (invitation remise, visite demandée, mesures), en mois après la dernière étape.\n"
     "Convention : le suivi à 6, 12 et 24 mois de la procédure MT2I.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.case_months, v, 6, 24); },
     [](const Settings& s) { return std::to_string(s.retention.case_months); }},
    {"retention", "after_departure_days", number,
     "Après le départ d’une personne, en jours : faits, absences, suggestions, échanges, invitations.\n"
     "Convention : le mois qui suit le départ.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.after_departure_days, v, 0, 31); },
     [](const Settings& s) { return std::to_string(s.retention.after_departure_days); }},
    {"retention", "departed_people_months", number,
     "Une personne partie dont plus rien n’est gardé, en mois après le départ : sa fiche et sa clé sont détruites.\n"
     "Convention : la règle T1 compte les départs d’une équipe sur douze mois.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.departed_people_months, v, 1, 12); },
     [](const Settings& s) { return std::to_string(s.retention.departed_people_months); }},
    {"retention", "legal_months", number,
     "Le calendrier légal après le départ, en mois. Cinq ans au plus, comme le registre du personnel (R1221-26).",
     [](Settings& s, const std::string& v) { return set_period(s.retention.legal_months, v, 1, 60); },
     [](const Settings& s) { return std::to_string(s.retention.legal_months); }},
    {"retention", "rights_requests_months", number,
     "Les demandes d’exercice des droits, en mois après la réponse. Cinq ans au plus : Code civil, 2224.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.rights_requests_months, v, 12, 60); },
     [](const Settings& s) { return std::to_string(s.retention.rights_requests_months); }},
    {"retention", "receipts_months", number,
     "La preuve d’un accord après sa fin, en mois. Cinq ans au plus : prescription civile (Code civil, 2224).",
     [](Settings& s, const std::string& v) { return set_period(s.retention.receipts_months, v, 12, 60); },
     [](const Settings& s) { return std::to_string(s.retention.receipts_months); }},
    {"retention", "alerts_months", number,
     "Un message remis au service de santé au travail, en mois après la dernière étape, scellé. Le dossier\n"
     "médical reste dans le logiciel du médecin. Convention : le suivi à 24 mois.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.alerts_months, v, 6, 24); },
     [](const Settings& s) { return std::to_string(s.retention.alerts_months); }},
    {"retention", "withdrawn_alerts_days", number,
     "Un message dont l’accord est retiré, en jours après le retrait (RGPD, 7.3 et 17.1 b).",
     [](Settings& s, const std::string& v) { return set_period(s.retention.withdrawn_alerts_days, v, 0, 30); },
     [](const Settings& s) { return std::to_string(s.retention.withdrawn_alerts_days); }},
    {"retention", "closed_accounts_months", number,
     "Le nom et l’identifiant d’un compte fermé, en mois. Convention : la durée du journal des lectures.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.closed_accounts_months, v, 0, 12); },
     [](const Settings& s) { return std::to_string(s.retention.closed_accounts_months); }},
    {"retention", "audit_readings_months", number,
     "Les lectures dans le journal des accès, en mois au plus ; le mois entier s’efface. CNIL, recommandation\n"
     "sur la journalisation (2021) : de six mois à un an.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.audit_readings_months, v, 6, 12); },
     [](const Settings& s) { return std::to_string(s.retention.audit_readings_months); }},
    {"retention", "audit_proofs_months", number,
     "Les exports, les accords et les effacements dans ce journal, en mois au plus. Code civil, 2224.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.audit_proofs_months, v, 12, 60); },
     [](const Settings& s) { return std::to_string(s.retention.audit_proofs_months); }},
    {"retention", "sent_messages_days", number,
     "Les messages partis et ceux de la page de démonstration, en jours. Convention.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.sent_messages_days, v, 1, 30); },
     [](const Settings& s) { return std::to_string(s.retention.sent_messages_days); }},
    {"retention", "repeated_requests_days", number,
     "La réponse gardée pour une demande envoyée deux fois, en jours. Convention.",
     [](Settings& s, const std::string& v) { return set_period(s.retention.repeated_requests_days, v, 1, 7); },
     [](const Settings& s) { return std::to_string(s.retention.repeated_requests_days); }},
};

bool is_file(const std::filesystem::path& path) {
    std::error_code trouble;
    return std::filesystem::is_regular_file(path, trouble);
}

void check_breached_passwords(const Settings& settings, std::vector<Disagreement>& found) {
    if (settings.breached_passwords.empty()) return;
    if (const auto opened = integrations::BreachedPasswords::open(settings.breached_passwords); !opened)
        found.push_back({"passwords.breached_file", opened.error().detail});
}

void check_witness(const Settings& settings, std::vector<Disagreement>& found) {
    if (!settings.audit_witness.empty() && settings.mail.server.empty() && !settings.demo)
        found.push_back({"audit.witness", "un témoin reçoit des courriels : donnez aussi mail.server."});
    if (settings.retention.audit_proofs_months < settings.retention.audit_readings_months)
        found.push_back({"retention.audit_proofs_months",
                         "les preuves du journal restent au moins aussi longtemps que ses lectures "
                         "(retention.audit_readings_months)."});
}

void check_mail(const MailSettings& mail, std::vector<Disagreement>& found) {
    if (mail.server.empty()) return;
    if (mail.sender.find('@') == std::string::npos)
        found.push_back({"mail.sender", "il faut l’adresse d’expéditeur quand mail.server est donné."});
    if (!mail.require_encryption && !is_loopback(mail.server))
        found.push_back(
            {"mail.require_encryption",
             "un envoi en clair n’est accepté que vers un serveur de cette machine. Mettez true."});
    if (!mail.user.empty() && mail.password_file.empty())
        found.push_back(
            {"mail.password_file", "mail.user est donné : nommez le fichier qui contient son mot de passe."});
    if (!mail.password_file.empty() && !is_file(mail.password_file))
        found.push_back(
            {"mail.password_file", "le fichier " + mail.password_file.string() + " n’existe pas."});
    if (!mail.certificate_authorities.empty() && !is_file(mail.certificate_authorities))
        found.push_back({"mail.certificate_authorities",
                         "le fichier " + mail.certificate_authorities.string() + " n’existe pas."});
}

}  // namespace

std::string ConfigurationKey::variable() const {
    auto words = "PREVENANCE_" + std::string{section} + "__" + std::string{name};
    std::ranges::transform(words, words.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return words;
}

std::span<const ConfigurationKey> configuration_keys() {
    return keys;
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "::1" || host == "[::1]" ||
           (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

std::vector<Disagreement> disagreements(const Settings& settings) {
    std::vector<Disagreement> found;
    if (!is_loopback(settings.listen_address) && !settings.behind_proxy)
        found.push_back(
            {"server.listen_address", "« " + settings.listen_address +
                                          " » serait joignable du réseau, or le programme ne chiffre rien "
                                          "lui-même. Gardez 127.0.0.1 et mettez "
                                          "nginx devant (config/nginx/prevenance.conf). Si un mandataire "
                                          "d’une autre machine s’adresse à "
                                          "celle-ci par un réseau sûr, mettez server.behind_proxy = true."});
    check_mail(settings.mail, found);
    check_witness(settings, found);
    check_breached_passwords(settings, found);
    return found;
}

}  // namespace prevenance::api

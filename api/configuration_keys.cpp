#include "api/configuration_keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <vector>

namespace prevenance::api {
namespace {

using Refusal = std::optional<std::string>;

Refusal set_number(std::uint16_t& place, const std::string& value, int least) {
    int number = 0;
    const auto [end, trouble] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (trouble != std::errc{} || end != value.data() + value.size() || number < least || number > 65535)
        return "il faut un nombre entier de " + std::to_string(least) + " à 65535, pas « " + value + " ».";
    place = static_cast<std::uint16_t>(number);
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
};

bool is_file(const std::filesystem::path& path) {
    std::error_code trouble;
    return std::filesystem::is_regular_file(path, trouble);
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
    return found;
}

}  // namespace prevenance::api

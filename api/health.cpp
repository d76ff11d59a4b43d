#include "api/health.h"

#include "api/root_key_files.h"
#include "integrations/pdf_engine.h"
#include "storage/audit_checkpoints.h"
#include "storage/instance_settings.h"
#include "storage/outbox.h"

#include <algorithm>
#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace prevenance::api {
namespace {

using forms::CheckLine;
using forms::CheckState;

constexpr std::uintmax_t least_room = 200ULL * 1024 * 1024;  // bytes; below it, an import may not fit
constexpr int mail_wait = 5'000;                             // milliseconds

CheckLine passed(std::string name, std::string message) {
    return {std::move(name), CheckState::passed, std::move(message)};
}
CheckLine failed(std::string name, std::string message) {
    return {std::move(name), CheckState::failed, std::move(message)};
}

CheckLine check_disk(const Settings& settings) {
    std::error_code trouble;
    const auto space = std::filesystem::space(settings.data, trouble);
    if (trouble)
        return failed("disk",
                      "Le dossier " + settings.data.string() + " est inaccessible : vérifiez --data.");
    const auto room =
        std::to_string(space.available / 1024 / 1024) + " Mio libres dans " + settings.data.string();
    if (space.available < least_room) return failed("disk", room + " : il en faut 200. Libérez de la place.");
    return passed("disk", room);
}

CheckLine check_writing(Services& services) {
    try {
        const auto mark = services.randomness.new_id<KeyId>();
        services.cases.write([&](storage::Transaction& transaction) {
            storage::set_instance_setting(transaction, "readiness", mark.bytes);
        });
        return passed("database", "La base de données se lit et s’écrit.");
    } catch (const storage::DatabaseError&) {
        return failed("database",
                      "La base de données ne s’écrit pas. Tapez sur le serveur : prevenance check");
    }
}

CheckLine check_integrity(const std::string& name, const storage::Database& database) {
    const auto found = database.integrity();
    if (found == "ok") return passed(name, "La base " + name + " est intègre.");
    return failed(name, "La base " + name + " est abîmée (" + found +
                            "). Arrêtez le service et restaurez une sauvegarde.");
}

CheckLine check_audit(const Services& services) {
    const auto broken = services.cases.read(
        [&](const storage::Reader& reader) { return services.audit.first_break(reader); });
    if (!broken) return passed("audit_chain", "Le journal des accès est entier.");
    return failed("audit_chain",
                  "Le journal des accès est rompu à l’écriture " + std::to_string(*broken) +
                      " : quelqu’un a modifié la base. Gardez-en une copie et prévenez le délégué à la "
                      "protection des données.");
}

CheckLine check_witness(const Services& services) {
    if (services.settings.audit_witness.empty())
        return {"witness", CheckState::skipped,
                "Aucun témoin (audit.witness) : une fin coupée du journal ne se verrait pas."};
    const auto missing = services.cases.read(storage::count_checkpoints_given_up);
    if (missing == 0) return passed("witness", "Aucun courriel au témoin n’a été abandonné.");
    return failed("witness",
                  "Le témoin n’a pas reçu les derniers points de contrôle : " + std::to_string(missing) +
                      " abandonné(s) après tous les essais. Vérifiez son adresse (audit.witness) et le "
                      "serveur de courriel (section mail). Le prochain part de lui-même et couvre les "
                      "précédents. Sans attendre : prevenance audit checkpoint > temoin.txt, à remettre au "
                      "témoin.");
}

// Only mails about what the employer sees anyway. The number of those to health services would tell who
// answered an invitation.
CheckLine check_notices(const Services& services) {
    const auto missing = services.cases.read(storage::count_employers_notices_given_up);
    if (missing == 0) return passed("notices", "Aucun avis à un référent n’a été abandonné.");
    return failed(
        "notices",
        "Avis à un référent abandonnés après tous les essais : " + std::to_string(missing) +
            ". Rien n’est perdu : ce qui l’attend est dans « À faire ». Vérifiez que son identifiant "
            "est une adresse qui reçoit du courriel (prevenance user list), et le serveur de "
            "courriel (section mail). La ligne part au prochain avis reçu, ou après la durée "
            "retention.sent_messages_days.");
}

CheckLine check_root_key(const Settings& settings) {
    const auto file = root_key_is_locked(settings) ? locked_root_key(settings) : settings.root_key;
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        return failed("root_key",
                      "La clé racine " + file.string() +
                          " n’existe pas. Pour une nouvelle installation : prevenance root-key create");
    if (!settings.root_key_from_systemd && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return failed("root_key",
                      "D’autres comptes peuvent lire la clé racine. Tapez : chmod 600 " + file.string());
    std::error_code trouble;
    const auto data = std::filesystem::weakly_canonical(settings.data, trouble);
    const auto key = std::filesystem::weakly_canonical(file, trouble);
    if (std::mismatch(data.begin(), data.end(), key.begin(), key.end()).first == data.end())
        return failed(
            "root_key",
            "La clé racine est dans le dossier des bases : une seule sauvegarde volée ouvrirait tout. "
            "Déplacez " +
                file.string());
    return passed("root_key", "La clé racine est à part et lisible de son seul propriétaire.");
}

bool connects(const addrinfo& address) {
    const int socket =
        ::socket(address.ai_family, address.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, address.ai_protocol);
    if (socket < 0) return false;
    int trouble = 0;
    if (::connect(socket, address.ai_addr, address.ai_addrlen) != 0) {
        pollfd waiting{socket, POLLOUT, 0};
        socklen_t size = sizeof trouble;
        trouble = ::poll(&waiting, 1, mail_wait) == 1 ? 0 : ETIMEDOUT;
        if (trouble == 0) ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &trouble, &size);
    }
    ::close(socket);
    return trouble == 0;
}

bool reaches(const std::string& host, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return false;
    bool reached = false;
    for (const auto* address = found; address != nullptr && !reached; address = address->ai_next)
        reached = connects(*address);
    ::freeaddrinfo(found);
    return reached;
}

CheckLine check_mail(const MailSettings& mail) {
    if (mail.server.empty())
        return {"mail", CheckState::skipped, "Aucun serveur de courriel : rien ne part. C’est possible."};
    const auto place = mail.server + ":" + std::to_string(mail.port);
    if (reaches(mail.server, mail.port))
        return passed("mail", "Le serveur de courriel " + place + " répond.");
    return failed("mail",
                  "Le serveur de courriel " + place + " ne répond pas. Vérifiez mail.server et mail.port.");
}

CheckLine check_breached_passwords(const Settings& settings) {
    if (settings.breached_passwords.empty())
        return {"breached_passwords", CheckState::skipped,
                "Aucune liste de mots de passe volés : seuls les plus courants sont refusés. Voyez "
                "passwords.breached_file dans le guide de l’exploitant."};
    return passed("breached_passwords",
                  "Les mots de passe de " + settings.breached_passwords.string() + " sont refusés.");
}

// A small page through the real engine: what is installed may still be broken.
CheckLine check_pdf(const Settings& settings) {
    const integrations::PdfEngine engine{integrations::weasyprint(settings.pdf_engine)};
    if (!engine.is_installed())
        return {"pdf", CheckState::skipped,
                "Pas de fichiers PDF : les pages s’impriment depuis le navigateur. Pour en fabriquer : apt-get "
                "install weasyprint"};
    const auto file = engine.print(
        "<!DOCTYPE html><html lang=\"fr-FR\"><head><title>Essai</title></head><body><h1>Essai</h1></body></html>");
    if (file) return passed("pdf", "Les fichiers PDF se font.");
    return failed("pdf",
                  "Le programme weasyprint est là, mais ne fait pas de PDF. Essayez : echo essai | weasyprint - "
                  "/tmp/essai.pdf, puis apt-get install --reinstall weasyprint");
}

CheckLine check_public_address(const Settings& settings) {
    const bool local = settings.public_address.starts_with("http://127.") ||
                       settings.public_address.starts_with("http://localhost");
    if (settings.is_https() || local)
        return passed("public_address", "Adresse publique : " + settings.public_address);
    return failed("public_address", settings.public_address +
                                        " n’est pas chiffrée. Mettez nginx devant "
                                        "(config/nginx/prevenance.conf) et une adresse https.");
}

}  // namespace

std::vector<CheckLine> readiness(Services& services) {
    return {check_disk(services.settings), check_writing(services)};
}

std::vector<CheckLine> thorough_checks(Services& services) {
    auto lines = readiness(services);
    lines.push_back(check_integrity("prevenance.db", services.cases));
    lines.push_back(check_integrity("keys.db", services.keys));
    lines.push_back(check_integrity("statistics.db", services.statistics));
    lines.push_back(check_audit(services));
    lines.push_back(check_witness(services));
    lines.push_back(check_notices(services));
    lines.push_back(passed("rules", "Les règles et le catalogue des signaux sont lus."));
    return lines;
}

std::vector<CheckLine> checks_of_settings(const Settings& settings) {
    return {check_public_address(settings), check_root_key(settings), check_mail(settings.mail),
            check_breached_passwords(settings), check_pdf(settings)};
}

}  // namespace prevenance::api

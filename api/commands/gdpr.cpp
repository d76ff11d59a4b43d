#include "api/commands/gdpr.h"

#include "api/commands/verbs.h"
#include "api/erasure.h"
#include "api/held_data.h"
#include "api/people.h"
#include "forms/french.h"
#include "forms/held_data_json.h"
#include "storage/erasure.h"
#include "storage/organisations.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <istream>
#include <memory>
#include <ostream>
#include <sstream>

namespace prevenance::api {
namespace {

using storage::Tombstone;

struct Named {
    EmployerScope scope;
    Employee person;
};

// The identifier, or else the payroll number. Says what is wrong.
std::optional<Named> find_named(const Services& services, const GdprOptions& options, Console& console) {
    const auto siret = Siret::parse(options.siret);
    const auto employer = siret ? services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer_by_siret(*siret);
    })
                                : std::nullopt;
    if (!employer) {
        console.error << "Aucun employeur n’a le SIRET " << options.siret
                      << ". Voyez «\u00A0prevenance organisation list\u00A0».\n";
        return std::nullopt;
    }
    const auto scope = EmployerScope::for_job(employer->id);
    const auto id = EmployeeId::parse(options.employee);
    auto person = id ? find_employee(services, scope, *id)
                     : find_employee_by_payroll(services, scope, Sensitive<std::string>{options.employee});
    if (person) return Named{scope, std::move(*person)};
    console.error << "Cet employeur n’a personne sous cet identifiant ou ce matricule, ou la personne est "
                     "déjà effacée. "
                     "L’identifiant se lit dans l’adresse de la fiche, après /salaries/.\n";
    return std::nullopt;
}

// For the eyes of its owner alone; a file that is there already is not written over.
bool write_private(const std::filesystem::path& file, const std::string& text, Console& console) {
    std::error_code trouble;
    if (std::filesystem::exists(file, trouble)) {
        console.error << "Le fichier " << file.string() << " existe déjà. Choisissez un autre nom.\n";
        return false;
    }
    std::ofstream stream{file, std::ios::binary};
    std::filesystem::permissions(
        file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, trouble);
    stream << text;
    stream.close();
    if (stream) return true;
    console.error << "Le fichier " << file.string() << " n’a pas pu être écrit.\n";
    return false;
}

void record(Services& services, std::string_view action, EmployeeId about) {
    services.cases.write([&](storage::Transaction& transaction) {
        services.audit.record(transaction, {services.clock.now(), std::nullopt, action, about.bytes});
    });
}

void print_preview(const Services& services, const Named& named, std::ostream& out) {
    const auto rows = services.cases.read(
        [&](const storage::Reader& reader) { return storage::rows_about(reader, named.person.id); });
    out << "Seraient effacés, avec la clé de la personne\u00A0:\n"
        << "  " << forms::counted(rows.signals, "signal", "signaux") << "\n"
        << "  " << forms::counted(rows.absences, "absence", "absences") << "\n"
        << "  " << forms::counted(rows.legal_stops, "arrêt déclaré", "arrêts déclarés") << "\n"
        << "  " << forms::counted(rows.milestones, "visite ou retour noté", "visites ou retours notés")
        << "\n"
        << "  " << forms::counted(rows.talks, "échange", "échanges") << "\n"
        << "  " << forms::counted(rows.suggestions, "suggestion", "suggestions") << "\n"
        << "  " << forms::counted(rows.visit_requests, "demande de visite", "demandes de visite") << "\n"
        << "  " << forms::counted(rows.invitations, "invitation", "invitations") << "\n"
        << "  " << forms::counted(rows.measures, "envoi de préconisations", "envois de préconisations")
        << "\n"
        << "  " << forms::counted(rows.plans, "plan d’action", "plans d’action") << "\n"
        << "Resteraient\u00A0: le registre des demandes sans la personne (" << rows.requests
        << "), le journal d’audit avec des identifiants au hasard, et ce que la personne a pu envoyer au "
           "service de "
           "santé au travail.\n"
        << "Un fichier d’absences en attente chez cet employeur serait abandonné.\n";
    if (!named.person.exit || *named.person.exit > services.clock.today())
        out << "Attention\u00A0: cette personne n’a pas de date de départ. Effacer tout efface aussi ses "
               "échéances "
               "légales, que l’employeur doit suivre tant qu’elle travaille chez lui.\n";
}

bool is_confirmed(const GdprOptions& options, const Named& named, Console& console) {
    const auto id = named.person.id.text();
    auto typed = options.confirmed;
    if (typed.empty()) {
        console.out << "Cela ne peut pas être annulé. Pour confirmer, retapez l’identifiant " << id
                    << "\u00A0: " << std::flush;
        std::getline(console.in, typed);
    }
    if (typed == id) return true;
    console.error << "L’identifiant ne correspond pas. Rien n’est effacé.\n";
    return false;
}

std::string line_of(const Tombstone& tombstone) {
    std::stringstream line;
    line << iso_instant(tombstone.made_at) << ' ' << tombstone.kind << ' ' << tombstone.id.text() << ' '
         << std::hex << std::setfill('0');
    for (const auto byte : tombstone.subject) line << std::setw(2) << static_cast<int>(byte);
    return line.str();
}

std::optional<Digest> digest_in(const std::string& hex) {
    Digest digest{};
    if (hex.size() != 2 * digest.size() || hex.find_first_not_of("0123456789abcdef") != std::string::npos)
        return std::nullopt;
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * i, 2), nullptr, 16));
    return digest;
}

bool is_kind(const std::string& kind) {
    for (const auto* known :
         {"person", "facts", "receipt", "invitation", "resumption", "objection", "limitation"})
        if (kind == known) return true;
    return false;
}

std::optional<Tombstone> tombstone_in(const std::string& line) {
    std::istringstream words{line};
    std::string at;
    std::string kind;
    std::string id;
    std::string subject;
    std::string more;
    if (!(words >> at >> kind >> id >> subject) || words >> more || !is_kind(kind)) return std::nullopt;
    const auto instant = parse_iso_instant(at);
    const auto parsed_id = storage::TombstoneId::parse(id);
    const auto digest = digest_in(subject);
    if (!instant || !parsed_id || !digest) return std::nullopt;
    return Tombstone{*parsed_id, kind, *digest, *instant};
}

void add_person_options(CLI::App& verb, const std::shared_ptr<GdprOptions>& options) {
    verb.fallthrough();
    verb.add_option("--employer", options->siret, "Le SIRET de l’employeur")->required();
    verb.add_option("--employee", options->employee, "L’identifiant de la personne, ou son matricule de paie")
        ->required();
}

void add_export(CLI::App& gdpr, CommandContext& context) {
    auto options = std::make_shared<GdprOptions>();
    auto* verb = gdpr.add_subcommand(
        "export", "Écrit en JSON ce qui est gardé sur une personne (RGPD, articles 15 et 20)");
    add_person_options(*verb, options);
    verb->add_option("--output", options->output, "Le fichier à écrire\u00A0; sans lui\u00A0: la console");
    verb->footer(
        examples({"prevenance gdpr export --employer 73282932000074 --employee 0417 --output copie.json"}));
    verb->callback([options, &context] {
        context.run = [options, &context] {
            return with_instance(context, [&](Instance& instance) {
                return export_person(instance, *options, context.console);
            });
        };
    });
}

void add_erase(CLI::App& gdpr, CommandContext& context) {
    auto options = std::make_shared<GdprOptions>();
    auto* verb =
        gdpr.add_subcommand("erase", "Efface une personne, aussi dans les sauvegardes (RGPD, article 17)");
    add_person_options(*verb, options);
    verb->add_flag("--preview", options->preview, "Montre ce qui serait effacé\u00A0; n’efface rien");
    verb->add_option("--confirm", options->confirmed,
                     "L’identifiant encore une fois, au lieu de la question");
    verb->footer(examples({"prevenance gdpr erase --employer 73282932000074 --employee 0417 --preview",
                           "prevenance gdpr erase --employer 73282932000074 --employee 0417"}));
    verb->callback([options, &context] {
        context.run = [options, &context] {
            return with_instance(context, [&](Instance& instance) {
                return erase_person(instance, *options, context.console);
            });
        };
    });
}

void add_tombstones(CLI::App& gdpr, CommandContext& context) {
    auto options = std::make_shared<GdprOptions>();
    auto* verb = gdpr.add_subcommand(
        "tombstones",
        "La liste de ce qui doit rester effacé ou retiré après une restauration\u00A0; ne nomme personne");
    verb->fallthrough();
    verb->add_option("--take-back", options->kept, "Reprend une liste gardée ailleurs, et l’applique");
    verb->footer(examples({"prevenance gdpr tombstones > /media/coffre/retraits.txt",
                           "prevenance gdpr tombstones --take-back /media/coffre/retraits.txt"}));
    verb->callback([options, &context] {
        context.run = [options, &context] {
            return with_instance(context, [&](Instance& instance) {
                if (options->kept.empty()) return show_tombstones(instance, context.console);
                return take_back_tombstones(instance, *options, context.console);
            });
        };
    });
}

}  // namespace

ExitCode export_person(Instance& instance, const GdprOptions& options, Console& console) {
    auto& services = instance.services();
    const auto named = find_named(services, options, console);
    if (!named) return ExitCode::failed;
    const auto now = services.clock.now();
    const auto copy = employer_copy_of(services, named->scope, named->person.id, now);
    if (!copy) return say(console, copy.error());
    record(services, "gdpr.export", named->person.id);
    const auto json = forms::held_data_json(*copy, now);
    if (options.output.empty()) {
        console.out << json;
        return ExitCode::done;
    }
    if (!write_private(options.output, json, console)) return ExitCode::failed;
    console.out << "Écrit dans " << options.output.string()
                << ". Remettez ce fichier à la personne, puis détruisez-le.\n";
    return ExitCode::done;
}

ExitCode erase_person(Instance& instance, const GdprOptions& options, Console& console) {
    auto& services = instance.services();
    const auto named = find_named(services, options, console);
    if (!named) return ExitCode::failed;
    print_preview(services, *named, console.out);
    if (options.preview) {
        console.out << "Identifiant\u00A0: " << named->person.id.text() << ". Rien n’est effacé.\n";
        return ExitCode::done;
    }
    if (!is_confirmed(options, *named, console)) return ExitCode::failed;
    const auto erased =
        erase_person(services, named->scope, named->person.id, std::nullopt, services.clock.now());
    if (!erased) return say(console, erased.error());
    console.out
        << "La personne est effacée. Une sauvegarde de prevenance.db ne la fera pas revenir. Les sauvegardes "
           "de "
           "keys.db d’avant aujourd’hui contiennent encore sa clé\u00A0: détruisez-les sous 30 jours.\n";
    return ExitCode::done;
}

ExitCode show_tombstones(Instance& instance, Console& console) {
    const auto all = instance.services().keys.read(
        [](const storage::Reader& reader) { return storage::tombstones(reader); });
    for (const auto& tombstone : all) console.out << line_of(tombstone) << "\n";
    return ExitCode::done;
}

ExitCode take_back_tombstones(Instance& instance, const GdprOptions& options, Console& console) {
    std::ifstream stream{options.kept};
    if (!stream) {
        console.error << "Le fichier " << options.kept.string() << " est illisible.\n";
        return ExitCode::failed;
    }
    std::vector<Tombstone> kept;
    int wrong = 0;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.empty()) continue;
        if (auto tombstone = tombstone_in(line)) {
            kept.push_back(std::move(*tombstone));
            continue;
        }
        ++wrong;
        console.error << options.kept.string() << ":" << number
                      << "\u00A0: cette ligne n’est pas de cette liste.\n";
    }
    if (wrong > 0) {
        console.error << "Rien n’est repris. Reprenez le fichier tel que la commande l’a écrit.\n";
        return ExitCode::failed;
    }
    auto& services = instance.services();
    const int added = take_back_tombstones(services, kept);
    const auto done = replay_tombstones(services, services.clock.now());
    console.out << forms::counted(added, "ligne reprise", "lignes reprises") << ". Appliqué\u00A0: "
                << forms::counted(done.people, "personne effacée", "personnes effacées") << ", "
                << forms::counted(done.receipts, "accord retiré", "accords retirés") << ", "
                << forms::counted(done.invitations, "invitation fermée", "invitations fermées") << ".\n";
    return ExitCode::done;
}

void add_gdpr_command(CLI::App& program, CommandContext& context) {
    auto* gdpr = program.add_subcommand(
        "gdpr", "Les droits d’une personne\u00A0: copie, effacement, et ce qui doit rester effacé");
    gdpr->require_subcommand(1);
    gdpr->fallthrough();
    add_export(*gdpr, context);
    add_erase(*gdpr, context);
    add_tombstones(*gdpr, context);
    gdpr->footer(examples({"prevenance gdpr export --employer 73282932000074 --employee 0417",
                           "prevenance gdpr erase --employer 73282932000074 --employee 0417 --preview",
                           "prevenance gdpr tombstones > retraits.txt"}));
}

}  // namespace prevenance::api

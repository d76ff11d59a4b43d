#include "api/commands/verbs.h"
#include "api/data_lock.h"
#include "api/key_rotation.h"
#include "api/passphrase.h"
#include "api/root_key_files.h"
#include "api/start_check.h"
#include "integrations/random.h"
#include "integrations/root_key.h"
#include "integrations/sodium.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

using integrations::RootKey;

// Every verb that touches the key's file: the settings, libsodium ready, and nobody else at work.
ExitCode with_settings(CommandContext& context, const std::function<ExitCode(const Settings&)>& use) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    if (const auto ready = integrations::prepare_sodium(); !ready) return say(context.console, ready.error());
    return use(configuration->settings);
}

ExitCode alone_with_settings(CommandContext& context, const std::function<ExitCode(const Settings&)>& use) {
    return with_settings(context, [&](const Settings& settings) {
        std::error_code trouble;
        std::filesystem::create_directories(settings.data, trouble);
        const auto lock = DataLock::take(settings.data);
        if (!lock) return say(context.console, lock.error());
        return use(settings);
    });
}

ExitCode create(CommandContext& context) {
    return with_settings(context, [&](const Settings& settings) {
        const auto& file = settings.root_key;
        if (root_key_is_locked(settings))
            return say(context.console,
                       {ErrorCode::conflict,
                        "Il y a déjà une clé racine verrouillée : " + locked_root_key(settings).string(),
                        {}});
        integrations::SystemRandomness randomness;
        if (const auto made = RootKey::create(file, randomness); !made)
            return say(context.console, made.error());
        context.console.out
            << "La clé racine est dans " << file.string()
            << ".\nSans elle, les noms enregistrés sont perdus : sauvegardez ce fichier, ailleurs que les "
               "bases de données.\n";
        return ExitCode::done;
    });
}

Error refusal(std::string detail) {
    return {ErrorCode::conflict, std::move(detail), {}};
}

// Typed twice at a terminal; once where a program gives it.
Result<Sensitive<std::string>> new_passphrase(const Settings& settings) {
    constexpr std::size_t shortest = 15;  // bytes
    auto first = ask_passphrase(settings, "Nouvelle phrase de passe");
    if (!first) return first;
    if (first->reveal().size() < shortest)
        return fail(
            ErrorCode::invalid,
            "Cette phrase de passe est trop courte : il faut 15 caractères au moins. Prenez par exemple "
            "cinq mots au hasard.");
    if (settings.passphrase_descriptor >= 0) return first;
    const auto again = ask_passphrase(settings, "La même, encore une fois");
    if (!again) return std::unexpected(again.error());
    if (*again != *first)
        return fail(ErrorCode::invalid, "Les deux phrases sont différentes. Rien n’est changé.");
    return first;
}

ExitCode lock_key(CommandContext& context) {
    return alone_with_settings(context, [&](const Settings& settings) {
        if (root_key_is_locked(settings))
            return say(context.console, refusal("La clé racine est déjà verrouillée."));
        const auto key = RootKey::load(settings.root_key);
        if (!key) return say(context.console, key.error());
        const auto passphrase = new_passphrase(settings);
        if (!passphrase) return say(context.console, passphrase.error());
        integrations::SlowHash slow_hash;
        integrations::SystemRandomness randomness;
        const auto file = locked_root_key(settings);
        if (const auto saved = key->save_locked(file, *passphrase, slow_hash, randomness); !saved)
            return say(context.console, saved.error());
        const auto opened = RootKey::load_locked(file, *passphrase, slow_hash);
        if (!opened || opened->id() != key->id())
            return say(context.console,
                       refusal("Le fichier verrouillé ne s’ouvre pas. La clé en clair est gardée."));
        std::error_code trouble;
        std::filesystem::remove(settings.root_key, trouble);
        context.console.out
            << "La clé racine est verrouillée dans " << file.string()
            << ". Le service demandera la phrase de passe à chaque démarrage.\nPerdue, elle ne se "
               "retrouve pas. Les anciennes sauvegardes de la clé en clair l’ouvrent toujours.\n";
        return ExitCode::done;
    });
}

ExitCode unlock_key(CommandContext& context) {
    return alone_with_settings(context, [&](const Settings& settings) {
        if (!root_key_is_locked(settings))
            return say(context.console, refusal("La clé racine n’est pas verrouillée."));
        integrations::SlowHash slow_hash;
        const auto keys = load_root_keys(settings, slow_hash);
        if (!keys) return say(context.console, keys.error());
        if (const auto saved = keys->present.save(settings.root_key); !saved)
            return say(context.console, saved.error());
        std::error_code trouble;
        std::filesystem::remove(locked_root_key(settings), trouble);
        context.console.out << "La clé racine est en clair dans " << settings.root_key.string()
                            << ". Le service démarre sans phrase de passe.\n";
        return ExitCode::done;
    });
}

std::string short_name(const KeyId& id) {
    return id.text().substr(0, 8);
}

ExitCode print_status(CommandContext& context, Instance& instance) {
    auto& out = context.console.out;
    const auto uses = root_key_uses(instance.services());
    for (const auto& use : uses) {
        out << "Clé racine " << short_name(use.root_key) << (use.is_present ? ", en service" : ", retirée")
            << "\n"
            << "  clés de personnes et de comptes : " << use.person_keys << "\n"
            << "  index : " << (use.indexes ? "oui" : "non") << "\n"
            << "  mots de passe : " << use.passwords << "\n"
            << "  invitations en cours : " << use.invitations << "\n";
        if (use.may_be_destroyed())
            out << "  Plus rien ne dépend de son fichier : les mots de passe et les invitations s’ouvrent "
                   "avec ce "
                   "qu’elle a laissé.\n";
    }
    return ExitCode::done;
}

Result<void> replace(const Settings& settings) {
    const auto lock = DataLock::take(settings.data);
    if (!lock) return std::unexpected(lock.error());
    integrations::SlowHash slow_hash;
    const auto keys = load_root_keys(settings, slow_hash);
    if (!keys) return std::unexpected(keys.error());
    integrations::SystemRandomness randomness;
    return replace_root_key(settings, *keys, slow_hash, randomness);
}

// Opened before, which finishes a rotation that was interrupted, and after, which carries everything over.
ExitCode rotate(CommandContext& context) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    auto settings = configuration->settings;
    if (settings.root_key_from_systemd)
        return say(
            context.console,
            refusal("Sous systemd, la clé racine est un justificatif que ce programme ne peut pas écrire. "
                    "Donnez son fichier avec --root-key, puis chiffrez le nouveau avec systemd-creds."));
    if (const auto found = find_installation(settings); !found) return say(context.console, found.error());
    if (root_key_is_locked(settings)) {
        auto passphrase = ask_passphrase(settings, "Phrase de passe de la clé racine");
        if (!passphrase) return say(context.console, passphrase.error());
        settings.passphrase = std::move(*passphrase);
    }
    bool resumed = false;
    const auto before = open_and_use(context.console, settings, [&](Instance& instance) {
        resumed = instance.finished_a_rotation();
        if (!resumed) return ExitCode::done;
        context.console.out << "Une rotation interrompue vient d’être finie. Aucune autre n’a commencé.\n\n";
        return print_status(context, instance);
    });
    if (before != ExitCode::done || resumed) return before;
    if (const auto replaced = replace(settings); !replaced) return say(context.console, replaced.error());
    return open_and_use(context.console, settings, [&](Instance& instance) {
        context.console.out
            << "La clé racine est changée. L’ancienne est gardée dans "
            << retired_root_keys(settings).string()
            << " : une sauvegarde d’avant la rotation ne s’ouvre qu’avec elle.\nSauvegardez la "
               "nouvelle clé maintenant. Quand les sauvegardes d’avant sont effacées (30 jours) : "
               "prevenance root-key destroy-retired\n\n";
        return print_status(context, instance);
    });
}

// A wrong --data would show an installation where nothing needs the old key, and destroy it.
ExitCode with_installation(CommandContext& context, const std::function<ExitCode(Instance&)>& use) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    if (const auto found = find_installation(configuration->settings); !found)
        return say(context.console, found.error());
    return open_and_use(context.console, configuration->settings, use);
}

ExitCode status(CommandContext& context) {
    return with_installation(context, [&](Instance& instance) { return print_status(context, instance); });
}

ExitCode destroy_retired(CommandContext& context) {
    return with_installation(context, [&](Instance& instance) {
        int destroyed = 0;
        for (const auto& use : root_key_uses(instance.services())) {
            if (use.is_present) continue;
            if (!use.may_be_destroyed()) {
                say(context.console, refusal("La clé " + short_name(use.root_key) +
                                             " sert encore : voyez prevenance root-key status"));
                return ExitCode::failed;
            }
            if (destroy_retired_file(instance.settings(), use.root_key)) ++destroyed;
        }
        context.console.out << "Fichiers d’anciennes clés racines détruits : " << destroyed << ".\n";
        return ExitCode::done;
    });
}

void add_verb(CLI::App& group, CommandContext& context, const std::string& name, const std::string& meaning,
              ExitCode (*run)(CommandContext&)) {
    auto* verb = group.add_subcommand(name, meaning);
    verb->fallthrough();
    verb->footer("Exemples :\n  prevenance root-key " + name + " --root-key /etc/prevenance/root.key");
    verb->callback([&context, run] { context.run = [&context, run] { return run(context); }; });
}

}  // namespace

void add_root_key_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand("root-key", "Crée, change et verrouille la clé racine");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance root-key create --root-key /etc/prevenance/root.key",
                            "prevenance root-key status", "prevenance root-key rotate"}));
    add_verb(*group, context, "create", "Tire 32 octets au hasard dans un fichier lisible de vous seul",
             create);
    add_verb(*group, context, "lock", "Protège la clé par une phrase de passe, demandée à chaque démarrage",
             lock_key);
    add_verb(*group, context, "unlock", "Remet la clé en clair", unlock_key);
    add_verb(*group, context, "rotate", "Met une nouvelle clé à la place ; se reprend après une interruption",
             rotate);
    add_verb(*group, context, "status", "Compte ce qui est sous chaque clé", status);
    add_verb(*group, context, "destroy-retired", "Détruit les anciennes clés dont plus rien ne dépend",
             destroy_retired);
}

}  // namespace prevenance::api

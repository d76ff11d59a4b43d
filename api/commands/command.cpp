#include "api/commands/command.h"

#include "integrations/system_clock.h"
#include "storage/database.h"
#include "storage/migrations.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace prevenance::api {
namespace {

// A wrong configuration has its own code; a folder in use or a server that is busy has not.
ExitCode code_for(const Error& error) {
    return error.code == ErrorCode::conflict ? ExitCode::failed : ExitCode::configuration;
}

// Where a migration failed, its script is thousands of characters: the operator reads which one it was
// instead.
void say_trouble(Console& console, const Settings& settings, std::string_view trouble) {
    const auto failed = storage::failed_migration(trouble);
    if (!failed) {
        console.error << "Échec : " << trouble << "\nPour en savoir plus, tapez : prevenance check\n";
        return;
    }
    console.error
        << "La base " << (settings.data / failed->database).string()
        << " n’a pas pu être mise à jour : la migration " << failed->script << " s’est arrêtée ("
        << failed->trouble
        << ").\nRien n’a été changé : une migration se fait en entier ou pas du tout. Vérifiez la place "
           "sur le disque, puis recommencez. Si elle échoue encore, restaurez votre dernière "
           "sauvegarde, ou reprenez la version précédente du programme, et signalez ce message.\n";
}

}  // namespace

void add_setting_option(CLI::App& verb, CommandContext& context, const std::string& option,
                        const std::string& key, const std::string& meaning) {
    verb.add_option_function<std::string>(
        option, [&context, key](const std::string& value) { context.flags[key] = value; }, meaning);
}

ExitCode say(Console& console, const Error& error, ExitCode code) {
    if (!error.detail.empty()) console.error << error.detail << "\n";
    for (const auto& field : error.fields) console.error << field.message << "\n";
    return code;
}

Result<Configuration> configuration_of(CommandContext& context) {
    auto configuration = read_configuration(
        {context.configuration_file, present_environment(), context.flags, present_program()});
    if (configuration) configuration->settings.passphrase_descriptor = context.passphrase_descriptor;
    if (configuration) return configuration;
    say(context.console, configuration.error());
    context.console.error << "Corrigez, puis tapez : prevenance config check\n";
    return configuration;
}

ExitCode open_and_use(Console& console, const Settings& settings,
                      const std::function<ExitCode(Instance&)>& use) {
    try {
        auto instance = Instance::open(settings, std::make_unique<integrations::SystemClock>());
        if (!instance) return say(console, instance.error(), code_for(instance.error()));
        return use(**instance);
    } catch (const storage::WrittenByNewerVersion& trouble) {
        console.error << "Ces données ont été écrites par une version plus récente de prevenance ("
                      << trouble.what()
                      << ").\nInstallez cette version, ou restaurez une sauvegarde d’avant. "
                      << "La version de ce programme : prevenance version\n";
        return ExitCode::newer_database;
    } catch (const storage::DatabaseError& trouble) {
        say_trouble(console, settings, trouble.what());
        return ExitCode::failed;
    } catch (const std::exception& trouble) {
        console.error << "Échec : " << trouble.what() << "\nPour en savoir plus, tapez : prevenance check\n";
        return ExitCode::failed;
    }
}

ExitCode with_instance(CommandContext& context, const std::function<ExitCode(Instance&)>& use) {
    const auto configuration = configuration_of(context);
    if (!configuration) return ExitCode::configuration;
    return open_and_use(context.console, configuration->settings, use);
}

std::string examples(std::initializer_list<const char*> lines) {
    std::string text = "Exemples :";
    for (const auto* line : lines) text += "\n  " + std::string{line};
    return text;
}

}  // namespace prevenance::api

// What every verb of the command line shares: where it reads and writes, the options that every verb takes,
// and the way from them to an open installation. A verb is a file of its own with one function
// add_<verb>_command, which describes its options and says in `context.run` what it will do.
#pragma once

#include "api/configuration.h"
#include "api/instance.h"
#include "domain/error.h"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>

namespace CLI {
class App;
}

namespace prevenance::api {

enum class ExitCode {
    done = 0,
    failed = 1,
    usage = 2,
    configuration = 3,
    newer_database = 4,
    check_failed = 5
};

struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& error;
};

struct CommandContext {
    explicit CommandContext(Console console_) : console(console_) {}
    CommandContext(const CommandContext&) = delete;

    Console console;
    std::filesystem::path configuration_file;
    std::map<std::string, std::string> flags;  // by configuration key
    int passphrase_descriptor = -1;
    std::function<ExitCode()> run;             // of the verb that was typed
};

// Options of the configuration that a verb accepts under a name of its own: "--port" for "server.port".
void add_setting_option(CLI::App& verb, CommandContext& context, const std::string& option,
                        const std::string& key, const std::string& meaning);

// The configuration of this command line; errors are printed.
Result<Configuration> configuration_of(CommandContext& context);

// Opens the installation that the configuration names and calls `use`; otherwise says why not, with the
// exit code that goes with it.
ExitCode with_instance(CommandContext& context, const std::function<ExitCode(Instance&)>& use);
ExitCode open_and_use(Console& console, const Settings& settings,
                      const std::function<ExitCode(Instance&)>& use);

// Prints the detail and each field's message on the error stream. `code` is given back.
ExitCode say(Console& console, const Error& error, ExitCode code = ExitCode::failed);

// For a verb's help: lines indented under "Exemples :".
std::string examples(std::initializer_list<const char*> lines);

}  // namespace prevenance::api

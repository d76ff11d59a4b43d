#include "api/commands/command_line.h"

#include <iostream>

#include <CLI/CLI.hpp>

#include "api/commands/serve.h"
#include "integrations/system_clock.h"

namespace prevenance::api {

int run_command_line(int argc, char** argv) {
    CLI::App app{"Prévenance"};
    Settings settings;
    auto* serve_verb = app.add_subcommand("serve", "Runs the server");
    serve_verb->add_option("--data", settings.data)->required();
    serve_verb->add_option("--resources", settings.resources)->required();
    serve_verb->add_option("--root-key", settings.root_key)->required();
    CLI11_PARSE(app, argc, argv);
    auto instance = Instance::open(settings, std::make_unique<integrations::SystemClock>());
    if (!instance) {
        std::cerr << instance.error().detail << "\n";
        for (const auto& field : instance.error().fields) std::cerr << field.message << "\n";
        return 3;
    }
    serve(**instance);
    return 0;
}

}  // namespace prevenance::api

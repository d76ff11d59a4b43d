#include "integrations/totp.h"

#include "api/commands/verbs.h"
#include "integrations/system_clock.h"

#include <CLI/CLI.hpp>

#include <ostream>

namespace prevenance::api {

void add_totp_command(CLI::App& program, CommandContext& context) {
    auto* verb =
        program.add_subcommand("totp", "Donne le code à 6 chiffres du moment, pour un compte d’essai");
    auto seed = std::make_shared<std::string>();
    verb->add_option("seed", *seed, "Le secret du compte, en base 32")->required();
    verb->footer(examples({"prevenance totp JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}) +
                 "\nPour un vrai compte, le secret reste dans l’application du téléphone.");
    verb->callback([&context, seed] {
        context.run = [&context, seed] {
            const auto parsed = integrations::TotpSeed::parse(Sensitive<std::string>{*seed});
            if (!parsed) {
                context.console.error
                    << "Ce secret n’est pas en base 32 (32 lettres A à Z et chiffres 2 à 7).\n";
                return ExitCode::usage;
            }
            context.console.out << parsed->digits(integrations::SystemClock{}.now()) << "\n";
            return ExitCode::done;
        };
    });
}

}  // namespace prevenance::api

// What the operator set: flags win over the environment, which wins over the file, which wins over the
// defaults. A name that nobody knows is refused with the nearest one; every mistake is reported at once, with
// the file and the line it stands on.
//
// The surprise: secrets are never values here. A key that needs one names the file that holds it.
#pragma once

#include "api/settings.h"
#include "domain/error.h"

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace prevenance::api {

inline constexpr const char* usual_configuration_file = "/etc/prevenance/prevenance.toml";
inline constexpr const char* usual_resources = "/usr/share/prevenance";

struct ConfigurationSources {
    std::filesystem::path file;                      // empty: the usual one, where there is one
    std::map<std::string, std::string> environment;  // PREVENANCE_<SECTION>__<KEY> and CREDENTIALS_DIRECTORY
    std::map<std::string, std::string> flags;        // "server.port" → "8080"
    std::filesystem::path program;                   // this executable: its source tree holds the resources
};

struct ConfiguredValue {
    std::string key;     // "mail.port"
    std::string value;   // as it is used
    std::string origin;  // French: "valeur par défaut", "option --port", "fichier /etc/…, ligne 12"
};

struct Configuration {
    Settings settings;
    std::vector<ConfiguredValue> values;  // every key, in the order of the reference
};

// Errors: invalid, with one field error for each mistake, in French, each with the way to mend it.
Result<Configuration> read_configuration(const ConfigurationSources& sources);

// Every key with its default and what it is for, as a TOML file in which everything is commented out.
// config/prevenance.toml is this text.
std::string configuration_reference();

// Of this process.
std::map<std::string, std::string> present_environment();
std::filesystem::path present_program();

}  // namespace prevenance::api

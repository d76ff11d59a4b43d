#include "api/configuration.h"

#include "api/configuration_keys.h"
#include "api/nearest_name.h"

#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string_view>
#include <unistd.h>

namespace prevenance::api {
namespace {

constexpr std::string_view prefix = "PREVENANCE_";
constexpr std::string_view credential_name = "root.key";

struct Gathered {
    std::map<std::string, ConfiguredValue> values;  // by key; a later source replaces an earlier one
    std::vector<FieldError> errors;

    void refuse(const std::string& key, std::string code, std::string message) {
        errors.push_back({key, std::move(code), std::move(message)});
    }
};

std::vector<std::string> known_names() {
    std::vector<std::string> names;
    for (const auto& key : configuration_keys()) names.push_back(key.full_name());
    return names;
}

std::vector<std::string> known_variables() {
    std::vector<std::string> names;
    for (const auto& key : configuration_keys()) names.push_back(key.variable());
    return names;
}

const ConfigurationKey* find_key(std::string_view name) {
    for (const auto& key : configuration_keys())
        if (key.full_name() == name) return &key;
    return nullptr;
}

std::string unknown(const std::string& name, std::span<const std::string> known) {
    const auto nearest = nearest_name(name, known);
    return "« " + name + " » n’existe pas." +
           (nearest ? " Vouliez-vous dire « " + *nearest + " » ?"
                    : std::string{" La liste : prevenance config reference"});
}

std::string_view kind_in_words(ValueKind kind) {
    switch (kind) {
        case ValueKind::text:
            return "un texte entre guillemets";
        case ValueKind::number:
            return "un nombre entier";
        case ValueKind::yes_or_no:
            return "true ou false";
    }
    return "";
}

// The value as text where it is of the kind the key wants.
std::optional<std::string> text_of(const toml::node& node, ValueKind kind) {
    if (kind == ValueKind::text && node.is_string()) return **node.as_string();
    if (kind == ValueKind::number && node.is_integer()) return std::to_string(**node.as_integer());
    if (kind == ValueKind::yes_or_no && node.is_boolean()) return **node.as_boolean() ? "true" : "false";
    return std::nullopt;
}

std::string place_of(const std::filesystem::path& file, const toml::source_region& region) {
    return file.string() + ":" + std::to_string(region.begin.line);
}

void gather_entry(Gathered& gathered, const std::filesystem::path& file, const std::string& name,
                  const toml::node& node) {
    const auto place = place_of(file, node.source());
    const auto* key = find_key(name);
    if (key == nullptr)
        return gathered.refuse(name, "unknown_key", place + " : " + unknown(name, known_names()));
    const auto value = text_of(node, key->kind);
    if (!value)
        return gathered.refuse(
            name, "wrong_type",
            place + " : " + name + " : il faut " + std::string{kind_in_words(key->kind)} + ".");
    gathered.values[name] = {name, *value, place};
}

void gather_table(Gathered& gathered, const std::filesystem::path& file, const toml::table& table) {
    for (const auto& [section, node] : table) {
        const std::string section_name{section.str()};
        const auto* entries = node.as_table();
        if (entries == nullptr) {
            gather_entry(gathered, file, section_name, node);
            continue;
        }
        for (const auto& [name, entry] : *entries)
            gather_entry(gathered, file, section_name + "." + std::string{name.str()}, entry);
    }
}

void gather_file(Gathered& gathered, const ConfigurationSources& sources) {
    std::error_code trouble;
    const bool chosen = !sources.file.empty();
    const std::filesystem::path file =
        chosen ? sources.file : std::filesystem::path{usual_configuration_file};
    if (!std::filesystem::exists(file, trouble)) {
        if (chosen)
            gathered.refuse("--config", "missing_file", "Le fichier " + file.string() + " n’existe pas.");
        return;
    }
    try {
        gather_table(gathered, file, toml::parse_file(file.string()));
    } catch (const toml::parse_error& error) {
        gathered.refuse("--config", "not_toml",
                        place_of(file, error.source()) + " : ce n’est pas du TOML (" +
                            std::string{error.description()} + ").");
    }
}

void gather_environment(Gathered& gathered, const std::map<std::string, std::string>& environment) {
    for (const auto& [variable, value] : environment) {
        if (!variable.starts_with(prefix)) continue;
        const auto found = std::ranges::find(configuration_keys(), variable, &ConfigurationKey::variable);
        if (found == configuration_keys().end()) {
            gathered.refuse(variable, "unknown_variable", "variable " + unknown(variable, known_variables()));
            continue;
        }
        gathered.values[found->full_name()] = {found->full_name(), value, "variable " + variable};
    }
}

std::filesystem::path resources_near(const std::filesystem::path& program) {
    std::error_code trouble;
    for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        if (std::filesystem::exists(folder / "config" / "signals.yaml", trouble) &&
            std::filesystem::exists(folder / "forms" / "pages", trouble))
            return folder;
    return usual_resources;
}

Settings default_settings() {
    Settings settings;
    settings.data = "/var/lib/prevenance";
    settings.root_key = "/etc/prevenance/root.key";
    settings.resources = usual_resources;
    return settings;
}

void use_credential(Configuration& configuration, const std::map<std::string, std::string>& environment) {
    const auto directory = environment.find("CREDENTIALS_DIRECTORY");
    if (directory == environment.end()) return;
    const auto file = std::filesystem::path{directory->second} / credential_name;
    std::error_code trouble;
    if (!std::filesystem::exists(file, trouble)) return;
    configuration.settings.root_key = file;
    configuration.settings.root_key_from_systemd = true;
}

// Puts each value where it belongs, and says of each key where its value comes from.
void apply(Gathered& gathered, Configuration& configuration) {
    for (const auto& key : configuration_keys()) {
        const auto found = gathered.values.find(key.full_name());
        std::string origin = "valeur par défaut";
        if (found != gathered.values.end()) {
            origin = found->second.origin;
            if (key.full_name() == "storage.root_key_file")
                configuration.settings.root_key_from_systemd = false;
            if (const auto refusal = key.set(configuration.settings, found->second.value))
                gathered.refuse(key.full_name(), "out_of_range",
                                origin + " : " + key.full_name() + " : " + *refusal);
        }
        configuration.values.push_back({key.full_name(), key.get(configuration.settings), origin});
    }
}

std::string origin_of(const Configuration& configuration, const std::string& key) {
    const auto found = std::ranges::find(configuration.values, key, &ConfiguredValue::key);
    return found == configuration.values.end() ? std::string{} : found->origin + " : ";
}

std::string default_in_toml(const ConfigurationKey& key, const Settings& settings) {
    const auto value = key.get(settings);
    return key.kind == ValueKind::text ? "\"" + value + "\"" : value;
}

}  // namespace

Result<Configuration> read_configuration(const ConfigurationSources& sources) {
    Gathered gathered;
    gather_file(gathered, sources);
    gather_environment(gathered, sources.environment);
    for (const auto& [key, value] : sources.flags)
        gathered.values[key] = {key, value, "option de la ligne de commande"};

    Configuration configuration;
    configuration.settings = default_settings();
    configuration.settings.resources = resources_near(sources.program);
    use_credential(configuration, sources.environment);
    apply(gathered, configuration);
    for (const auto& [key, message] : disagreements(configuration.settings))
        gathered.refuse(key, "disagreement", origin_of(configuration, key) + key + " : " + message);
    if (!gathered.errors.empty()) return fail(std::move(gathered.errors));
    return configuration;
}

std::string configuration_reference() {
    const auto defaults = default_settings();
    std::ostringstream text;
    text << "# Configuration de Prévenance. Chaque ligne commentée montre la valeur par défaut.\n"
            "# Une option de la ligne de commande passe avant une variable PREVENANCE_<SECTION>__<CLÉ>,\n"
            "# qui passe avant ce fichier. Vérifiez-le avec : prevenance config check\n";
    std::string_view section;
    for (const auto& key : configuration_keys()) {
        if (key.section != section) text << "\n[" << key.section << "]\n";
        section = key.section;
        std::istringstream lines{std::string{key.meaning}};
        for (std::string line; std::getline(lines, line);) text << "# " << line << "\n";
        text << "# " << key.name << " = " << default_in_toml(key, defaults) << "\n";
    }
    return text.str();
}

std::map<std::string, std::string> present_environment() {
    std::map<std::string, std::string> variables;
    for (auto* const* entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text{*entry};
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        const auto name = text.substr(0, equals);
        if (name.starts_with(prefix) || name == "CREDENTIALS_DIRECTORY")
            variables.emplace(name, text.substr(equals + 1));
    }
    return variables;
}

std::filesystem::path present_program() {
    std::error_code trouble;
    return std::filesystem::read_symlink("/proc/self/exe", trouble);
}

}  // namespace prevenance::api

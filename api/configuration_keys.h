// The table of the configuration's keys: name, kind, meaning, and how a value gets into Settings.
#pragma once

#include "api/settings.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

enum class ValueKind { text, number, yes_or_no };

struct ConfigurationKey {
    std::string_view section;
    std::string_view name;
    ValueKind kind;
    std::string_view meaning;  // French, lines of at most 100 characters
    // The value in Settings, or in French why it is refused.
    std::optional<std::string> (*set)(Settings& settings, const std::string& value);
    std::string (*get)(const Settings& settings);

    std::string full_name() const { return std::string{section} + "." + std::string{name}; }
    std::string variable() const;  // "PREVENANCE_MAIL__PORT"
};

std::span<const ConfigurationKey> configuration_keys();

// What two keys say together: French sentences with the names of the keys, empty where all is well.
struct Disagreement {
    std::string key;
    std::string message;
};
std::vector<Disagreement> disagreements(const Settings& settings);

// 127.0.0.0/8, ::1 and localhost.
bool is_loopback(std::string_view host);

}  // namespace prevenance::api

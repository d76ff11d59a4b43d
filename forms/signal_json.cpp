#include "forms/signal_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

nlohmann::ordered_json object_of(const SignalEntry& entry) {
    nlohmann::ordered_json json{{"id", entry.id.text()}};
    if (entry.employee) json["employee"] = entry.employee->text();
    if (entry.team) json["team"] = entry.team->text();
    json["type"] = entry.type;
    json["happened_on"] = iso_date(entry.happened_on);
    json["recorded_at"] = iso_instant(entry.recorded_at);
    return json;
}

}  // namespace

std::string signal_json(const SignalEntry& entry) {
    return object_of(entry).dump();
}

std::string signals_json(const std::vector<SignalEntry>& entries) {
    nlohmann::ordered_json json{{"signals", nlohmann::ordered_json::array()}};
    for (const auto& entry : entries) json["signals"].push_back(object_of(entry));
    return json.dump();
}

}  // namespace prevenance::forms

#include "forms/audit_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {

std::string audit_json(const AuditView& view) {
    nlohmann::ordered_json document;
    document["status"] = view.findings.empty() ? "ok" : "broken";
    document["entries"] = view.entries;
    document["checked"] = view.checked;
    document["hashes_only"] = view.hashes_only;
    document["months"] = view.months;
    document["months_erased"] = view.months_erased;
    document["checkpoints"] = view.checkpoints;
    if (view.witness_entries) document["witness_entries"] = *view.witness_entries;
    document["findings"] = nlohmann::ordered_json::array();
    for (const auto& finding : view.findings) {
        nlohmann::ordered_json line{{"fault", finding.fault}, {"entry", finding.entry}};
        if (finding.month > 0) line["month"] = finding.month;
        line["message"] = finding.message;
        document["findings"].push_back(std::move(line));
    }
    return document.dump();
}

}  // namespace prevenance::forms

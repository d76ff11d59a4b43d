// What the verification of the audit log found, for programs that watch the service.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct AuditFindingLine {
    std::string fault;  // stable, ASCII: "entry_broken"
    std::int64_t entry = 0;
    std::int64_t month = 0;  // 0: about no closed month
    std::string message;     // French
};

struct AuditView {
    std::int64_t entries = 0;  // the last one's number
    std::int64_t checked = 0;
    std::int64_t hashes_only = 0;
    std::int64_t months = 0;
    std::int64_t months_erased = 0;
    std::int64_t checkpoints = 0;
    std::optional<std::int64_t> witness_entries;  // none: no witness's checkpoint was given
    std::vector<AuditFindingLine> findings;
};

// {"status":"ok"|"broken","entries":…,"findings":[{"fault":…,"entry":…,"month":…,"message":…}]}
std::string audit_json(const AuditView& view);

}  // namespace prevenance::forms

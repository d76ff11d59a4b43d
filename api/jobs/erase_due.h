// The nightly erasure of what was kept long enough, after the periods of the configuration, and its preview.
// Each piece is a small transaction with an audit entry that gives a number and names nobody.
//
// The surprise: kinds whose number would tell who answered what are erased in one transaction a night with
// one entry a night, whether something was due or not, and are counted nowhere.
#pragma once

#include "api/services.h"
#include "storage/retention.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

// The first day that is still kept: the day before it was more than `period` ago on `today`.
Date kept_since(Date today, Months period);

storage::RetentionLimits retention_limits(const RetentionSettings& settings, Instant now);

struct RetentionCounts {
    std::map<std::string, std::int64_t> erased;     // by kind; kinds that tell answers are absent
    std::map<std::string, std::int64_t> held_back;  // something else still needs the row
    // Due and not erased, by kind, because the person had the data frozen, or waits for an answer.
    std::map<std::string, std::int64_t> frozen;
    std::map<std::string, std::int64_t> request_waits;
};

RetentionCounts erase_due(Services& services, Instant now);

// What erase_due would count now. It is done, counted and taken back in one transaction, so that it cannot
// differ; nothing changes.
RetentionCounts preview_erasure(Services& services, Instant now);

}  // namespace prevenance::api

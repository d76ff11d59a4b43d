// The first answer to a request that carried a key, so that a retry or a form sent twice gets that answer
// again and does nothing a second time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

struct AnsweredRequest {
    Digest request_hash{};
    int status = 0;
    std::string location;
    std::string body;  // identifiers only
};

// `account` is all zeros for people who have no account.
std::optional<AnsweredRequest> find_answered(const Reader& reader, AccountId account, std::string_view key);
void remember_answer(Transaction& transaction, AccountId account, std::string_view key,
                     const AnsweredRequest& answered, Instant now);
// Keys are kept for seven days.
void forget_answers_before(Transaction& transaction, Instant limit);

}  // namespace prevenance::storage

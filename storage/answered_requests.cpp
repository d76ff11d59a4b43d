#include "storage/answered_requests.h"

namespace prevenance::storage {

std::optional<AnsweredRequest> find_answered(const Reader& reader, AccountId account, std::string_view key) {
    return reader.one(
        "SELECT request_hash, status, location, body FROM answered_request WHERE account = ? AND key = ?",
        {account, key}, [](const Row& row) {
            return AnsweredRequest{row.digest(0), static_cast<int>(row.integer(1)), row.text(2), row.text(3)};
        });
}

void remember_answer(Transaction& transaction, AccountId account, std::string_view key,
                     const AnsweredRequest& answered, Instant now) {
    transaction.execute(
        "INSERT INTO answered_request(account, key, request_hash, status, location, body, answered_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        {account, key, answered.request_hash, answered.status, answered.location, answered.body, now});
}

void forget_answers_before(Transaction& transaction, Instant limit) {
    transaction.execute("DELETE FROM answered_request WHERE answered_at < ?", {limit});
    transaction.mark_housekeeping();
}

}  // namespace prevenance::storage

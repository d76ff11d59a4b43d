// The schemas, in order, as the build took them from storage/migrations/*.sql. A text that was released
// never changes; a change of schema is a new file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

std::vector<std::string_view> case_migrations();
std::vector<std::string_view> key_migrations();
std::vector<std::string_view> statistics_migrations();

// What an error of the database layer is about that begins with the text of a migration, as the one does that
// is thrown when a migration fails. Nothing: it is another error.
struct FailedMigration {
    std::string_view script;    // "0003_confidentiality.sql"
    std::string_view database;  // "prevenance.db"
    std::string trouble;        // the database's own words, without the script
};
std::optional<FailedMigration> failed_migration(std::string_view trouble);

}  // namespace prevenance::storage

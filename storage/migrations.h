// The schemas, in order, as the build took them from storage/migrations/*.sql. A text that was released
// never changes; a change of schema is a new file.
#pragma once

#include <string_view>
#include <vector>

namespace prevenance::storage {

std::vector<std::string_view> case_migrations();
std::vector<std::string_view> key_migrations();
std::vector<std::string_view> statistics_migrations();

}  // namespace prevenance::storage

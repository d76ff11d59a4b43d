// What this installation remembers about itself: small values made once.
#pragma once

#include <optional>
#include <string_view>

#include "domain/canonical_bytes.h"
#include "storage/database.h"

namespace prevenance::storage {

std::optional<Bytes> find_instance_setting(const Reader& reader, std::string_view name);
void set_instance_setting(Transaction& transaction, std::string_view name, ByteView value);

}  // namespace prevenance::storage

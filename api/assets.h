// The stylesheet, the icon and the one script: files of forms/assets, the same for everybody, cached for a year because
// their address changes with their content.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/request.h"
#include "api/services.h"

namespace prevenance::api {

// Nothing where the address is not one of an asset.
std::optional<Reply> find_asset(const Services& services, const Request& request);

// Empty where there is no such file.
std::string asset_text(const Settings& settings, std::string_view file);

// Of "prevenance.css": "/assets/prevenance.css?v=…"
std::string asset_address(const Settings& settings, const storage::KeyedHash& hash, std::string_view file);

}  // namespace prevenance::api

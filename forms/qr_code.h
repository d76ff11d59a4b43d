// A QR code as a drawing that the page itself holds: no image to fetch, readable on paper. What it says must
// also stand beside it in text, because not everybody can scan. The surprise: always black on white with its
// quiet zone, whatever the page's colours are, because scanners need both.
#pragma once

#include <string>

#include "forms/template_data.h"

namespace prevenance::forms {

// An <svg> with role="img" and `title` as its name. `content` is at most 1,000 bytes; error correction is
// level M (15 %). Throws qrcodegen::data_too_long beyond what a QR code can hold.
Html qr_code(const std::string& content, const std::string& title);

}  // namespace prevenance::forms

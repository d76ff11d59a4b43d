#include "api/assets.h"

#include <array>
#include <fstream>
#include <sstream>

namespace prevenance::api {
namespace {

struct Asset {
    std::string_view path;
    std::string_view file;
    std::string_view media_type;
};

constexpr std::array<Asset, 3> assets{{
    {"/assets/prevenance.css", "prevenance.css", "text/css; charset=utf-8"},
    {"/assets/passkey.js", "passkey.js", "text/javascript; charset=utf-8"},
    {"/assets/icon.svg", "icon.svg", "image/svg+xml"},
}};

}  // namespace

std::string asset_text(const Settings& settings, std::string_view file) {
    std::ifstream stream{settings.resources / "forms" / "assets" / file};
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::optional<Reply> find_asset(const Services& services, const Request& request) {
    if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
    for (const auto& asset : assets) {
        if (asset.path != request.path) continue;
        Reply reply{200, std::string{asset.media_type}, asset_text(services.settings, asset.file), {}};
        reply.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
        return reply;
    }
    return std::nullopt;
}

std::string asset_address(const Settings& settings, const storage::KeyedHash& hash, std::string_view file) {
    const auto digest = hash(bytes_of("asset\n" + asset_text(settings, file)));
    return "/assets/" + std::string{file} + "?v=" + std::to_string(digest[0] * 65536 + digest[1] * 256 + digest[2]);
}

}  // namespace prevenance::api

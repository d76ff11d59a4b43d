#include "api/text_file.h"

#include <fstream>
#include <sstream>

namespace prevenance::api {
namespace {

constexpr std::uintmax_t largest_file = 16ULL * 1024 * 1024;

}  // namespace

Result<std::string> text_of_file(const std::filesystem::path& file) {
    std::error_code trouble;
    if (std::filesystem::file_size(file, trouble) > largest_file && !trouble)
        return fail(ErrorCode::too_large, "Le fichier " + file.string() + " dépasse 16 Mio.");
    std::ifstream stream{file, std::ios::binary};
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return fail(ErrorCode::unavailable, "Le fichier " + file.string() + " est illisible.");
    return text.str();
}

}  // namespace prevenance::api

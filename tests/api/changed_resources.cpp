#include "tests/api/changed_resources.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace prevenance::api {

ChangedResources::ChangedResources() {
    std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-changed-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    const std::filesystem::path source = PREVENANCE_SOURCE_DIR;
    for (const auto* part : {"config", "forms"})
        std::filesystem::copy(source / part, folder_ / part, std::filesystem::copy_options::recursive);
}

ChangedResources::~ChangedResources() {
    std::filesystem::remove_all(folder_);
}

void ChangedResources::replace(const std::string& file, const std::string& before, const std::string& after) {
    std::ifstream stream{folder_ / file};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    const auto at = text.find(before);
    ASSERT_NE(at, std::string::npos) << before << " is not in " << file;
    text.replace(at, before.size(), after);
    std::ofstream{folder_ / file} << text;
}

}  // namespace prevenance::api

// A copy of config/ and forms/ in a temporary folder, which a test may change before it opens an instance.
#pragma once

#include <filesystem>
#include <string>

namespace prevenance::api {

class ChangedResources {
public:
    ChangedResources();
    ~ChangedResources();
    ChangedResources(const ChangedResources&) = delete;
    ChangedResources& operator=(const ChangedResources&) = delete;

    // Puts `after` where `before` stands; fails the test where it does not.
    void replace(const std::string& file, const std::string& before, const std::string& after);
    const std::filesystem::path& folder() const { return folder_; }

private:
    std::filesystem::path folder_;
};

}  // namespace prevenance::api

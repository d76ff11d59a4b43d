// A text kept beside the tests: what is different shows as a difference of lines. After a change that was
// meant, PREVENANCE_WRITE_GOLDEN=1 writes it anew.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace prevenance::tests {

inline std::string lines_only_in(const std::string& text, const std::string& other) {
    std::set<std::string> known;
    std::istringstream of_other{other};
    for (std::string line; std::getline(of_other, line);) known.insert(line);
    std::string found;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);)
        if (!known.contains(line)) found += "  " + line + "\n";
    return found;
}

inline void expect_golden(const std::string& name, const std::string& present) {
    const auto file = std::filesystem::path{PREVENANCE_SOURCE_DIR} / "tests/api" / name;
    if (std::getenv("PREVENANCE_WRITE_GOLDEN") != nullptr) std::ofstream{file} << present;
    std::ifstream stream{file};
    std::stringstream kept;
    kept << stream.rdbuf();
    EXPECT_EQ(present == kept.str(), true)
        << name << " is not what the program says now.\nNew:\n"
        << lines_only_in(present, kept.str()) << "Gone:\n"
        << lines_only_in(kept.str(), present)
        << "If it was meant: PREVENANCE_WRITE_GOLDEN=1 build/dev/tests/api/api_tests --gtest_filter=…";
}

}  // namespace prevenance::tests

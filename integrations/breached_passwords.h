// A list of passwords that were stolen somewhere, as everybody can download it: a line for each, forty
// upper-case hexadecimal digits of its SHA-1, a colon and how often it was seen, ordered by those digits. The
// list has tens of gigabytes, so it is searched in its file and never loaded; nobody outside is asked.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace prevenance::integrations {

class BreachedPasswords {
public:
    // Looks at sixty-four places: enough to tell another kind of file, or one ordered otherwise, and no
    // proof that every line is in its place. Errors: unavailable, with what to do about it.
    static Result<BreachedPasswords> open(const std::filesystem::path& list);

    // Error unavailable: the file can no longer be read, or holds something else at one place.
    Result<bool> contain(const Sensitive<std::string>& password);

private:
    BreachedPasswords(std::filesystem::path list, std::ifstream file, std::uint64_t size)
        : list_(std::move(list)), file_(std::move(file)), size_(size) {}

    struct Line {
        std::uint64_t start = 0;
        std::uint64_t next = 0;
        std::string digits;
    };
    // The first line that begins at `place` or behind it; its start is the file's size where there is none.
    Result<Line> line_from(std::uint64_t place);
    Result<void> check_order();

    std::filesystem::path list_;
    std::ifstream file_;
    std::uint64_t size_;  // bytes
};

}  // namespace prevenance::integrations

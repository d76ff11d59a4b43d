#include "tests/api/printed_text.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace prevenance::api {
namespace {

std::string output_of(const std::string& command) {
    std::string output;
    FILE* stream = ::popen(command.c_str(), "r");
    std::array<char, 4096> part{};
    for (std::size_t read = 0; (read = std::fread(part.data(), 1, part.size(), stream)) > 0;)
        output.append(part.data(), read);
    EXPECT_EQ(::pclose(stream), 0) << command;
    return output;
}

// `command` with the reply's bytes in a file in place of FILE.
std::string asked(const Reply& reply, const std::string& program, const std::string& more) {
    std::string path = std::filesystem::temp_directory_path() / "prevenance-printed-XXXXXX";
    ::close(::mkstemp(path.data()));
    std::ofstream{path, std::ios::binary} << reply.body;
    auto output = output_of(program + " " + path + " " + more);
    std::filesystem::remove(path);
    return output;
}

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

// One line with single spaces: where a line of the paper ends tells nothing.
std::string text_of_pdf(const Reply& reply) {
    const auto text = asked(reply, "pdftotext", "-");
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text.compare(i, 2, "\u00A0") == 0;
        if (no_break) ++i;
        const bool blank = no_break || text[i] == '\n' || text[i] == ' ' || text[i] == '\f';
        if (blank && !line.empty() && line.back() == ' ') continue;
        line += blank ? ' ' : text[i];
    }
    return line;
}

void expect_readable_pdf(const Reply& reply, const std::string& title) {
    ASSERT_EQ(reply.status, 200) << reply.body;
    ASSERT_EQ(reply.media_type, "application/pdf");
    EXPECT_TRUE(holds(reply.body, "/StructTreeRoot")) << title;
    EXPECT_TRUE(holds(reply.body, "/Lang (fr-FR)")) << title;
    const auto info = asked(reply, "pdfinfo", "");
    EXPECT_TRUE(holds(info, title)) << info;
    EXPECT_TRUE(holds(info, "Tagged:          yes")) << info;
    EXPECT_LT(reply.body.size(), 300UL * 1024) << title;
}

}  // namespace prevenance::api

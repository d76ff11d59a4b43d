// The file beside this test has the form of the published list: CRLF between lines, none behind the last. Its
// hashes were made by another SHA-1 than the program's (Python's).
#include "integrations/breached_passwords.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace prevenance::integrations {
namespace {

namespace fs = std::filesystem;

const fs::path list = fs::path(PREVENANCE_SOURCE_DIR) / "tests/integrations/files/breached_passwords.txt";

bool is_in(const fs::path& file, const std::string& password) {
    return BreachedPasswords::open(file).value().contain(Sensitive<std::string>{password}).value();
}

class WrittenList {
public:
    explicit WrittenList(const std::string& text)
        : path_(fs::temp_directory_path() / ("prevenance-breached-" + std::to_string(::getpid()) + ".txt")) {
        std::ofstream(path_, std::ios::binary) << text;
    }
    ~WrittenList() { fs::remove(path_); }
    WrittenList(const WrittenList&) = delete;
    WrittenList& operator=(const WrittenList&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

std::string why_refused(const std::string& text) {
    const WrittenList written(text);
    const auto opened = BreachedPasswords::open(written.path());
    return opened ? "" : opened.error().detail;
}

std::string line_of(char digit) {
    return std::string(40, digit) + ":3\n";
}

TEST(BreachedPasswords, every_password_of_the_list_is_found_and_no_other) {
    for (const auto* known :
         {"password", "quatre chevaux sans lune", "correct horse battery staple", "motdepasse2024 volé"})
        EXPECT_TRUE(is_in(list, known)) << known;
    for (int i = 0; i < 120; ++i) EXPECT_TRUE(is_in(list, "mot de passe " + std::to_string(i))) << i;
    EXPECT_FALSE(is_in(list, "mot de passe 120"));
    for (const auto* other : {"", "Password", "password ", "quatre chevaux sous la lune", "fhqzwbkxmtrv"})
        EXPECT_FALSE(is_in(list, other)) << other;
}

TEST(BreachedPasswords, the_first_and_the_last_line_are_found_with_every_end_of_line) {
    // SHA-1 of "a" and of "b", in their order.
    const std::string a = "86F7E437FAA5A7FCE15D1DDCB9EAEAEA377667B8:1";
    const std::string b = "E9D71F5EE7C92D6DC9E92FFDAD17B8BD49418F98:2";
    for (const auto& text : {a + "\n" + b, a + "\n" + b + "\n", a + "\r\n" + b + "\r\n"}) {
        const WrittenList written(text);
        EXPECT_TRUE(is_in(written.path(), "a") && is_in(written.path(), "b"));
        EXPECT_FALSE(is_in(written.path(), "c"));
    }
    const WrittenList alone(b);
    EXPECT_TRUE(is_in(alone.path(), "b"));
    EXPECT_FALSE(is_in(alone.path(), "a"));
}

TEST(BreachedPasswords, another_kind_of_file_is_refused_with_what_to_do) {
    for (const auto& text :
         {std::string{}, std::string{"\n"}, std::string{"password\n123456\n"}, std::string(40, 'a') + ":3\n",
          std::string(39, 'A') + ":3\n", std::string(40, 'A') + "\n", std::string(40, 'A') + ":\n",
          std::string(40, 'A') + ":many\n", std::string(2'000'000, 'A'), line_of('B') + line_of('A'),
          line_of('A') + line_of('A')})
        EXPECT_NE(why_refused(text).find("ordered by hash"), std::string::npos) << text.substr(0, 60);
    EXPECT_EQ(why_refused(line_of('A') + line_of('B')), "");
}

TEST(BreachedPasswords, a_list_ordered_by_count_is_refused) {
    std::ifstream file(list);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line + "\n");
    std::ranges::sort(lines, {}, [](const std::string& line) { return line.substr(41); });
    std::string text;
    for (const auto& line : lines) text += line;
    EXPECT_NE(why_refused(text).find("ordered by hash"), std::string::npos);
}

TEST(BreachedPasswords, a_file_that_is_not_there_is_named) {
    const auto opened = BreachedPasswords::open("/nowhere/list.txt");
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().detail.find("/nowhere/list.txt"), std::string::npos);
}

}  // namespace
}  // namespace prevenance::integrations

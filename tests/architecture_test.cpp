// Reads the drawing and the table of docs/architecture.md and holds the source against them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path root = PREVENANCE_SOURCE_DIR;

std::string text_of(const fs::path& file) {
    std::ifstream stream{file};
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

using Arrows = std::map<std::string, std::set<std::string>>;

Arrows drawn_arrows() {
    const auto text = text_of(root / "docs" / "architecture.md");
    const auto start = text.find("```mermaid");
    const auto drawing = text.substr(start, text.find("\n```", start) - start);
    static const std::regex arrow{R"((\w+) --> (\w+))"};
    Arrows arrows;
    for (std::sregex_iterator found{drawing.begin(), drawing.end(), arrow}, end; found != end; ++found)
        arrows[(*found)[1]].insert((*found)[2]);
    return arrows;
}

// header → where it may be included, from the rows "| `header` | `place` |".
std::map<std::string, std::string> third_parties() {
    const auto text = text_of(root / "docs" / "architecture.md");
    const auto table = text.substr(text.find("## Third parties"));
    static const std::regex row{R"(\| `([^`]+)` \| `([^`]+)` \|)"};
    std::map<std::string, std::string> places;
    for (std::sregex_iterator found{table.begin(), table.end(), row}, end; found != end; ++found)
        places[(*found)[1]] = (*found)[2];
    return places;
}

std::set<std::string> folders() {
    std::set<std::string> names;
    for (const auto& [from, to] : drawn_arrows()) {
        if (from != "main") names.insert(from);
        for (const auto& name : to)
            if (name != "main") names.insert(name);
    }
    return names;
}

struct Include {
    std::string file;  // relative to the root
    std::string header;
    bool own = false;  // in quotes
};

void read_includes(const fs::path& file, std::vector<Include>& includes) {
    constexpr std::string_view start = "#include ";
    std::ifstream stream{file};
    for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with(start)) continue;
        const bool own = line[start.size()] == '"';
        const auto from = start.size() + 1;
        const auto header = line.substr(from, line.find(own ? '"' : '>', from) - from);
        includes.push_back({fs::relative(file, root).string(), header, own});
    }
}

bool is_source(const fs::path& file) {
    return file.extension() == ".cpp" || file.extension() == ".h";
}

std::vector<Include> all_includes() {
    std::vector<Include> includes;
    read_includes(root / "main.cpp", includes);
    for (const auto& folder : folders())
        for (const auto& entry : fs::recursive_directory_iterator(root / folder))
            if (is_source(entry.path())) read_includes(entry.path(), includes);
    return includes;
}

std::string folder_of(const std::string& path) {
    const auto slash = path.find('/');
    return slash == std::string::npos ? path.substr(0, path.find('.')) : path.substr(0, slash);
}

bool reaches(const Arrows& arrows, const std::string& from, const std::string& target,
             std::set<std::string>& seen) {
    const auto found = arrows.find(from);
    if (found == arrows.end() || !seen.insert(from).second) return false;
    return std::ranges::any_of(found->second, [&](const std::string& next) {
        return next == target || reaches(arrows, next, target, seen);
    });
}

TEST(Architecture, the_drawing_names_the_folders_that_exist) {
    const auto names = folders();
    EXPECT_EQ(names, (std::set<std::string>{"api", "forms", "rules", "storage", "integrations", "domain"}));
    for (const auto& name : names) EXPECT_TRUE(fs::is_directory(root / name)) << name;
}

TEST(Architecture, the_drawing_has_no_cycle) {
    const auto arrows = drawn_arrows();
    for (const auto& [from, to] : arrows) {
        std::set<std::string> seen;
        EXPECT_FALSE(reaches(arrows, from, from, seen)) << from << " leads back to itself";
    }
}

TEST(Architecture, every_include_follows_an_arrow) {
    const auto arrows = drawn_arrows();
    const auto includes = all_includes();
    ASSERT_GT(includes.size(), 500U) << "the reader of includes reads too little";
    for (const auto& include : includes) {
        if (!include.own) continue;
        const auto from = folder_of(include.file);
        const auto to = folder_of(include.header);
        const bool drawn = from == to || (arrows.contains(from) && arrows.at(from).contains(to));
        EXPECT_TRUE(drawn) << include.file << " includes \"" << include.header << "\", and " << from
                           << " --> " << to << " is not in docs/architecture.md";
        EXPECT_TRUE(fs::exists(root / include.header)) << include.file << " includes \"" << include.header
                                                       << "\": write the path from the root of the project";
    }
}

TEST(Architecture, third_parties_stay_where_the_table_puts_them) {
    const auto places = third_parties();
    ASSERT_GT(places.size(), 8U) << "the table of docs/architecture.md was not understood";
    static const std::regex standard{R"([a-z0-9_]+)"};
    static const std::regex posix{
        R"((sys|netinet|arpa|linux)/[a-z0-9_]+\.h|(unistd|fcntl|poll|netdb|pthread|signal|stdlib|termios)\.h)"};
    for (const auto& include : all_includes()) {
        if (include.own || std::regex_match(include.header, standard)) continue;
        if (std::regex_match(include.header, posix)) {
            EXPECT_NE(folder_of(include.file), "domain")
                << include.file << " includes <" << include.header << ">";
            continue;
        }
        const auto place = std::ranges::find_if(
            places, [&](const auto& known) { return include.header.starts_with(known.first); });
        if (place == places.end()) {
            ADD_FAILURE() << include.file << " includes <" << include.header << ">, which has no row";
            continue;
        }
        EXPECT_TRUE(include.file.starts_with(place->second))
            << include.file << " includes <" << include.header << ">, which belongs in " << place->second;
    }
}

TEST(Architecture, each_row_of_the_table_is_used) {
    const auto includes = all_includes();
    for (const auto& [header, place] : third_parties())
        EXPECT_TRUE(std::ranges::any_of(
            includes,
            [&](const Include& include) { return !include.own && include.header.starts_with(header); }))
            << header << " is in the table and nowhere else";
}

TEST(Architecture, no_folder_for_what_has_no_name) {
    for (const auto& folder : folders())
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const auto name = entry.path().stem().string();
            for (const auto* vague : {"utils", "util", "common", "core", "helpers", "helper", "misc"})
                EXPECT_NE(name, vague) << entry.path();
        }
}

// Every "PVXXXXXX" with its number, as `find` matches them in the text.
std::set<std::pair<std::string, std::string>> key_purposes(const std::string& text, const std::regex& find) {
    std::set<std::pair<std::string, std::string>> purposes;
    for (std::sregex_iterator found{text.begin(), text.end(), find}, end; found != end; ++found)
        purposes.insert({(*found)[1], (*found)[2]});
    return purposes;
}

TEST(Architecture, every_derived_key_is_a_row_of_the_table_of_keys_and_the_other_way_round) {
    static const std::regex in_code{R"re(\{"(PV[A-Z_]{6})", (\d+)\})re"};
    static const std::regex in_table{R"re(\| `(PV[A-Z_]{6})`, (\d+) \|)re"};
    std::set<std::pair<std::string, std::string>> made;
    for (const auto& folder : folders())
        for (const auto& entry : fs::recursive_directory_iterator(root / folder))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
                made.merge(key_purposes(text_of(entry.path()), in_code));
    const auto told = key_purposes(text_of(root / "docs" / "keys.md"), in_table);
    ASSERT_GT(made.size(), 15U);
    EXPECT_EQ(made, told);
}

}  // namespace

#include "tests/rules/drawn_timeline.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace prevenance::rules {
namespace {

class CaseReader {
public:
    explicit CaseReader(std::string place) { drawn_.place = std::move(place); }

    void line(const std::string& text) {
        const auto label = text.substr(0, text.find(' '));
        const auto at = text.find_first_not_of(' ', label.size());
        if (at == std::string::npos) refuse("nothing after '" + label + "'");
        const auto rest = text.substr(at);
        if (label == "case")
            drawn_.name = rest;
        else if (label == "rule")
            drawn_.rule = rest;
        else if (label == "from")
            from_ = date(rest);
        else if (label == "due")
            drawn_.due = date(rest);
        else if (label == "since")
            add_members(drawn_.team, std::stoi(rest), from_ - Days{3000});
        else if (label == "day")
            ruler(rest, at);
        else if (label == "known")
            known(drawing(text));
        else if (label == "enters" || label == "leaves")
            movements(drawing(text), label == "enters");
        else if (label == "suggest")
            verdict(drawing(text));
        else
            facts(label, drawing(text));
    }

    DrawnTimeline finish() {
        if (!judged_) refuse("no 'suggest' row");
        return std::move(drawn_);
    }

private:
    [[noreturn]] void refuse(const std::string& why) const {
        throw std::runtime_error(drawn_.place + " (" + drawn_.name + "): " + why);
    }

    Date date(const std::string& text) const {
        const auto parsed = parse_iso_date(text);
        if (!parsed) refuse("not a date: " + text);
        return *parsed;
    }

    FactId next_id() {
        FactId id;
        id.bytes[15] = static_cast<std::uint8_t>(++ids_);
        return id;
    }

    void ruler(const std::string& text, std::size_t at) {
        offset_ = at;
        Date next = from_;
        for (const char c : text) {
            drawn_.columns.push_back({next, c == ':' ? 30 : 1, false});
            next += Days{drawn_.columns.back().days};
        }
    }

    std::string drawing(const std::string& text) const {
        if (drawn_.columns.empty()) refuse("the 'day' row must come first");
        const auto drawn = text.substr(std::min(offset_, text.size()));
        if (drawn.size() != drawn_.columns.size()) refuse("a row is not as long as the ruler: " + text);
        return drawn;
    }

    void facts(const std::string& code, const std::string& row) {
        first_of_row_ = drawn_.person.facts.size();
        const bool observation = code != "MALADIE" && code != "IMPREVUE" && code != "AT" && code != "MP";
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == '.') continue;
            std::size_t last = i;
            while (!observation && row[last] == 'x' && last + 1 < row.size() && row[last + 1] != '.') ++last;
            const Date start = drawn_.columns[i].first;
            const Date end = drawn_.columns[last].first + Days{drawn_.columns[last].days - 1};
            std::optional<Date> known_end = end;
            if (observation || row[last] == '>') known_end.reset();
            drawn_.person.facts.push_back({next_id(), code, start, known_end, start});
            i = last;
        }
    }

    void known(const std::string& row) {
        const auto at = row.find('r');
        if (at == std::string::npos) refuse("a 'known' row without r");
        for (auto i = first_of_row_; i < drawn_.person.facts.size(); ++i)
            drawn_.person.facts[i].recorded_on = drawn_.columns[at].first;
    }

    static void add_members(TeamTimeline& team, int count, Date entry) {
        for (int i = 0; i < count; ++i) team.members.push_back({EmployeeId{}, entry, std::nullopt});
    }

    void movements(const std::string& row, bool enters) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == '.') continue;
            const int count = row[i] - '0';
            const Date day = drawn_.columns[i].first;
            if (enters)
                add_members(drawn_.team, count, day);
            else
                for (int k = 0; k < count; ++k) leave(day);
        }
    }

    void leave(Date day) {
        const auto member = std::ranges::find_if(
            drawn_.team.members, [](const Membership& each) { return !each.exit.has_value(); });
        if (member == drawn_.team.members.end()) refuse("nobody is left to leave");
        member->exit = day;
    }

    void verdict(const std::string& row) {
        for (std::size_t i = 0; i < row.size(); ++i) drawn_.columns[i].holds = row[i] == '^';
        judged_ = true;
    }

    DrawnTimeline drawn_;
    Date from_{};
    std::size_t offset_ = 0;
    std::size_t first_of_row_ = 0;
    int ids_ = 0;
    bool judged_ = false;
};

std::vector<DrawnTimeline> read_file(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<DrawnTimeline> cases;
    std::optional<CaseReader> reader;
    std::string text;
    for (int number = 1; std::getline(file, text); ++number) {
        if (text.empty() || text.front() == '#') continue;
        if (text.starts_with("case ")) {
            if (reader) cases.push_back(reader->finish());
            reader.emplace(path.filename().string() + ":" + std::to_string(number));
        }
        if (!reader) throw std::runtime_error(path.string() + ": a row before the first 'case'");
        reader->line(text);
    }
    if (reader) cases.push_back(reader->finish());
    return cases;
}

}  // namespace

std::vector<DrawnTimeline> read_drawn_timelines(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".timeline") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<DrawnTimeline> all;
    for (const auto& file : files)
        for (auto& drawn : read_file(file)) all.push_back(std::move(drawn));
    return all;
}

}  // namespace prevenance::rules

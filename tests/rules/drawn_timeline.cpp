#include "tests/rules/drawn_timeline.h"

#include <algorithm>
#include <array>
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
        else if (label == "entry")
            drawn_.person.entry = date(rest);
        else if (label == "exit")
            drawn_.person.exit = date(rest);
        else if (label == "since")
            add_members(drawn_.team, std::stoi(rest), from_ - Days{3000});
        else if (label == "day")
            ruler(rest, at);
        else if (label == "known")
            known(drawing(text));
        else if (label == "enters" || label == "leaves" || label == "newest_leave")
            movements(drawing(text), label);
        else if (label == "suggest")
            verdict(drawing(text));
        else
            row(label, drawing(text));
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
        ++ids_;
        id.bytes[14] = static_cast<std::uint8_t>(ids_ / 256);
        id.bytes[15] = static_cast<std::uint8_t>(ids_ % 256);
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

    // "OBS_RETARD" is about the person, "MALADIE@2" and "MALADIE@1-3" about members of the team by number,
    // "INTERVENTIONS=400" is a number counted for the team over the period drawn.
    void row(const std::string& label, const std::string& drawn) {
        first_figure_of_row_ = drawn_.team.figures.size();
        ids_before_row_ = ids_;
        if (const auto equals = label.find('='); equals != std::string::npos)
            return figure(label.substr(0, equals), std::stoi(label.substr(equals + 1)), drawn);
        const auto at = label.find('@');
        if (at == std::string::npos) return facts(label, drawn, drawn_.person.facts);
        const auto numbers = label.substr(at + 1);
        const auto dash = numbers.find('-');
        const auto first = std::stoul(numbers);
        const auto last = dash == std::string::npos ? first : std::stoul(numbers.substr(dash + 1));
        if (first < 1 || last > drawn_.team.members.size()) refuse("no such member: " + label);
        for (auto member = first; member <= last; ++member)
            facts(label.substr(0, at), drawn, drawn_.team.members[member - 1].facts);
    }

    void facts(const std::string& code, const std::string& row, std::vector<Fact>& facts) {
        constexpr std::array<std::string_view, 6> spans{"MALADIE", "IMPREVUE", "AT",
                                                        "MP",      "REPRISE",  "MI_CARRIERE_OUVERTE"};
        const bool observation = std::ranges::find(spans, code) == spans.end();
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == '.') continue;
            std::size_t last = i;
            while (!observation && row[last] == 'x' && last + 1 < row.size() && row[last + 1] != '.') ++last;
            const Date start = drawn_.columns[i].first;
            const Date end = drawn_.columns[last].first + Days{drawn_.columns[last].days - 1};
            std::optional<Date> known_end = end;
            if (observation || row[last] == '>') known_end.reset();
            facts.push_back({next_id(), code, start, known_end, start});
            i = last;
        }
    }

    void figure(const std::string& code, int count, const std::string& row) {
        const auto first = row.find('x');
        const auto last = row.rfind('x');
        if (first == std::string::npos) refuse("a figure without a period");
        const Date to = drawn_.columns[last].first + Days{drawn_.columns[last].days - 1};
        drawn_.team.figures.push_back({code, drawn_.columns[first].first, to, count, to});
    }

    void known(const std::string& row) {
        const auto at = row.find('r');
        if (at == std::string::npos) refuse("a 'known' row without r");
        const Date day = drawn_.columns[at].first;
        record(drawn_.person.facts, day);
        for (auto& member : drawn_.team.members) record(member.facts, day);
        for (auto i = first_figure_of_row_; i < drawn_.team.figures.size(); ++i)
            drawn_.team.figures[i].recorded_on = day;
    }

    void record(std::vector<Fact>& facts, Date day) const {
        for (Fact& fact : facts)
            if (fact.id.bytes[14] * 256 + fact.id.bytes[15] > ids_before_row_) fact.recorded_on = day;
    }

    static void add_members(TeamTimeline& team, int count, Date entry) {
        for (int i = 0; i < count; ++i) team.members.push_back({EmployeeId{}, entry, std::nullopt});
    }

    void movements(const std::string& row, const std::string& label) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (row[i] == '.') continue;
            const int count = row[i] - '0';
            const Date day = drawn_.columns[i].first;
            if (label == "enters")
                add_members(drawn_.team, count, day);
            else
                for (int k = 0; k < count; ++k) leave(day, label == "newest_leave");
        }
    }

    void leave(Date day, bool newest) {
        const auto still_there = [](const Membership& each) { return !each.exit.has_value(); };
        auto& members = drawn_.team.members;
        if (std::ranges::none_of(members, still_there)) refuse("nobody is left to leave");
        if (newest)
            std::ranges::find_if(members.rbegin(), members.rend(), still_there)->exit = day;
        else
            std::ranges::find_if(members, still_there)->exit = day;
    }

    void verdict(const std::string& row) {
        for (std::size_t i = 0; i < row.size(); ++i) drawn_.columns[i].holds = row[i] == '^';
        judged_ = true;
    }

    DrawnTimeline drawn_;
    Date from_{};
    std::size_t offset_ = 0;
    std::size_t first_figure_of_row_ = 0;
    int ids_before_row_ = 0;
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

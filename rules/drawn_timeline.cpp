#include "rules/drawn_timeline.h"

#include "domain/folded_text.h"
#include "domain/whole_number.h"
#include "rules/protected_cause.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace prevenance::rules {
namespace {

constexpr std::array<std::string_view, 6> spans{"MALADIE", "IMPREVUE", "AT",
                                                "MP",      "REPRISE",  "MI_CARRIERE_OUVERTE"};
constexpr std::array<std::string_view, 15> labels{"case",    "rule",   "from",   "due",          "entry",
                                                  "exit",    "since",  "day",    "known",        "gone",
                                                  "becomes", "enters", "leaves", "newest_leave", "suggest"};
// What members of a team may be drawn with: their absences, which are counted together.
constexpr std::array<std::string_view, 5> member_codes{"MALADIE", "IMPREVUE", "AT", "MP", "REPRISE"};
constexpr std::size_t most_columns = 2000;
constexpr int most_members = 500;
// More names than this would hide the complaint.
constexpr std::size_t most_names = 12;
constexpr Days long_before{3000};

std::optional<int> number_in(std::string_view text) {
    const auto number = whole_number<int>(text);
    return number && *number >= 0 && *number <= 100'000'000 ? number : std::nullopt;
}

bool is_code(std::string_view label) {
    return std::ranges::all_of(label, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '@' || c == '-' ||
               c == '=';
    });
}

// One row: its first word, and the rest with the place where that starts.
struct Row {
    int line = 1;
    std::string label;
    std::string rest;
    std::size_t at = 0;  // of `rest` in the row
};

class CaseReader {
public:
    CaseReader(const std::string& file, int line, const SignalCatalogue& catalogue, FileErrors& errors)
        : errors_(errors), catalogue_(catalogue) {
        drawn_.file = file;
        drawn_.line = line;
    }

    void read(const Row& row, const std::string& text) {
        drawn_.rows.push_back(text);
        if (row.rest.empty()) return complain(row, "empty_row", "rien après " + quoted(row.label));
        if (!read_words(row)) read_drawing(row, text);
    }

    const std::string& rule() const { return drawn_.rule; }

    // The case, or nothing where it does not say what it means.
    std::optional<DrawnTimeline> finish() {
        const Row head{drawn_.line, {}, {}, 0};
        if (drawn_.rule.empty()) complain(head, "no_rule", "il manque la ligne " + quoted("rule"));
        if (!judged_) complain(head, "no_verdict", "il manque la ligne " + quoted("suggest"));
        if (correcting_)
            complain(head, "correction_without_day",
                     "après " + quoted("becomes") + ", la ligne " + quoted("known") +
                         " dit quel jour la correction a été enregistrée");
        if (wrong_) return std::nullopt;
        const auto by_start = [](const Fact& fact) { return std::pair(fact.start, fact.id); };
        std::ranges::sort(drawn_.person.facts, {}, by_start);
        std::ranges::sort(drawn_.team.facts, {}, by_start);
        return std::move(drawn_);
    }

private:
    void complain(const Row& row, std::string code, std::string message) {
        wrong_ = true;
        errors_.add({row.line, static_cast<int>(row.at) + 1}, row.label, std::move(code), std::move(message));
    }

    bool read_words(const Row& row) {
        if (row.label == "case")
            drawn_.name = row.rest;
        else if (row.label == "rule")
            about(row);
        else if (row.label == "from")
            start(row);
        else if (row.label == "due")
            drawn_.due = date(row, row.rest);
        else if (row.label == "entry")
            drawn_.person.entry = date(row, row.rest);
        else if (row.label == "exit")
            drawn_.person.exit = date(row, row.rest);
        else if (row.label == "since")
            add_members(row, number_in(row.rest), from_ - long_before);
        else if (row.label == "day")
            ruler(row);
        else
            return false;
        return true;
    }

    void read_drawing(const Row& row, const std::string& text) {
        const auto drawn = drawing(row, text);
        if (drawn.empty()) return;
        if (row.label == "known")
            known(row, drawn);
        else if (row.label == "gone")
            gone(row, drawn);
        else if (row.label == "becomes")
            becomes(row, drawn);
        else if (row.label == "enters" || row.label == "leaves" || row.label == "newest_leave")
            movements(row, drawn);
        else if (row.label == "suggest")
            verdict(row, drawn);
        else if (row.label.starts_with("team:"))
            team_rule(row, drawn);
        else if (is_code(row.label))
            coded(row, row.label, drawn);
        else
            refuse_row(row);
    }

    void refuse_row(const Row& row) {
        if (refuse_protected(row, row.label)) return;
        std::vector<std::string_view> known(labels.begin(), labels.end());
        const auto codes = known_facts();
        known.insert(known.end(), codes.begin(), codes.end());
        auto mended = suggestion(row.label, known);
        if (mended.starts_with(". Noms"))
            mended = suggestion(row.label, labels) + ", ou un code du catalogue";
        complain_of_label(row, "unknown_row", "ligne inconnue " + quoted(row.label) + mended);
    }

    // What a row of signs may name. The legal calendar's own absences are among them.
    std::vector<std::string_view> known_facts() const {
        std::vector<std::string_view> known;
        for (const auto& each : catalogue_.absences()) known.push_back(each.code);
        for (const auto& each : catalogue_.all()) known.push_back(each.code);
        for (const auto& each : catalogue_.talks()) known.push_back(each.code);
        for (const auto& each : catalogue_.milestones()) known.push_back(each.code);
        return known;
    }

    std::vector<std::string_view> known_figures() const {
        std::vector<std::string_view> known;
        for (const auto& each : catalogue_.figures()) known.push_back(each.code);
        return known;
    }

    // The label stands at the start of its row.
    void complain_of_label(const Row& row, std::string code, std::string message) {
        complain({row.line, row.label, row.rest, 0}, std::move(code), std::move(message));
    }

    bool refuse_protected(const Row& row, std::string_view code) {
        const auto cause = protected_cause(code);
        if (!cause || cause->stored) return false;
        complain_of_label(row, "protected_cause", words_against(*cause, code));
        return true;
    }

    void refuse_code(const Row& row, const std::string& code, std::span<const std::string_view> known,
                     const std::string& what) {
        if (std::ranges::find(known, code) != known.end() || refuse_protected(row, code)) return;
        auto mended = suggestion(code, known);
        if (mended.starts_with(". Noms") && known.size() > most_names)
            mended = ". Tous les codes sont dans config/signals.yaml et dans le guide";
        complain_of_label(row, "unknown_code", quoted(code) + what + mended);
    }

    void refuse_fact(const Row& row, const std::string& code) {
        if (catalogue_.find_figure(code))
            return complain_of_label(row, "figure_without_number",
                                     quoted(code) + " est un chiffre de l’équipe\u00a0: écrivez " +
                                         quoted(code + "=20") + ", avec le nombre compté");
        if (team_case_ && std::ranges::find(member_codes, code) != member_codes.end())
            return complain_of_label(
                row, "absence_of_nobody",
                "dans une équipe, une absence est celle de l’un de ses membres\u00a0: écrivez " +
                    quoted(code + "@1"));
        refuse_code(row, code, known_facts(), " n’est pas dans le catalogue des signaux");
    }

    void about(const Row& row) {
        drawn_.rule = row.rest;
        drawn_.rule_at = {row.line, static_cast<int>(row.at) + 1};
    }

    void start(const Row& row) {
        from_ = date(row, row.rest);
        from_given_ = true;
    }

    Date date(const Row& row, const std::string& text) {
        const auto parsed = parse_iso_date(text);
        if (parsed && text >= "1900-01-01" && text <= "2100-12-31") return *parsed;
        complain(row, "bad_date",
                 quoted(text) + " n’est pas une date entre 1900 et 2100, écrite comme 2026-03-12");
        return Date{};
    }

    FactId next_id() {
        ++ids_;
        FactId id;
        id.bytes[14] = static_cast<std::uint8_t>(ids_ / 256);
        id.bytes[15] = static_cast<std::uint8_t>(ids_ % 256);
        return id;
    }

    void ruler(const Row& row) {
        if (!drawn_.columns.empty())
            return complain(row, "second_ruler", "une seule ligne " + quoted("day") + " par cas");
        if (!from_given_) complain(row, "no_start", "la ligne " + quoted("from") + " vient avant");
        if (row.rest.size() > most_columns) return complain(row, "too_long", "plus de 2000 colonnes");
        drawn_.offset = row.at;
        Date next = from_;
        for (const char c : row.rest) {
            const Date after = c == 'm' ? add_months(next, Months{1}) : next + Days{c == ':' ? 30 : 1};
            drawn_.columns.push_back({next, static_cast<int>((after - next).count()), false});
            next = after;
        }
        refuse_others(row, row.rest, ".:m0123456789");
        check_numbers(row);
    }

    // A number on the ruler says the day of the column where it begins. The last one may be cut off by the
    // end of the row.
    void check_numbers(const Row& row) {
        constexpr std::string_view digits = "0123456789";
        for (std::size_t i = row.rest.find_first_of(digits); i != std::string::npos;) {
            const auto end = std::min(row.rest.find_first_not_of(digits, i), row.rest.size());
            const auto written = row.rest.substr(i, end - i);
            const auto right = std::to_string((drawn_.columns[i].first - from_).count());
            const bool cut = end == row.rest.size() && right.starts_with(written);
            if (written != right && !cut)
                complain({row.line, row.label, row.rest, row.at + i}, "wrong_number",
                         quoted(written) + " est écrit sous le jour " + right +
                             ", compté depuis 0. Écrivez " + right + ", ou déplacez ce nombre");
            i = row.rest.find_first_of(digits, end);
        }
    }

    std::string drawing(const Row& row, const std::string& text) {
        if (drawn_.columns.empty()) {
            complain(row, "no_ruler", "la ligne " + quoted("day") + " vient avant les dessins");
            return {};
        }
        auto drawn = text.substr(std::min(drawn_.offset, text.size()));
        if (row.at >= drawn_.offset && drawn.size() == drawn_.columns.size()) return drawn;
        complain(row, "wrong_length",
                 "ce dessin a " + std::to_string(drawn.size()) + " colonnes, la ligne " + quoted("day") +
                     " en a " + std::to_string(drawn_.columns.size()) + ". Alignez-les");
        return {};
    }

    void refuse_others(const Row& row, std::string_view drawn, std::string_view allowed) {
        const auto other = drawn.find_first_not_of(allowed);
        if (other == std::string_view::npos) return;
        Row at = row;
        at.at = drawn_.offset + other;
        complain(at, "unknown_sign",
                 "signe inconnu " + quoted(drawn.substr(other, 1)) + " à la colonne " +
                     std::to_string(other + 1) + " du dessin\u00a0; attendu, l’un de " + quoted(allowed));
    }

    // "OBS_RETARD" is about the person, or the whole team; "MALADIE@2" and "MALADIE@1-3" about members of the
    // team by number; "INTERVENTIONS=400" is a number counted for the team over the period drawn.
    void coded(const Row& row, const std::string& label, const std::string& drawn) {
        first_figure_of_row_ = drawn_.team.figures.size();
        ids_before_row_ = ids_;
        label_of_row_ = label;
        if (const auto equals = label.find('='); equals != std::string::npos)
            return figure(row, label.substr(0, equals), number_in(label.substr(equals + 1)), drawn);
        refuse_others(row, drawn, ".x>");
        const auto at = label.find('@');
        if (at != std::string::npos) return facts_of_members(row, label, at, drawn);
        refuse_fact(row, label);
        facts(label, drawn, team_case_ ? drawn_.team.facts : drawn_.person.facts);
    }

    void facts_of_members(const Row& row, const std::string& label, std::size_t at,
                          const std::string& drawn) {
        refuse_code(row, label.substr(0, at), member_codes, " n’est pas une absence");
        const auto numbers = label.substr(at + 1);
        const auto dash = std::min(numbers.find('-'), numbers.size());
        const auto first = number_in(numbers.substr(0, dash));
        const auto last = dash == numbers.size() ? first : number_in(numbers.substr(dash + 1));
        auto& members = drawn_.team.members;
        if (!first || !last || *first < 1 || *last < *first ||
            static_cast<std::size_t>(*last) > members.size())
            return complain(row, "no_such_member",
                            "l’équipe a " + std::to_string(members.size()) +
                                " personnes\u00a0: " + quoted(numbers) + " n’en est pas une");
        for (int member = *first; member <= *last; ++member)
            facts(label.substr(0, at), drawn, members[static_cast<std::size_t>(member) - 1].facts);
    }

    void facts(const std::string& code, const std::string& drawn, std::vector<Fact>& facts) {
        const bool span = std::ranges::find(spans, code) != spans.end();
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            if (drawn[i] == '.') continue;
            std::size_t last = i;
            while (span && drawn[last] == 'x' && last + 1 < drawn.size() && drawn[last + 1] != '.') ++last;
            const Date start = drawn_.columns[i].first;
            std::optional<Date> end = drawn_.columns[last].first + Days{drawn_.columns[last].days - 1};
            if (!span || drawn[last] == '>') end.reset();
            facts.push_back({next_id(), code, start, end, start});
            i = last;
        }
    }

    void figure(const Row& row, const std::string& code, std::optional<int> count, const std::string& drawn) {
        refuse_code(row, code, known_figures(), " n’est pas un chiffre du catalogue des signaux");
        refuse_others(row, drawn, ".x");
        const auto first = drawn.find('x');
        const auto last = drawn.rfind('x');
        if (first == std::string::npos || !count)
            return complain(row, "bad_figure", "attendu\u00a0: un nombre après =, et des x sous sa période");
        const Date to = drawn_.columns[last].first + Days{drawn_.columns[last].days - 1};
        drawn_.team.figures.push_back({code, drawn_.columns[first].first, to, *count, to});
    }

    static int number_of(const FactId& id) { return id.bytes[14] * 256 + id.bytes[15]; }

    // Every fact of the row above, of the person, the team or its members.
    template <class Visit>
    bool for_each_fact_above(const Row& row, Visit visit) {
        const bool figures = first_figure_of_row_ < drawn_.team.figures.size();
        if (label_of_row_.empty() || (ids_ == ids_before_row_ && !figures)) {
            complain(row, "nothing_above",
                     "cette ligne parle des faits de la ligne du dessus, et il n’y en a pas");
            return false;
        }
        const auto visit_all = [&](std::vector<Fact>& all) {
            for (Fact& fact : all)
                if (number_of(fact.id) > ids_before_row_) visit(fact);
        };
        visit_all(drawn_.person.facts);
        visit_all(drawn_.team.facts);
        for (auto& member : drawn_.team.members) visit_all(member.facts);
        return true;
    }

    // The day of the one 'r' in a row.
    std::optional<Date> marked_day(const Row& row, const std::string& drawn) {
        refuse_others(row, drawn, ".r");
        if (std::ranges::count(drawn, 'r') == 1) return drawn_.columns[drawn.find('r')].first;
        complain(row, "no_mark", "attendu\u00a0: un seul r, sous le jour dont il s’agit");
        return std::nullopt;
    }

    void known(const Row& row, const std::string& drawn) {
        const auto day = marked_day(row, drawn);
        if (!day || !for_each_fact_above(row, [&](Fact& fact) { fact.recorded_on = *day; })) return;
        for (auto i = first_figure_of_row_; i < drawn_.team.figures.size(); ++i)
            drawn_.team.figures[i].recorded_on = *day;
        for (const auto& id : corrected_) drawn_.gone.emplace_back(id, *day);
        corrected_.clear();
        correcting_ = false;
    }

    void gone(const Row& row, const std::string& drawn) {
        const auto day = marked_day(row, drawn);
        if (day) for_each_fact_above(row, [&](const Fact& fact) { drawn_.gone.emplace_back(fact.id, *day); });
    }

    void becomes(const Row& row, const std::string& drawn) {
        if (!for_each_fact_above(row, [&](const Fact& fact) { corrected_.push_back(fact.id); })) return;
        correcting_ = true;
        coded(row, std::string(label_of_row_), drawn);
    }

    void add_members(const Row& row, std::optional<int> count, Date entry) {
        if (!count || *count > most_members)
            return complain(row, "bad_number", "attendu\u00a0: un nombre de personnes, 500 au plus");
        team_case_ = true;
        for (int i = 0; i < *count; ++i) drawn_.team.members.push_back({EmployeeId{}, entry, std::nullopt});
    }

    void movements(const Row& row, const std::string& drawn) {
        refuse_others(row, drawn, ".0123456789");
        for (std::size_t i = 0; i < drawn.size(); ++i) {
            if (drawn[i] < '0' || drawn[i] > '9') continue;
            const int count = drawn[i] - '0';
            const Date day = drawn_.columns[i].first;
            if (row.label == "enters") add_members(row, count, day);
            for (int k = 0; row.label != "enters" && k < count; ++k) leave(row, day);
        }
    }

    // The one who came first leaves first; in a `newest_leave` row, the one who came last.
    void leave(const Row& row, Date day) {
        auto& members = drawn_.team.members;
        const auto still_there = [](const Membership& each) { return !each.exit.has_value(); };
        if (std::ranges::none_of(members, still_there))
            return complain(row, "nobody_left", "plus personne ne peut partir de cette équipe");
        if (row.label == "newest_leave")
            std::ranges::find_if(members.rbegin(), members.rend(), still_there)->exit = day;
        else
            std::ranges::find_if(members, still_there)->exit = day;
    }

    void team_rule(const Row& row, const std::string& drawn) {
        refuse_others(row, drawn, ".^");
        auto& holds = drawn_.team_rules[row.label.substr(5)];
        for (const char c : drawn) holds.push_back(c == '^');
    }

    void verdict(const Row& row, const std::string& drawn) {
        refuse_others(row, drawn, ".^");
        for (std::size_t i = 0; i < drawn.size(); ++i) drawn_.columns[i].holds = drawn[i] == '^';
        judged_ = true;
    }

    FileErrors& errors_;
    const SignalCatalogue& catalogue_;
    DrawnTimeline drawn_;
    Date from_{};
    bool from_given_ = false;
    std::string label_of_row_;
    std::size_t first_figure_of_row_ = 0;
    int ids_before_row_ = 0;
    std::vector<FactId> corrected_;
    int ids_ = 0;
    bool team_case_ = false;
    bool correcting_ = false;
    bool judged_ = false;
    bool wrong_ = false;
};

Row row_in(const std::string& text, int line) {
    const auto end = std::min(text.find(' '), text.size());
    const auto at = std::min(text.find_first_not_of(' ', end), text.size());
    return {line, text.substr(0, end), text.substr(at), at};
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        const auto last = line.find_last_not_of(" \r\t");
        lines.emplace_back(line.substr(0, last == std::string_view::npos ? 0 : last + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

bool DrawnTimeline::ever_holds() const {
    return std::ranges::any_of(columns, &Column::holds);
}

Timeline DrawnTimeline::person_on(Date day) const {
    Timeline seen = person;
    std::erase_if(seen.facts, [&](const Fact& fact) {
        return std::ranges::any_of(
            gone, [&](const auto& each) { return each.first == fact.id && each.second <= day; });
    });
    return seen;
}

TeamTimeline DrawnTimeline::team_on(Date day) const {
    TeamTimeline seen = team;
    const auto is_gone = [&](const Fact& fact) {
        return std::ranges::any_of(
            gone, [&](const auto& each) { return each.first == fact.id && each.second <= day; });
    };
    std::erase_if(seen.facts, is_gone);
    for (auto& member : seen.members) std::erase_if(member.facts, is_gone);
    return seen;
}

DrawnReading read_drawn_timelines(const RuleText& text, const SignalCatalogue& catalogue,
                                  std::vector<Complaint>& complaints) {
    FileErrors errors(text.file);
    DrawnReading reading;
    std::optional<CaseReader> reader;
    const auto unread = [&](const std::string& rule) {
        reading.unread.push_back({text.file, rule.empty() ? named_after(text.file) : rule});
    };
    const auto finish = [&] {
        if (!reader) return;
        const auto rule = reader->rule();
        if (auto drawn = reader->finish())
            reading.cases.push_back(std::move(*drawn));
        else
            unread(rule);
        reader.reset();
    };
    int number = 0;
    for (const auto& line : lines_of(text.text)) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const auto row = row_in(line, number);
        if (row.label == "case") {
            finish();
            reader.emplace(text.file, number, catalogue, errors);
        }
        if (reader) {
            reader->read(row, line);
            continue;
        }
        errors.add({number, 1}, row.label, "no_case", "une ligne avant la première ligne " + quoted("case"));
        if (reading.unread.empty()) unread({});
    }
    finish();
    const auto found = errors.complaints();
    complaints.insert(complaints.end(), found.begin(), found.end());
    return reading;
}

}  // namespace prevenance::rules

#include "api/backtest_history.h"

#include "domain/absence.h"
#include "integrations/imports/absence_reader.h"
#include "storage/case_file.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace prevenance::api {
namespace {

using integrations::ReadySpell;

// Numbers in place of random identifiers: nothing of this is stored, and a run can be repeated.
template <class AnyId>
AnyId numbered(std::size_t number) {
    AnyId id;
    for (auto& byte : id.bytes) {
        byte = static_cast<std::uint8_t>(number & 0xFFU);
        number >>= 8U;
    }
    return id;
}

std::vector<Timeline> people_in(const std::vector<ReadySpell>& spells) {
    if (spells.empty()) return {};
    const auto first =
        std::ranges::min_element(spells, {}, [](const ReadySpell& ready) { return ready.spell.start; });
    const Date entry = first->spell.start - Days{1};
    std::map<std::string, Timeline> people;
    std::size_t facts = 0;
    for (const auto& [payroll_number, spell, lines] : spells) {
        auto& timeline =
            people.try_emplace(payroll_number.reveal(), Timeline{{}, entry, {}, {}}).first->second;
        timeline.facts.push_back({numbered<FactId>(++facts), std::string{absence_code(spell.category)},
                                  spell.start, spell.end, spell.start});
    }
    std::vector<Timeline> timelines;
    for (auto& [payroll_number, timeline] : people) {
        timeline.employee = numbered<EmployeeId>(timelines.size() + 1);
        timelines.push_back(std::move(timeline));
    }
    return timelines;
}

std::vector<BacktestHistory::LeftOut> left_out_of(const integrations::AbsencePreview& read) {
    std::vector<BacktestHistory::LeftOut> kinds{{"protected_or_unknown", read.dropped.size()},
                                                {"duplicate", read.duplicates.size()},
                                                {"unreadable", read.refused.size()},
                                                {"total_or_not_approved", read.skipped_rows}};
    std::erase_if(kinds, [](const auto& kind) { return kind.rows == 0; });
    return kinds;
}

void widen(BacktestHistory& about, Date day) {
    about.first_fact = std::min(about.first_fact.value_or(day), day);
    about.last_fact = std::max(about.last_fact.value_or(day), day);
}

void widen(BacktestHistory& about, const std::vector<Fact>& facts) {
    for (const auto& fact : facts) widen(about, fact.start);
}

void know_at_once(std::vector<Fact>& facts) {
    for (auto& fact : facts) fact.recorded_on = std::min(fact.recorded_on, fact.start);
}

}  // namespace

History history_of(const storage::Reader& reader, EmployerScope scope) {
    const storage::CaseFile file{reader, scope};
    return {file.timelines(), file.team_timelines()};
}

BacktestHistory reach_of(const History& history) {
    BacktestHistory about;
    for (const auto& person : history.people) widen(about, person.facts);
    for (const auto& team : history.teams) {
        widen(about, team.facts);
        for (const auto& figure : team.figures) widen(about, figure.from);
    }
    return about;
}

Result<FileHistory> history_in_file(const std::filesystem::path& resources, std::string_view bytes,
                                    Date today) {
    const auto table = integrations::read_table_file(bytes);
    if (!table) return std::unexpected(table.error());
    const auto reasons =
        integrations::AbsenceReasons::from_file(resources / "config" / "absence_reasons.csv");
    if (!reasons) return std::unexpected(reasons.error());
    const auto read = integrations::read_absences(*table, integrations::detect_columns(*table), *reasons,
                                                  {today, std::nullopt, std::nullopt});
    if (!read) return std::unexpected(read.error());
    FileHistory file{{people_in(read->spells), {}}, {}};
    file.about = reach_of(file.history);
    file.about.rows = read->rows;
    file.about.left_out = left_out_of(*read);
    file.about.merged = read->ready.size() - read->spells.size();
    return file;
}

void take_as_known_at_once(History& history) {
    for (auto& person : history.people) know_at_once(person.facts);
    for (auto& team : history.teams) {
        know_at_once(team.facts);
        for (auto& member : team.members) know_at_once(member.facts);
        for (auto& figure : team.figures) figure.recorded_on = std::min(figure.recorded_on, figure.from);
    }
}

}  // namespace prevenance::api

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

void know_at_once(std::vector<Fact>& facts) {
    for (auto& fact : facts) fact.recorded_on = std::min(fact.recorded_on, fact.start);
}

}  // namespace

History history_of(const storage::Reader& reader, EmployerScope scope) {
    const storage::CaseFile file{reader, scope};
    return {file.timelines(), file.team_timelines()};
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
    return FileHistory{{people_in(read->spells), {}}, read->rows, read->rows - read->ready.size()};
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

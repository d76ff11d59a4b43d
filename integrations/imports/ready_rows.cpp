#include "integrations/imports/ready_rows.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace prevenance::integrations {
namespace {

// Equal for rows that say the same thing of the same person.
std::string identity_of(const ReadyRow& row) {
    const auto& spell = row.spell;
    return iso_date(spell.start) + (spell.end ? iso_date(*spell.end) : "") + '|' +
           std::string{absence_code(spell.category)} + '|' + row.payroll_number.reveal();
}

std::vector<const ReadyRow*> by_person_and_start(const std::vector<ReadyRow>& rows) {
    std::vector<const ReadyRow*> order(rows.size());
    std::ranges::transform(rows, order.begin(), [](const ReadyRow& row) { return &row; });
    std::ranges::stable_sort(order, [](const ReadyRow* one, const ReadyRow* other) {
        const auto names = one->payroll_number.reveal().compare(other->payroll_number.reveal());
        return names != 0 ? names < 0 : one->spell.start < other->spell.start;
    });
    return order;
}

bool overlaps(const AbsenceSpell& earlier, const AbsenceSpell& later) {
    return !earlier.end || later.start <= *earlier.end;
}

RowNotice overlap_notice(std::size_t line, std::size_t other_line) {
    return {line, "overlap",
            "Ligne " + std::to_string(line) + "\u00a0: cette absence chevauche celle de la ligne " +
                std::to_string(other_line) + ". Nous n’en comptons qu’une. Vérifiez les dates."};
}

}  // namespace

std::vector<DuplicateRow> set_duplicates_apart(std::vector<ReadyRow>& rows) {
    std::vector<DuplicateRow> duplicates;
    std::unordered_map<std::string, std::size_t> first_lines;
    std::erase_if(rows, [&](const ReadyRow& row) {
        const auto [first, is_new] = first_lines.try_emplace(identity_of(row), row.line);
        if (!is_new) duplicates.push_back({row.line, first->second});
        return !is_new;
    });
    return duplicates;
}

std::vector<ReadySpell> merge_ready_rows(const std::vector<ReadyRow>& rows, std::vector<RowNotice>& notices) {
    std::vector<ReadySpell> spells;
    for (const auto* row : by_person_and_start(rows)) {
        const bool same_absence = !spells.empty() && spells.back().payroll_number == row->payroll_number &&
                                  is_one_absence(spells.back().spell, row->spell);
        if (!same_absence) {
            spells.push_back({row->payroll_number, row->spell, {row->line}});
            continue;
        }
        auto& current = spells.back();
        if (overlaps(current.spell, row->spell))
            notices.push_back(overlap_notice(row->line, current.lines.back()));
        current.spell = merge_spells({current.spell, row->spell}).front();
        current.lines.push_back(row->line);
    }
    return spells;
}

}  // namespace prevenance::integrations

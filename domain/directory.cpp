#include "domain/directory.h"

#include "domain/folded_text.h"

#include <algorithm>

namespace prevenance {

bool is_to_be_checked(std::optional<Date> last_checked, Date today) {
    if (!last_checked || *last_checked > today) return true;
    return today > add_months(*last_checked, sheet_stays_fresh);
}

const std::vector<SheetKind>& sheet_kinds() {
    static const std::vector<SheetKind> kinds{
        {"actor", "Qui peut aider"},
        {"cell", "Les cellules et les équipes qui coordonnent"},
        {"measure", "Les mesures et les rendez-vous"},
        {"support", "Les accompagnements"},
        {"assessment", "Les bilans"},
        {"aid", "Les aides"},
    };
    return kinds;
}

void Directory::put(Sheet sheet) {
    std::erase_if(sheets_, [&](const Sheet& known) { return known.id == sheet.id; });
    const auto key = folded(sheet.name);
    const auto at =
        std::ranges::find_if(sheets_, [&](const Sheet& known) { return key < folded(known.name); });
    sheets_.insert(at, std::move(sheet));
}

const Sheet* Directory::find(std::string_view id) const {
    const auto at = std::ranges::find(sheets_, id, &Sheet::id);
    return at == sheets_.end() ? nullptr : &*at;
}

std::vector<const Sheet*> Directory::services_of(std::string_view structure_id) const {
    std::vector<const Sheet*> services;
    for (const auto& sheet : sheets_)
        if (sheet.structure_id == structure_id && !structure_id.empty()) services.push_back(&sheet);
    return services;
}

}  // namespace prevenance

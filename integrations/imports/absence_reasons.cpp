#include "integrations/imports/absence_reasons.h"

#include "domain/folded_text.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace prevenance::integrations {
namespace {

FieldError fault(std::size_t line, std::string code, std::string message) {
    return {"line " + std::to_string(line), std::move(code),
            "Ligne " + std::to_string(line) + "\u00a0: " + std::move(message)};
}

}  // namespace

Result<AbsenceReasons> AbsenceReasons::from_csv(std::string_view bytes) {
    const auto table = read_table_file(bytes);
    if (!table) return std::unexpected(table.error());
    if (table->header.size() < 2 || table->header[0] != "label" || table->header[1] != "treatment")
        return fail({fault(table->header_line, "reason_header", "les titres doivent être label;treatment.")});
    AbsenceReasons reasons;
    std::vector<FieldError> errors;
    std::set<std::string> seen;
    for (const auto& row : table->rows) {
        auto label = folded(row.cells[0]);
        const auto& treatment = row.cells[1];
        if (label.empty()) {
            errors.push_back(fault(row.line, "reason_empty", "le libellé est vide."));
        } else if (!seen.insert(label).second) {
            errors.push_back(fault(row.line, "reason_twice", "ce libellé est déjà dans la liste."));
        } else if (treatment == "sickness") {
            reasons.counting_.emplace(std::move(label), AbsenceCategory::sickness);
        } else if (treatment == "unexplained") {
            reasons.counting_.emplace(std::move(label), AbsenceCategory::unexplained);
        } else if (treatment == "protected") {
            reasons.protected_.insert(std::move(label));
        } else if (treatment == "protected_word") {
            reasons.protected_words_.push_back(std::move(label));
        } else {
            errors.push_back(fault(row.line, "reason_treatment",
                                   "écrivez sickness, unexplained, protected ou protected_word."));
        }
    }
    if (!errors.empty()) return fail(std::move(errors));
    return reasons;
}

Result<AbsenceReasons> AbsenceReasons::from_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return fail(ErrorCode::not_found, "Le fichier " + path.string() + " ne s’ouvre pas.");
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    return from_csv(bytes);
}

std::optional<AbsenceCategory> AbsenceReasons::category_of(std::string_view label) const {
    if (is_protected(label)) return std::nullopt;
    const auto found = counting_.find(folded(label));
    if (found == counting_.end()) return std::nullopt;
    return found->second;
}

bool AbsenceReasons::is_protected(std::string_view label) const {
    const auto text = folded(label);
    if (protected_.contains(text)) return true;
    // « Arrêt AT » says AT.
    if (std::ranges::any_of(folded_words(label), [&](const auto& word) { return protected_.contains(word); }))
        return true;
    return std::ranges::any_of(protected_words_,
                               [&](const std::string& word) { return text.contains(word); });
}

Result<AbsenceReasons> AbsenceReasons::with_profile(
    const std::map<std::string, AbsenceCategory>& labels) const {
    auto extended = *this;
    std::vector<FieldError> errors;
    for (const auto& [label, category] : labels) {
        if (is_protected(label)) {
            errors.push_back({label, "reason_protected",
                              "«\u00a0" + label +
                                  "\u00a0» est une absence protégée par la loi. Elle n’est jamais comptée."});
        } else if (auto text = folded(label); text.empty()) {
            errors.push_back({label, "reason_empty", "Ce libellé est vide. Il ne peut pas être compté."});
        } else {
            extended.counting_.insert_or_assign(std::move(text), category);
        }
    }
    if (!errors.empty()) return fail(std::move(errors));
    return extended;
}

std::vector<ReasonLabel> list_reasons(const TableFile& table, const ColumnMapping& mapping,
                                      const AbsenceReasons& reasons, std::size_t limit) {
    const auto column = mapping.at(AbsenceColumn::reason);
    std::vector<ReasonLabel> labels;
    std::unordered_map<std::string_view, std::size_t> places;
    for (const auto& row : table.rows) {
        const auto& text = row.cells[column];
        if (const auto place = places.find(text); place != places.end()) {
            ++labels[place->second].rows;
            continue;
        }
        if (labels.size() == limit) continue;
        places.emplace(text, labels.size());
        labels.push_back({Sensitive{text}, 1, reasons.category_of(text),
                          !folded(text).empty() && !reasons.is_protected(text)});
    }
    return labels;
}

}  // namespace prevenance::integrations

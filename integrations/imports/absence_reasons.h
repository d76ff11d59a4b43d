// From the words of a payroll export to one of two categories, or to nothing. The words are used in memory
// and forgotten. The surprise: what is not known does not count, and what the law protects cannot be made to
// count by anybody (Code du travail, L1132-1; domain.md §3.2).
#pragma once

#include "domain/absence.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/imports/absence_columns.h"
#include "integrations/imports/table_file.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::integrations {

class AbsenceReasons {
public:
    // The file config/absence_reasons.csv: `label;treatment`, further columns are for its readers. The
    // treatments: sickness, unexplained, protected (this label, or this word in a label), protected_word
    // (these letters in a label).
    // Errors name the line: reason_treatment, reason_empty, reason_twice.
    static Result<AbsenceReasons> from_csv(std::string_view bytes);
    static Result<AbsenceReasons> from_file(const std::filesystem::path& path);

    // Nothing: the row is dropped at the door. It is not said why, and nobody can ask.
    std::optional<AbsenceCategory> category_of(std::string_view label) const;

    // True where a person may not choose a category for this label on the mapping page.
    bool is_protected(std::string_view label) const;

    // With the employer's own labels added ("AB12" is a stop for sickness). A protected label is refused
    // (reason_protected), and all of them are named.
    Result<AbsenceReasons> with_profile(const std::map<std::string, AbsenceCategory>& labels) const;

private:
    std::map<std::string, AbsenceCategory, std::less<>> counting_;  // by folded label
    std::set<std::string, std::less<>> protected_;                  // folded labels
    std::vector<std::string> protected_words_;                      // folded
};

// One line of the page where an employer says what its own labels mean. In memory only.
struct ReasonLabel {
    Sensitive<std::string> label;
    std::size_t rows = 0;
    std::optional<AbsenceCategory> category;  // none: dropped
    bool may_be_chosen = false;               // false for protected labels
};

// The different labels of the file in order of appearance, at most `limit`. The mapping must be one that
// check_mapping accepts.
std::vector<ReasonLabel> list_reasons(const TableFile& table, const ColumnMapping& mapping,
                                      const AbsenceReasons& reasons, std::size_t limit = 100);

}  // namespace prevenance::integrations

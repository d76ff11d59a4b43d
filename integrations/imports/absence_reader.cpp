#include "integrations/imports/absence_reader.h"

#include "domain/folded_text.h"
#include "integrations/imports/ready_rows.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace prevenance::integrations {
namespace {

constexpr std::size_t shown_value_bytes = 60;
constexpr std::size_t payroll_number_bytes = 40;
constexpr std::size_t named_damaged_lines = 20;

// Long values are cut between characters, so that a page stays a page.
Sensitive<std::string> shown(std::string_view value) {
    if (value.size() <= shown_value_bytes) return Sensitive{std::string{value}};
    std::size_t end = shown_value_bytes;
    while (end > 0 && (static_cast<std::uint8_t>(value[end]) & 0xC0U) == 0x80) --end;
    return Sensitive{std::string{value.substr(0, end)} + "…"};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "2,601E+13": what Excel makes of a long number.
bool is_damaged_by_excel(std::string_view text) {
    const auto exponent = text.find_first_of("eE");
    if (exponent == std::string_view::npos || exponent == 0 || exponent + 2 >= text.size()) return false;
    if (text[exponent + 1] != '+') return false;
    const auto mantissa = text.substr(0, exponent);
    return std::ranges::all_of(text.substr(exponent + 2), is_digit) && is_digit(mantissa.front()) &&
           std::ranges::all_of(mantissa, [](char c) { return is_digit(c) || c == ',' || c == '.'; });
}

// ="0042" is how exports keep Excel from eating the zeros.
std::string_view unwrapped(std::string_view text) {
    if (text.size() > 3 && text.starts_with("=\"") && text.ends_with('"'))
        return text.substr(2, text.size() - 3);
    return text;
}

bool says_no(std::string_view text) {
    const auto word = folded(text);
    return word == "non" || word == "no" || word == "n" || word == "false" || word == "faux" || word == "0";
}

struct DateWords {
    std::string code;
    std::string what;
    std::string fix;
};

DateWords words_for(DateFault fault, DateFormat format) {
    const std::string expected = "Écrivez la date sous la forme " + std::string{french_name(format)} + ".";
    switch (fault) {
        case DateFault::no_such_day:
            return {"date_no_such_day", "n’existe pas", "Corrigez la date dans votre fichier."};
        case DateFault::two_digit_year:
            return {"date_two_digit_year", "a une année à deux chiffres",
                    "Écrivez l’année avec quatre chiffres."};
        case DateFault::excel_serial:
            return {"date_excel_serial", "est un numéro de jour d’Excel",
                    "Dans Excel, donnez à la colonne le format Date, puis enregistrez de nouveau en CSV."};
        case DateFault::other_format:
            return {"date_other_format", "n’est pas écrit comme les autres dates du fichier", expected};
        case DateFault::unreadable:
            return {"date_unreadable", "n’est pas une date", expected};
    }
    return {};
}

// One pass over the rows; what it finds goes into the preview.
class RowJudge {
public:
    RowJudge(const TableFile& table, const ColumnMapping& mapping, const AbsenceReasons& reasons,
             const ReadingChoices& choices, DateFormat format)
        : table_(table), mapping_(mapping), reasons_(reasons), choices_(choices) {
        preview_.date_format = format;
        preview_.rows = table.rows.size();
        has_end_ = mapping.contains(AbsenceColumn::end);
        if (!has_end_)
            notice(table.header_line, "day_rows",
                   "il n’y a pas de colonne de fin, chaque ligne compte pour un jour.");
    }

    AbsencePreview judged() {
        preview_.ready.reserve(table_.rows.size());
        for (const auto& row : table_.rows) judge(row);
        return std::move(preview_);
    }

private:
    void judge(const TableRow& row) {
        if (is_total_line(row)) {
            ++preview_.skipped_rows;
            notice(row.line, "total_line", "c’est une ligne de total, elle est laissée de côté.");
            return;
        }
        // The reason comes first: of a row that may not count, nothing else is looked at.
        const auto category = category_of(row.cells[mapping_.at(AbsenceColumn::reason)]);
        if (!category) {
            preview_.dropped.push_back({row.line});
            return;
        }
        if (const auto* approved = cell(row, AbsenceColumn::approved); approved && says_no(*approved)) {
            ++preview_.skipped_rows;
            notice(row.line, "not_approved",
                   "cette absence n’est pas validée dans votre logiciel, elle est laissée de côté.");
            return;
        }
        RefusedRow refused{row.line, {}};
        check_row(row, refused);
        check_establishment(row, refused);
        auto number = payroll_number(row, refused);
        const auto spell = spell_of(row, *category, refused);
        if (!refused.problems.empty()) {
            preview_.refused.push_back(std::move(refused));
            return;
        }
        preview_.ready.push_back({row.line, Sensitive{std::move(number)}, *spell});
    }

    const std::string* cell(const TableRow& row, AbsenceColumn column) const {
        const auto chosen = mapping_.find(column);
        return chosen == mapping_.end() ? nullptr : &row.cells[chosen->second];
    }

    void notice(std::size_t line, std::string code, std::string message) {
        preview_.notices.push_back(
            {line, std::move(code), "Ligne " + std::to_string(line) + "\u00a0: " + std::move(message)});
    }

    void refuse(RefusedRow& refused, AbsenceColumn column, std::string_view value, DateWords words) const {
        refused.problems.push_back({table_.header[mapping_.at(column)], shown(value), std::move(words.code),
                                    std::move(words.what), std::move(words.fix)});
    }

    // A file has few different reasons and many rows.
    std::optional<AbsenceCategory> category_of(const std::string& label) {
        const auto [known, is_new] = categories_.try_emplace(label);
        if (is_new) known->second = reasons_.category_of(label);
        return known->second;
    }

    bool is_total_line(const TableRow& row) const {
        const auto& start = row.cells[mapping_.at(AbsenceColumn::start)];
        if (!start.empty() && is_digit(start.front())) return false;
        const auto first = std::ranges::find_if(row.cells, [](const auto& text) { return !text.empty(); });
        if (first == row.cells.end()) return false;
        const auto word = folded(*first);
        return word.starts_with("total") || word.starts_with("soustotal");
    }

    void check_row(const TableRow& row, RefusedRow& refused) const {
        if (row.defect == RowDefect::too_many_cells)
            refused.problems.push_back({"", Sensitive<std::string>{}, "row_too_many_cells",
                                        "La ligne a plus de cases que la ligne de titres",
                                        "Mettez entre guillemets le texte qui contient un séparateur."});
        if (row.defect == RowDefect::cell_too_long)
            refused.problems.push_back({"", Sensitive<std::string>{}, "cell_too_long",
                                        "La ligne a une case de plus de 500 caractères",
                                        "Raccourcissez-la."});
    }

    void check_establishment(const TableRow& row, RefusedRow& refused) const {
        const auto* text = cell(row, AbsenceColumn::establishment);
        if (!text || text->empty()) return;
        const auto siret = Siret::parse(unwrapped(*text));
        if (!siret) {
            refuse(refused, AbsenceColumn::establishment, *text,
                   {"siret_invalid", "n’est pas un numéro SIRET",
                    "Un SIRET a 14 chiffres\u00a0: vérifiez-les, zéros du début compris."});
        } else if (choices_.employer && *siret != *choices_.employer) {
            refuse(refused, AbsenceColumn::establishment, *text,
                   {"siret_other_employer", "est le SIRET d’un autre employeur",
                    "Exportez seulement les absences de votre établissement."});
        }
    }

    std::string payroll_number(const TableRow& row, RefusedRow& refused) const {
        constexpr auto column = AbsenceColumn::payroll_number;
        const auto text = trimmed(unwrapped(row.cells[mapping_.at(column)]));
        const bool readable = text.size() <= payroll_number_bytes && std::ranges::none_of(text, [](char c) {
                                  return (c >= 0 && c < ' ') || c == '\x7F';
                              });
        if (text.empty()) {
            refuse(refused, column, text,
                   {"payroll_number_missing", "Le matricule manque", "Ajoutez-le dans votre fichier."});
        } else if (is_damaged_by_excel(text)) {
            refuse(refused, column, text,
                   {"payroll_number_damaged", "est un matricule abîmé par Excel",
                    "Dans Excel, donnez à la colonne le format Texte et refaites l’export."});
        } else if (!readable) {
            refuse(refused, column, text,
                   {"payroll_number_invalid", "n’est pas un matricule", "Vérifiez la colonne choisie."});
        }
        return std::string{text};
    }

    std::optional<Date> date_of(const TableRow& row, AbsenceColumn column, RefusedRow& refused) const {
        const auto& text = row.cells[mapping_.at(column)];
        const auto parsed = parse_civil_date(text, preview_.date_format);
        if (const auto* date = std::get_if<Date>(&parsed)) return *date;
        refuse(refused, column, text, words_for(std::get<DateFault>(parsed), preview_.date_format));
        return std::nullopt;
    }

    // Nothing where the start is wrong or missing; then `refused` says so.
    std::optional<AbsenceSpell> spell_of(const TableRow& row, AbsenceCategory category, RefusedRow& refused) {
        const auto start = start_of(row, refused);
        auto end = end_of(row, refused);
        if (!start) return std::nullopt;
        if (!has_end_) end = start;
        if (end && *end < *start)
            refuse(refused, AbsenceColumn::end, row.cells[mapping_.at(AbsenceColumn::end)],
                   {"end_before_start", "est avant le début de l’absence", "Vérifiez les deux dates."});
        return AbsenceSpell{*start, end, category};
    }

    std::optional<Date> start_of(const TableRow& row, RefusedRow& refused) const {
        const auto& text = row.cells[mapping_.at(AbsenceColumn::start)];
        if (text.empty()) {
            refuse(refused, AbsenceColumn::start, text,
                   {"date_missing", "La date de début manque", "Ajoutez-la dans votre fichier."});
            return std::nullopt;
        }
        const auto start = date_of(row, AbsenceColumn::start, refused);
        if (start && *start > choices_.today)
            refuse(
                refused, AbsenceColumn::start, text,
                {"date_in_future", "est dans le futur", "Importez cette absence quand elle aura commencé."});
        return start;
    }

    std::optional<Date> end_of(const TableRow& row, RefusedRow& refused) {
        const auto* text = cell(row, AbsenceColumn::end);
        if (!text || text->empty()) return std::nullopt;
        if (is_never(*text)) {
            notice(row.line, "end_never",
                   "la fin est en l’an " + std::string(text->contains("9999") ? "9999" : "2999") +
                       "\u00a0: nous lisons «\u00a0absence en cours\u00a0».");
            return std::nullopt;
        }
        return date_of(row, AbsenceColumn::end, refused);
    }

    const TableFile& table_;
    const ColumnMapping& mapping_;
    const AbsenceReasons& reasons_;
    const ReadingChoices& choices_;
    bool has_end_ = false;
    std::unordered_map<std::string, std::optional<AbsenceCategory>> categories_;
    AbsencePreview preview_;
};

std::vector<FieldError> damaged_establishments(const TableFile& table, const ColumnMapping& mapping) {
    std::vector<FieldError> errors;
    const auto column = mapping.find(AbsenceColumn::establishment);
    if (column == mapping.end()) return errors;
    for (const auto& row : table.rows) {
        if (!is_damaged_by_excel(row.cells[column->second])) continue;
        errors.push_back(
            {"establishment", "siret_damaged",
             "Ligne " + std::to_string(row.line) + ", colonne " + table.header[column->second] +
                 "\u00a0: SIRET abîmé par Excel (" + row.cells[column->second] +
                 "). Dans Excel, donnez à la colonne le format Texte, ou déposez le fichier tel que "
                 "votre logiciel l’a écrit, sans l’ouvrir dans Excel."});
        if (errors.size() == named_damaged_lines) break;
    }
    return errors;
}

void count_categories(AbsencePreview& preview) {
    const auto sick = std::ranges::count_if(
        preview.ready, [](const ReadyRow& row) { return row.spell.category == AbsenceCategory::sickness; });
    preview.sickness_rows = static_cast<std::size_t>(sick);
    preview.unexplained_rows = preview.ready.size() - preview.sickness_rows;
}

}  // namespace

Sensitive<std::string> french_sentence(std::size_t line, const CellProblem& problem) {
    std::string sentence = "Ligne " + std::to_string(line);
    if (!problem.column.empty()) sentence += ", colonne " + problem.column;
    sentence += "\u00a0: ";
    if (!problem.value.reveal().empty()) sentence += "«\u00a0" + problem.value.reveal() + "\u00a0» ";
    return Sensitive{sentence + problem.what + ". " + problem.fix};
}

DateFormat detect_date_format(const TableFile& table, const ColumnMapping& mapping) {
    const auto column = mapping.at(AbsenceColumn::start);
    std::size_t iso = 0;
    std::size_t day_first = 0;
    for (const auto& row : table.rows) {
        const auto parsed = parse_civil_date(row.cells[column], DateFormat::iso);
        if (std::holds_alternative<Date>(parsed)) ++iso;
        const auto* fault = std::get_if<DateFault>(&parsed);
        if (fault && *fault == DateFault::other_format) ++day_first;
    }
    return iso > day_first ? DateFormat::iso : DateFormat::day_month_year;
}

Result<AbsencePreview> read_absences(const TableFile& table, const ColumnMapping& mapping,
                                     const AbsenceReasons& reasons, const ReadingChoices& choices) {
    if (auto errors = check_mapping(mapping, table); !errors.empty()) return fail(std::move(errors));
    if (auto errors = damaged_establishments(table, mapping); !errors.empty()) return fail(std::move(errors));
    const auto format = choices.date_format.value_or(detect_date_format(table, mapping));
    auto preview = RowJudge{table, mapping, reasons, choices, format}.judged();
    count_categories(preview);
    preview.duplicates = set_duplicates_apart(preview.ready);
    preview.spells = merge_ready_rows(preview.ready, preview.notices);
    std::ranges::stable_sort(preview.notices, {}, &RowNotice::line);
    return preview;
}

}  // namespace prevenance::integrations

#include "api/import_views.h"

#include "forms/french.h"

#include <algorithm>
#include <map>

namespace prevenance::api {
namespace {

constexpr std::size_t most_notes = 500;
constexpr std::size_t most_lines_named = 10;

std::string lines_text(const std::vector<std::size_t>& lines) {
    std::string text = lines.size() == 1 ? "Ligne " : "Lignes ";
    const auto named = std::min(lines.size(), most_lines_named);
    for (std::size_t i = 0; i < named; ++i) text += (i == 0 ? "" : ", ") + std::to_string(lines[i]);
    if (named < lines.size()) text += " et " + std::to_string(lines.size() - named) + " autres";
    return text;
}

std::string period_text(const AbsenceSpell& spell) {
    const auto from = forms::numeric_date(spell.start);
    if (!spell.end) return "depuis le " + from;
    if (*spell.end == spell.start) return "le " + from;
    return "du " + from + " au " + forms::numeric_date(*spell.end);
}

std::string spell_text(const SpellOfPerson& found) {
    return lines_text(found.lines) + "\u00a0: matricule " + found.payroll_number.reveal() + ", " +
           period_text(found.spell);
}

std::vector<std::string> refused_lines(const ImportPreview& preview) {
    std::vector<std::string> lines;
    for (const auto& row : preview.rows.refused)
        for (const auto& problem : row.problems)
            lines.push_back(integrations::french_sentence(row.line, problem).reveal());
    return lines;
}

std::vector<std::string> notices_of(const ImportPreview& preview) {
    std::vector<std::string> lines;
    for (const auto& notice : preview.rows.notices) lines.push_back(notice.message);
    return lines;
}

std::vector<std::string> ready_lines(const ImportPreview& preview) {
    std::vector<std::string> lines;
    for (const auto& found : preview.spells) {
        if (found.match.kind == AgainstKnown::known) continue;
        const bool changes = found.match.kind == AgainstKnown::changes;
        lines.push_back(spell_text(found) +
                        (changes ? ". L’absence déjà connue est prolongée ou terminée." : "."));
    }
    return lines;
}

std::vector<std::string> known_lines(const ImportPreview& preview) {
    std::vector<std::string> lines;
    for (const auto& found : preview.spells)
        if (found.match.kind == AgainstKnown::known) lines.push_back(spell_text(found) + ".");
    for (const auto& row : preview.rows.duplicates)
        lines.push_back("Ligne " + std::to_string(row.line) + "\u00a0: répète la ligne " +
                        std::to_string(row.first_line) + ".");
    return lines;
}

// The column's own name, not the header: a file without a header has people's data there.
std::string meaning_of(const ImportPreview& preview, const std::string& header) {
    for (const auto& [column, position] : preview.columns)
        if (preview.table.header[position] == header) return std::string{integrations::column_name(column)};
    return {};
}

void add_row_errors(forms::ImportResource& resource, const ImportPreview& preview) {
    for (const auto& row : preview.rows.refused) {
        for (const auto& problem : row.problems) {
            if (resource.row_errors.size() == most_notes) {
                ++resource.row_errors_left_out;
                continue;
            }
            resource.row_errors.push_back({row.line, meaning_of(preview, problem.column), problem.code,
                                           "Cette valeur " + problem.what + ". " + problem.fix});
        }
    }
}

void add_notices(forms::ImportResource& resource, const ImportPreview& preview) {
    const auto& notices = preview.rows.notices;
    resource.notices_left_out = notices.size() - std::min(notices.size(), most_notes);
    for (std::size_t i = 0; i + resource.notices_left_out < notices.size(); ++i)
        resource.notices.push_back({notices[i].line, "", notices[i].code, notices[i].message});
}

std::string state_of(const storage::ImportRecord& record) {
    if (record.undone_at) return "undone";
    if (record.committed_at) return "committed";
    return record.abandoned_at ? "abandoned" : "awaits_decision";
}

std::string mending(const integrations::RefusedRow& row) {
    std::string text;
    for (const auto& problem : row.problems) {
        if (!text.empty()) text += " ";
        if (!problem.column.empty()) text += problem.column + "\u00a0: ";
        text += problem.what + ". " + problem.fix;
    }
    return text;
}

}  // namespace

forms::ImportSummary summary_of(const storage::ImportCounts& counts, std::size_t rows_to_check) {
    return {counts.rows_read,
            counts.rows_kept,
            counts.rows_known,
            counts.rows_repeated,
            static_cast<std::int64_t>(rows_to_check),
            counts.rows_refused,
            counts.rows_dropped,
            counts.rows_left_aside};
}

forms::ImportReceiptView receipt_of(const storage::ImportRecord& record, Instant now) {
    forms::ImportReceiptView view;
    view.import = record.id.text();
    view.number = record.id.text().substr(0, 8);
    view.summary = summary_of(record.counts, 0);
    view.absences_added = record.counts.absences_added;
    view.absences_changed = record.counts.absences_changed;
    view.uploaded_at = record.uploaded_at;
    view.committed_at = record.committed_at;
    view.abandoned_at = record.abandoned_at;
    view.undone_at = record.undone_at;
    if (record.committed_at && !record.undone_at && now <= *record.committed_at + undo_window)
        view.undo_until = in_paris(*record.committed_at + undo_window).date;
    return view;
}

std::vector<std::string> lines_of(const ImportPreview& preview, std::string_view list) {
    if (list == "refusees") return refused_lines(preview);
    if (list == "a-verifier") return notices_of(preview);
    if (list == "pretes") return ready_lines(preview);
    return known_lines(preview);
}

forms::ImportResource resource_of(const storage::ImportRecord& record, const ImportPreview* preview,
                                  Instant now) {
    forms::ImportResource resource;
    resource.receipt = receipt_of(record, now);
    resource.state = state_of(record);
    if (preview == nullptr) return resource;
    resource.receipt.summary = summary_of(preview->counts, preview->rows_to_check());
    resource.receipt.absences_added = preview->counts.absences_added;
    resource.receipt.absences_changed = preview->counts.absences_changed;
    resource.reading = {{"encoding", std::string{encoding_code(preview->table.encoding)}},
                        {"separator", std::string{separator_code(preview->table.separator)}},
                        {"date_format", std::string{date_format_code(preview->rows.date_format)}}};
    for (const auto& [column, position] : preview->columns)
        resource.columns.emplace(integrations::column_name(column), position);
    add_row_errors(resource, *preview);
    add_notices(resource, *preview);
    resource.unknown_people = preview->unknown_people.size();
    return resource;
}

forms::CsvTable rows_to_correct(const ImportPreview& preview) {
    std::map<std::size_t, const integrations::TableRow*> by_line;
    for (const auto& row : preview.table.rows) by_line.emplace(row.line, &row);
    forms::CsvTable table;
    table.header = preview.table.header;
    table.header.insert(table.header.end(), {"Ligne", "À corriger"});
    for (const auto& refused : preview.rows.refused) {
        std::vector<forms::CsvCell> cells;
        for (const auto& cell : by_line.at(refused.line)->cells) cells.emplace_back(cell);
        cells.emplace_back(static_cast<std::int64_t>(refused.line));
        cells.emplace_back(mending(refused));
        table.rows.push_back(std::move(cells));
    }
    return table;
}

}  // namespace prevenance::api

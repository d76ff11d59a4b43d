#include "forms/absence_import_page.h"

#include "forms/french.h"

#include <array>
#include <string_view>

namespace prevenance::forms {
namespace {

using Lists = std::array<std::pair<std::string_view, std::string_view>, 4>;
constexpr Lists lists{{{"refusees", "Refusées"},
                       {"a-verifier", "À vérifier"},
                       {"pretes", "Prêtes"},
                       {"connues", "Déjà connues"}}};

std::string rows(std::int64_t number, std::string_view one, std::string_view many) {
    return grouped(number) + "\u00a0" + std::string{number < 2 ? one : many};
}

std::int64_t size_of(const ImportSummary& summary, std::string_view list) {
    if (list == "refusees") return summary.refused;
    if (list == "a-verifier") return summary.to_check;
    if (list == "pretes") return summary.kept;
    return summary.known + summary.repeated;
}

TemplateData::List tabs(const ImportPreviewView& view) {
    TemplateData::List items;
    for (const auto& [code, label] : lists)
        items.push_back(
            TemplateData{}
                .set("tab_path", "/absences/imports/" + view.import + "/apercu?liste=" + std::string{code})
                .set("tab_label", std::string{label} + " (" + grouped(size_of(view.summary, code)) + ")")
                .set("tab_is_here", view.list == code));
    return items;
}

std::string label_of(std::string_view list) {
    for (const auto& [code, label] : lists)
        if (code == list) return std::string{label};
    return {};
}

std::string page_path(const ImportPreviewView& view, int page) {
    return "/absences/imports/" + view.import + "/apercu?liste=" + view.list +
           "&page=" + std::to_string(page);
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ", ") + text;
    return all;
}

std::string hint_of(const ImportColumnView& column, std::int64_t all_rows) {
    std::string hint =
        "Remplie sur " + rows(column.filled, "ligne", "lignes") + " sur " + grouped(all_rows) + ".";
    if (!column.samples.empty()) hint += " Exemples\u00a0: " + joined(column.samples);
    return hint;
}

TemplateData column_field(const ImportColumnsView& view, std::size_t position) {
    const auto& column = view.columns[position];
    ChoiceField field;
    field.name = "column_" + std::to_string(position);
    field.legend = "Colonne «\u00a0" + column.header + "\u00a0»";
    field.hint = hint_of(column, view.rows);
    field.choices.push_back({"ignore", "Ne pas importer", "", column.meaning.empty()});
    for (const auto& [name, label] : view.meanings)
        field.choices.push_back({name, label, "", name == column.meaning});
    return choice_field(field, view.errors);
}

std::string state_of(const ImportReceiptView& view) {
    if (view.undone_at) return "Annulé le " + date_and_time(*view.undone_at);
    if (view.committed_at) return "Importé le " + date_and_time(*view.committed_at);
    if (view.abandoned_at) return "Abandonné le " + date_and_time(*view.abandoned_at);
    return "En attente de votre décision";
}

}  // namespace

std::string summary_sentence(const ImportSummary& summary) {
    std::string text = rows(summary.read, "ligne lue. ", "lignes lues. ");
    text += rows(summary.kept, "prête. ", "prêtes. ");
    text += rows(summary.known, "déjà connue (rien à faire). ", "déjà connues (rien à faire). ");
    if (summary.repeated > 0)
        text += rows(summary.repeated, "en double dans le fichier. ", "en double dans le fichier. ");
    text += rows(summary.to_check, "à vérifier. ", "à vérifier. ");
    text += rows(summary.refused, "refusée. ", "refusées. ");
    if (summary.left_aside > 0)
        text += rows(summary.left_aside, "laissée de côté (total ou absence non validée). ",
                     "laissées de côté (totaux ou absences non validées). ");
    text += rows(summary.dropped, "absence écartée", "absences écartées");
    return text + " (congés, maternité, rendez-vous, motif non reconnu…\u00a0: jamais comptées).";
}

TemplateData import_upload_data(const ImportUploadView& view) {
    std::string error;
    for (const auto& found : view.errors)
        if (found.field == "file") error += (error.empty() ? "" : " ") + found.message;
    TemplateData data;
    data.set("staff_informed", view.staff_informed).set_optional("file_error", error);
    return data;
}

TemplateData import_columns_data(const ImportColumnsView& view) {
    TemplateData data;
    data.set("import", view.import)
        .set("rows", rows(view.rows, "ligne", "lignes"))
        .set("remembered", view.remembered);
    data.set("encoding_field",
             choice_field({"encoding", "Encodage du fichier",
                           "Changez-le si des accents sont illisibles ci-dessous.", false, view.encodings},
                          view.errors));
    data.set("separator_field",
             choice_field({"separator", "Séparateur des colonnes", "", false, view.separators}, view.errors));
    data.set("date_format_field",
             choice_field({"date_format", "Format des dates", "", false, view.date_formats}, view.errors));
    TemplateData::List fields;
    for (std::size_t position = 0; position < view.columns.size(); ++position)
        fields.push_back(column_field(view, position));
    data.set("column_fields", std::move(fields));
    return data;
}

TemplateData import_preview_data(const ImportPreviewView& view) {
    TemplateData data;
    data.set("import", view.import).set("summary", summary_sentence(view.summary)).set("tabs", tabs(view));
    data.set("imported_before", view.imported_before).set("list_label", label_of(view.list));
    TemplateData::List lines;
    for (const auto& line : view.lines) lines.push_back(TemplateData{}.set("line", line));
    data.set("has_lines", !lines.empty()).set("lines", std::move(lines));
    const bool paged = view.pages > 1;
    data.set_optional(
        "page_position",
        paged ? "Page " + std::to_string(view.page) + " sur " + std::to_string(view.pages) : "");
    data.set_optional("page_before", view.page > 1 ? page_path(view, view.page - 1) : "");
    data.set_optional("page_after", view.page < view.pages ? page_path(view, view.page + 1) : "");
    auto unknown = joined(view.unknown_people);
    if (view.people_left_out > 0) unknown += " et " + rows(view.people_left_out, "autre", "autres");
    data.set_optional("unknown_people", unknown);
    data.set("has_refused", view.summary.refused > 0).set("has_ready", view.summary.kept > 0);
    data.set("import_button", view.summary.kept == 1
                                  ? "Importer la ligne prête"
                                  : "Importer les " + grouped(view.summary.kept) + " lignes prêtes");
    return data;
}

TemplateData import_receipt_data(const ImportReceiptView& view) {
    TemplateData data;
    data.set("import", view.import).set("number", view.number).set("state", state_of(view));
    data.set("uploaded_at", date_and_time(view.uploaded_at));
    data.set("is_committed", view.committed_at.has_value()).set("summary", summary_sentence(view.summary));
    data.set("added", rows(view.absences_added, "absence ajoutée", "absences ajoutées"));
    data.set("changed", rows(view.absences_changed, "absence prolongée ou terminée",
                             "absences prolongées ou terminées"));
    data.set_optional("undo_until", view.undo_until ? long_date(*view.undo_until) : "");
    data.set("awaits_decision", !view.committed_at && !view.abandoned_at);
    return data;
}

TemplateData import_list_data(const std::vector<ImportReceiptView>& imports) {
    TemplateData::List items;
    for (const auto& import : imports) items.push_back(import_receipt_data(import));
    TemplateData data;
    data.set("has_imports", !items.empty()).set("imports", std::move(items));
    return data;
}

}  // namespace prevenance::forms

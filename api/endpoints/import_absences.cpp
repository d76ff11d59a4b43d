#include "api/endpoints/import_absences.h"

#include "api/absence_import.h"
#include "api/error_reply.h"
#include "api/import_views.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/absence_import_form.h"
#include "storage/answered_requests.h"

#include <algorithm>
#include <array>

namespace prevenance::api {
namespace {

using integrations::ColumnMapping;

constexpr std::size_t lines_per_page = 100;
constexpr std::size_t most_unknown_people = 50;

std::string import_path(ImportId id, std::string_view part) {
    return "/absences/imports/" + id.text() + "/" + std::string{part};
}

Reply not_found(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, {}, {}});
}

std::optional<storage::ImportRecord> find_import(const Call& call) {
    const auto id = call.id_in_path<ImportId>("import");
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::AbsenceImports{reader, call.employer()}.find(*id);
    });
}

// The names of columns become positions; two positions for one meaning are an error of the second.
std::vector<FieldError> read_columns(const forms::AbsenceFileChoices& chosen, ColumnMapping& columns) {
    std::vector<FieldError> errors;
    for (const auto& [position, name] : chosen.columns) {
        const auto field = "column_" + std::to_string(position);
        const auto column = integrations::parse_column_name(name);
        if (!column)
            errors.push_back({field, "column_meaning", "Choisissez une valeur de la liste."});
        else if (!columns.emplace(*column, position).second)
            errors.push_back({field, "column_twice",
                              "Deux colonnes sont «\u00a0" + std::string{integrations::french_name(*column)} +
                                  "\u00a0». Gardez-en une."});
    }
    return errors;
}

void check_code(std::vector<FieldError>& errors, const std::string& field, const std::string& code,
                bool known) {
    if (!code.empty() && !known)
        errors.push_back({field, "unknown_choice", "Choisissez une valeur de la liste."});
}

Result<ImportChoices> choices_in(const forms::PostedForm& form) {
    const auto chosen = forms::read_absence_file_choices(form);
    ImportChoices choices;
    choices.table = {parse_encoding(chosen.encoding), parse_separator(chosen.separator)};
    choices.date_format = parse_date_format(chosen.date_format);
    std::vector<FieldError> errors;
    if (chosen.names_columns) errors = read_columns(chosen, choices.columns.emplace());
    check_code(errors, "encoding", chosen.encoding, choices.table.encoding.has_value());
    check_code(errors, "separator", chosen.separator, choices.table.separator.has_value());
    check_code(errors, "date_format", chosen.date_format, choices.date_format.has_value());
    if (!errors.empty()) return fail(std::move(errors));
    return choices;
}

// What is wrong with the columns names a meaning; on the page that is the field of the column that has it, or
// the first one where no column has it.
std::vector<FieldError> on_column_fields(std::vector<FieldError> errors, const ColumnMapping& columns) {
    for (auto& error : errors) {
        const auto column = integrations::parse_column_name(error.field);
        if (!column) continue;
        const auto position = columns.find(*column);
        error.field = "column_" + std::to_string(position == columns.end() ? 0 : position->second);
    }
    return errors;
}

template <class Codes, class CodeOf>
std::vector<forms::Choice> choices_of(const Codes& values, CodeOf code_of, std::string_view chosen) {
    std::vector<forms::Choice> choices;
    for (const auto value : values) {
        const std::string code{code_of(value)};
        choices.push_back({code, std::string{integrations::french_name(value)}, "", code == chosen});
    }
    return choices;
}

void fill_reading(forms::ImportColumnsView& view, const integrations::TableFile& table,
                  integrations::DateFormat format) {
    using integrations::DateFormat, integrations::Separator, integrations::TextEncoding;
    constexpr std::array encodings{TextEncoding::utf8, TextEncoding::windows_1252,
                                   TextEncoding::utf16_little_endian, TextEncoding::utf16_big_endian};
    constexpr std::array separators{Separator::semicolon, Separator::comma, Separator::tab};
    constexpr std::array formats{DateFormat::day_month_year, DateFormat::iso};
    view.encodings = choices_of(encodings, encoding_code, encoding_code(table.encoding));
    view.separators = choices_of(separators, separator_code, separator_code(table.separator));
    view.date_formats = choices_of(formats, date_format_code, date_format_code(format));
}

void fill_columns(forms::ImportColumnsView& view, const integrations::TableFile& table,
                  const ColumnMapping& columns) {
    for (const auto column : integrations::all_absence_columns)
        view.meanings.emplace_back(integrations::column_name(column), integrations::french_name(column));
    for (const auto& summary : integrations::summarise_columns(table, columns)) {
        forms::ImportColumnView shown{summary.header, static_cast<std::int64_t>(summary.filled_rows), {}, {}};
        for (const auto& sample : summary.samples) shown.samples.push_back(sample.reveal());
        if (summary.meaning) shown.meaning = integrations::column_name(*summary.meaning);
        view.columns.push_back(std::move(shown));
    }
}

Reply columns_page(const Call& call, ImportId id, const std::string& bytes, const ImportChoices& choices,
                   bool remembered, std::vector<FieldError> errors) {
    auto table = integrations::read_table_file(bytes, choices.table);
    if (!table) {
        // The encoding or the separator that was chosen does not fit: show the file as it was recognised.
        errors.push_back({"encoding", "file_encoding",
                          "Le fichier ne se lit pas ainsi. Nous le montrons comme nous "
                          "l’avons reconnu\u00a0: choisissez autre chose."});
        table = integrations::read_table_file(bytes);
    }
    if (!table) return error_reply(call, table.error());
    const auto columns = columns_of(*table, choices);
    const bool has_start = columns.contains(integrations::AbsenceColumn::start) &&
                           columns.at(integrations::AbsenceColumn::start) < table->header.size();
    const auto format =
        choices.date_format.value_or(has_start ? integrations::detect_date_format(*table, columns)
                                               : integrations::DateFormat::day_month_year);
    forms::ImportColumnsView view;
    view.import = id.text();
    view.rows = static_cast<std::int64_t>(table->rows.size());
    view.remembered = remembered;
    fill_reading(view, *table, format);
    fill_columns(view, *table, columns);
    view.errors = errors;
    return page_reply(call, "Que contient chaque colonne ?", "absence_import_columns",
                      import_columns_data(view), std::move(errors));
}

Reply upload_page(const Call& call, std::vector<FieldError> errors) {
    forms::ImportUploadView view{staff_informed_on(call.services, call.employer()).has_value(), errors};
    return page_reply(call, "Importer des absences", "absence_import_upload", import_upload_data(view),
                      std::move(errors));
}

Reply refuse_upload(const Call& call, Error error) {
    if (call.face == Face::json) return error_reply(call, error);
    for (auto& field : error.fields) field.field = "file";
    if (error.fields.empty()) error.fields.push_back({"file", "file", error.detail});
    return upload_page(call, std::move(error.fields));
}

std::string list_to_show(const Call& call, const ImportPreview& preview) {
    const auto asked = call.query.value("liste");
    for (const auto* list : {"refusees", "a-verifier", "pretes", "connues"})
        if (asked == list) return asked;
    if (!preview.rows.refused.empty()) return "refusees";
    return preview.rows_to_check() > 0 ? "a-verifier" : "pretes";
}

int page_asked(const Call& call, int pages) {
    const auto text = call.query.value("page");
    int page = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9' || page > pages) return 1;
        page = page * 10 + (digit - '0');
    }
    return std::clamp(page, 1, pages);
}

void fill_lines(const Call& call, const ImportPreview& preview, forms::ImportPreviewView& view) {
    view.list = list_to_show(call, preview);
    auto lines = lines_of(preview, view.list);
    view.pages =
        static_cast<int>(std::max<std::size_t>(1, (lines.size() + lines_per_page - 1) / lines_per_page));
    view.page = page_asked(call, view.pages);
    const auto from = static_cast<std::size_t>(view.page - 1) * lines_per_page;
    for (auto i = from; i < std::min(from + lines_per_page, lines.size()); ++i)
        view.lines.push_back(std::move(lines[i]));
}

forms::ImportPreviewView preview_view(const Call& call, const storage::ImportRecord& record,
                                      const ImportPreview& preview) {
    forms::ImportPreviewView view;
    view.import = record.id.text();
    view.summary = summary_of(preview.counts, preview.rows_to_check());
    view.imported_before = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::AbsenceImports{reader, call.employer()}.was_committed(record.file_hash);
    });
    fill_lines(call, preview, view);
    for (const auto& person : preview.unknown_people) {
        if (view.unknown_people.size() < most_unknown_people)
            view.unknown_people.push_back(person.reveal());
        else
            ++view.people_left_out;
    }
    return view;
}

Reply created(const Call& call, const storage::ImportRecord& record,
              const std::optional<ImportPreview>& preview) {
    if (call.face == Face::page) return see_other(import_path(record.id, "colonnes"));
    auto reply = json_reply(201, import_json(resource_of(record, preview ? &*preview : nullptr, call.now)));
    reply.headers.emplace_back("Location", "/api/v1/imports/" + record.id.text());
    return reply;
}

// The dispatcher answers a repetition as it did the first time; the file is not sealed again for that.
bool is_repetition(const Call& call) {
    const auto key = call.face == Face::json ? std::string{call.request.header("idempotency-key")}
                                             : call.form.value("submission_key");
    return !key.empty() && call.services.cases.read([&](const storage::Reader& reader) {
        return storage::find_answered(reader, call.scope().account, key).has_value();
    });
}

Error staff_not_informed() {
    return {
        ErrorCode::invalid,
        {},
        {{"staff_informed_on", "staff_not_informed",
          "Indiquez d’abord à quelle date vos salariés et le comité social et économique ont été informés "
          "(Code du travail, articles L1222-4 et L2312-38)."}}};
}

}  // namespace

Answer show_import_upload(const Call& call) {
    return upload_page(call, {});
}

Answer download_import_template(const Call&) {
    Reply reply{200, "text/csv; charset=utf-8", "", {}};
    reply.body =
        "\xEF\xBB\xBFmatricule;date_debut;date_fin;motif\r\n"
        "0042;02/03/2026;06/03/2026;Maladie\r\n"
        "0107;09/03/2026;09/03/2026;Absence non justifiée\r\n";
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"modele-absences.csv\"");
    return reply;
}

Answer upload_absences(const Call& call) {
    if (is_repetition(call))
        return Act{std::nullopt, [refusal = not_found(call)](storage::Transaction&) { return refusal; }};
    if (!staff_informed_on(call.services, call.employer())) return refuse_upload(call, staff_not_informed());
    const auto* file = call.form.file("file");
    if (file == nullptr)
        return refuse_upload(call, {ErrorCode::invalid, {}, {{"file", "missing", "Choisissez un fichier."}}});
    // Beside a bare file a program has only the address to say how it is read.
    const auto choices = choices_in(call.form.fields().empty() ? call.query : call.form);
    if (!choices) return refuse_upload(call, choices.error());
    auto upload =
        receive_upload(call.services, call.employer(), call.scope().account, file->bytes, *choices, call.now);
    if (!upload) return refuse_upload(call, upload.error());
    std::optional<ImportPreview> preview;
    if (call.face == Face::json) {
        auto judged = preview_import(call.services, call.employer(), file->bytes,
                                     parse_choices(upload->record.choices), call.today());
        // A program has no page to choose columns on: it sends the file again, and says what they are.
        if (!judged) {
            destroy_upload_key(call.services, upload->record.id);
            return error_reply(call, judged.error());
        }
        preview = std::move(*judged);
    }
    auto reply = created(call, upload->record, preview);
    return Act{upload->record.id.bytes, [scope = call.employer(), upload = std::move(*upload),
                                         reply](storage::Transaction& transaction) {
                   storage::AbsenceImports{transaction, scope}.add(transaction, upload.record, upload.sealed);
                   return reply;
               }};
}

Answer show_import_columns(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    if (!record->awaits_decision()) return see_other("/absences/imports/" + record->id.text());
    const auto bytes = open_upload(call.services, call.employer(), record->id);
    if (!bytes) return error_reply(call, bytes.error());
    const auto choices = parse_choices(record->choices);
    return read_about(record->id,
                      columns_page(call, record->id, *bytes, choices, choices.columns.has_value(), {}));
}

Answer choose_import_columns(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    const auto bytes = open_upload(call.services, call.employer(), record->id);
    if (!bytes) return error_reply(call, bytes.error());
    const auto choices = choices_in(call.form);
    if (!choices)
        return columns_page(call, record->id, *bytes, parse_choices(record->choices), false,
                            choices.error().fields);
    const auto preview = preview_import(call.services, call.employer(), *bytes, *choices, call.today());
    if (!preview)
        return columns_page(
            call, record->id, *bytes, *choices, false,
            on_column_fields(preview.error().fields, choices->columns.value_or(ColumnMapping{})));
    return Act{
        record->id.bytes, [scope = call.employer(), id = record->id, text = choices_text(*choices),
                           reply = see_other(import_path(record->id, "apercu")),
                           gone = not_found(call)](storage::Transaction& transaction) {
            const bool waits = storage::AbsenceImports{transaction, scope}.set_choices(transaction, id, text);
            return waits ? reply : gone;
        }};
}

Answer show_import_preview(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    if (!record->awaits_decision()) return see_other("/absences/imports/" + record->id.text());
    const auto bytes = open_upload(call.services, call.employer(), record->id);
    if (!bytes) return error_reply(call, bytes.error());
    const auto preview =
        preview_import(call.services, call.employer(), *bytes, parse_choices(record->choices), call.today());
    if (!preview) return see_other(import_path(record->id, "colonnes"));
    return read_about(record->id, page_reply(call, "Vérifiez avant d’importer", "absence_import_preview",
                                             import_preview_data(preview_view(call, *record, *preview))));
}

Answer download_rows_to_correct(const Call& call) {
    const auto record = find_import(call);
    if (!record) return not_found(call);
    const auto bytes = open_upload(call.services, call.employer(), record->id);
    if (!bytes) return error_reply(call, bytes.error());
    const auto preview =
        preview_import(call.services, call.employer(), *bytes, parse_choices(record->choices), call.today());
    if (!preview) return error_reply(call, preview.error());
    Reply reply{200, "text/csv; charset=utf-8", forms::csv_for_spreadsheet(rows_to_correct(*preview)), {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"lignes-a-corriger.csv\"");
    return read_about(record->id, std::move(reply));
}

}  // namespace prevenance::api

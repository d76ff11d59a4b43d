#include "integrations/imports/table_file.h"

#include "domain/folded_text.h"
#include "integrations/imports/record_reader.h"

#include <algorithm>
#include <array>

namespace prevenance::integrations {
namespace {

using namespace std::string_view_literals;

// How many records are read to find the separator: enough to outvote a few odd ones.
constexpr std::size_t sampled_records = 50;

std::unexpected<Error> refuse(ErrorCode code, std::string field_code, std::string message) {
    return std::unexpected(Error{code, message, {{"file", std::move(field_code), message}}});
}

struct Signature {
    std::string_view bytes;
    std::string_view field_code;
    std::string_view message;
};

constexpr auto pdf_message = "Ce fichier est un PDF. Demandez à votre logiciel un export CSV."sv;
constexpr auto workbook_message =
    "Ce fichier est un classeur Excel ou une archive. Dans Excel, choisissez « Enregistrer sous », puis "
    "« CSV (séparateur\u00a0: point-virgule) », et déposez le nouveau fichier."sv;
constexpr auto image_message = "Ce fichier est une image. Demandez à votre logiciel un export CSV."sv;
constexpr auto markup_message =
    "Ce fichier est une page web ou un fichier XML. Ouvrez-le dans votre tableur, puis enregistrez-le en CSV."sv;

constexpr auto dsn_message =
    "Ce fichier est une déclaration sociale nominative (DSN). Demandez à votre logiciel un export CSV des "
    "absences."sv;

constexpr std::array signatures = {
    Signature{"%PDF-"sv, "file_is_pdf"sv, pdf_message},
    Signature{"PK\x03\x04"sv, "file_is_spreadsheet"sv, workbook_message},
    Signature{"PK\x05\x06"sv, "file_is_spreadsheet"sv, workbook_message},
    Signature{"\xD0\xCF\x11\xE0"sv, "file_is_spreadsheet"sv, workbook_message},
    Signature{"\x89PNG"sv, "file_is_image"sv, image_message},
    Signature{"\xFF\xD8\xFF"sv, "file_is_image"sv, image_message},
    Signature{"GIF8"sv, "file_is_image"sv, image_message},
    Signature{"BM\x00"sv, "file_is_image"sv, image_message},
    Signature{"II*\x00"sv, "file_is_image"sv, image_message},
    Signature{"MM\x00*"sv, "file_is_image"sv, image_message},
    Signature{"<"sv, "file_is_markup"sv, markup_message},
    Signature{"S10.G00."sv, "file_is_dsn"sv, dsn_message},
};

bool is_control(char c) {
    return (c >= 0 && c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == '\x7F';
}

// A stray control character is an accident of one cell; one in a hundred, or a single NUL, is no text.
bool is_binary(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) return true;
    const auto controls = std::ranges::count_if(text, is_control);
    return static_cast<std::size_t>(controls) * 100 > text.size();
}

// Word processors of the last century end a text file with Control-Z.
std::string_view without_end_mark(std::string_view text) {
    if (text.ends_with('\x1A')) text.remove_suffix(1);
    return text;
}

Result<void> refuse_what_is_no_table(std::string_view bytes) {
    if (bytes.size() > table_bytes_limit)
        return refuse(
            ErrorCode::too_large, "file_too_large",
            "Ce fichier dépasse 20\u00a0Mo. Exportez une période plus courte, ou plusieurs fichiers.");
    auto start = bytes.substr(0, 1024);
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    start = trimmed(start);
    for (const auto& signature : signatures)
        if (start.starts_with(signature.bytes))
            return refuse(ErrorCode::unsupported_media, std::string{signature.field_code},
                          std::string{signature.message});
    return {};
}

Result<std::string> decoded(std::string_view bytes, TextEncoding encoding) {
    auto text = to_utf8(bytes, encoding);
    if (!text)
        return refuse(ErrorCode::malformed, "file_encoding",
                      "Ce fichier n’est pas écrit en " + std::string{french_name(encoding)} +
                          ". Choisissez un autre encodage.");
    if (is_binary(without_end_mark(*text)))
        return refuse(ErrorCode::unsupported_media, "file_is_binary",
                      "Ce fichier n’est pas du texte. Demandez à votre logiciel un export CSV.");
    if (trimmed(*text).empty())
        return refuse(ErrorCode::invalid, "file_empty",
                      "Ce fichier est vide. Vérifiez l’export dans votre logiciel, puis recommencez.");
    return std::move(*text);
}

// How well a separator explains the first records: those as wide as the header, and that width.
struct Fit {
    std::size_t agreeing = 0;
    std::size_t width = 0;
};

Fit fit_of(std::string_view text, Separator separator) {
    RecordReader reader{text, static_cast<char>(separator)};
    Fit fit;
    for (std::size_t seen = 0; seen < sampled_records;) {
        const auto record = reader.next();
        if (!record) break;
        const auto width = record->filled_width();
        if (width == 0) continue;
        ++seen;
        if (fit.width == 0) fit.width = record->cells.size();
        // Some exports end data lines with a separator and the header not, or the other way round.
        if (record->cells.size() == fit.width || width == fit.width || record->cells.size() + 1 == fit.width)
            ++fit.agreeing;
    }
    return fit;
}

std::optional<Separator> detect_separator(std::string_view text) {
    std::optional<Separator> best;
    Fit best_fit;
    for (const auto candidate : {Separator::semicolon, Separator::tab, Separator::comma}) {
        const auto fit = fit_of(text, candidate);
        if (fit.width < 2) continue;
        const bool better = !best || fit.agreeing > best_fit.agreeing ||
                            (fit.agreeing == best_fit.agreeing && fit.width > best_fit.width);
        if (!better) continue;
        best = candidate;
        best_fit = fit;
    }
    return best;
}

std::unexpected<Error> refuse_open_quote(std::size_t line) {
    return refuse(ErrorCode::malformed, "quote_not_closed",
                  "Ligne " + std::to_string(line) +
                      "\u00a0: un guillemet est ouvert et n’est pas refermé. Ajoutez-le ou ôtez-le.");
}

TableRow row_of(Record record, std::size_t columns) {
    TableRow row;
    row.line = record.line;
    if (record.has_long_cell) row.defect = RowDefect::cell_too_long;
    if (record.has_surplus_cells || record.filled_width() > columns) row.defect = RowDefect::too_many_cells;
    row.cells = std::move(record.cells);
    row.cells.resize(columns);
    return row;
}

Result<void> read_header(RecordReader& reader, TableFile& table) {
    while (auto record = reader.next()) {
        const auto width = record->filled_width();
        if (width == 0 && !record->has_surplus_cells) continue;
        if (record->has_surplus_cells)
            return refuse(ErrorCode::too_large, "too_many_columns",
                          "Ce fichier a plus de 64 colonnes. Exportez seulement celles des absences.");
        table.header_line = record->line;
        table.header = std::move(record->cells);
        table.header.resize(width);
        return {};
    }
    if (const auto line = reader.open_quote_line()) return refuse_open_quote(*line);
    return refuse(ErrorCode::invalid, "file_empty",
                  "Ce fichier ne contient que des lignes vides. Vérifiez l’export, puis recommencez.");
}

Result<void> read_rows(RecordReader& reader, TableFile& table) {
    while (auto record = reader.next()) {
        if (record->filled_width() == 0 && !record->has_surplus_cells) continue;
        if (table.rows.size() == table_rows_limit)
            return refuse(ErrorCode::too_large, "too_many_rows",
                          "Ce fichier a plus de 100\u00a0000 lignes. Exportez une période plus courte.");
        table.rows.push_back(row_of(std::move(*record), table.header.size()));
    }
    if (const auto line = reader.open_quote_line()) return refuse_open_quote(*line);
    if (table.rows.empty())
        return refuse(
            ErrorCode::invalid, "file_without_rows",
            "Ce fichier n’a qu’une ligne de titres, sans absence. Vérifiez la période de l’export.");
    return {};
}

}  // namespace

std::string_view french_name(Separator separator) {
    switch (separator) {
        case Separator::semicolon:
            return "point-virgule";
        case Separator::comma:
            return "virgule";
        case Separator::tab:
            return "tabulation";
    }
    return {};
}

Result<TableFile> read_table_file(std::string_view bytes, const TableChoices& choices) {
    if (const auto is_table = refuse_what_is_no_table(bytes); !is_table)
        return std::unexpected(is_table.error());
    TableFile table;
    table.encoding = choices.encoding.value_or(detect_encoding(bytes));
    const auto decoded_text = decoded(bytes, table.encoding);
    if (!decoded_text) return std::unexpected(decoded_text.error());
    const auto text = without_end_mark(*decoded_text);

    const auto separator = choices.separator ? choices.separator : detect_separator(text);
    if (!separator)
        return refuse(ErrorCode::invalid, "file_without_columns",
                      "Nous ne trouvons pas de colonnes dans ce fichier. La première ligne doit porter les "
                      "titres, séparés par des points-virgules, des virgules ou des tabulations.");
    table.separator = *separator;
    RecordReader reader{text, static_cast<char>(table.separator)};
    if (const auto header = read_header(reader, table); !header) return std::unexpected(header.error());
    if (const auto rows = read_rows(reader, table); !rows) return std::unexpected(rows.error());
    return table;
}

}  // namespace prevenance::integrations

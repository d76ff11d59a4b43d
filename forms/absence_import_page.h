// The pages on which a référent brings absences in. The views have no field for the cause of an absence, but
// for the samples of the columns page: there the person reads three cells of the own file, once.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "forms/field.h"
#include "forms/template_data.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prevenance::forms {

// Rows of the file; `to_check` are among the others.
struct ImportSummary {
    std::int64_t read = 0;
    std::int64_t kept = 0;
    std::int64_t known = 0;
    std::int64_t repeated = 0;
    std::int64_t to_check = 0;
    std::int64_t refused = 0;
    std::int64_t dropped = 0;
    std::int64_t left_aside = 0;
};

// « 48 lignes lues. 41 prêtes. 4 déjà connues (rien à faire). … » The same on the page and the command line.
std::string summary_sentence(const ImportSummary& summary);

struct ImportUploadView {
    bool staff_informed = false;
    std::vector<FieldError> errors;
};
TemplateData import_upload_data(const ImportUploadView& view);

struct ImportColumnView {
    std::string header;
    std::int64_t filled = 0;
    std::vector<std::string> samples;
    std::string meaning;  // name of the column's meaning; empty: not imported
};

struct ImportColumnsView {
    std::string import;
    std::int64_t rows = 0;
    bool remembered = false;  // the choices are those of an earlier file of the same kind
    std::vector<Choice> encodings;
    std::vector<Choice> separators;
    std::vector<Choice> date_formats;
    std::vector<ImportColumnView> columns;
    std::vector<std::pair<std::string, std::string>> meanings;  // name, French label
    std::vector<FieldError> errors;
};
TemplateData import_columns_data(const ImportColumnsView& view);

struct ImportLine {
    std::string text;
};

struct ImportPreviewView {
    std::string import;
    ImportSummary summary;
    bool imported_before = false;  // this very file
    std::string list;              // refusees, a-verifier, pretes, connues
    std::vector<std::string> lines;
    int page = 1;
    int pages = 1;
    std::vector<std::string> unknown_people;  // at most fifty
    std::int64_t people_left_out = 0;         // beyond them
};
TemplateData import_preview_data(const ImportPreviewView& view);

struct ImportReceiptView {
    std::string import;
    std::string number;  // short, to quote on the telephone
    ImportSummary summary;
    std::int64_t absences_added = 0;
    std::int64_t absences_changed = 0;
    Instant uploaded_at;
    std::optional<Instant> committed_at;
    std::optional<Instant> abandoned_at;
    std::optional<Instant> undone_at;
    std::optional<Date> undo_until;  // none: it cannot be undone any more
    std::vector<FieldError> errors;
};
TemplateData import_receipt_data(const ImportReceiptView& view);
TemplateData import_list_data(const std::vector<ImportReceiptView>& imports);

}  // namespace prevenance::forms

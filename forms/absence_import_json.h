// An import as the API shows it. The answers to a POST are kept to make a repetition harmless, so this has no
// field for a value of the file: a wrong cell is named by its line and column.
#pragma once

#include "forms/absence_import_page.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace prevenance::forms {

struct ImportRowNote {
    std::size_t line = 0;
    std::string column;   // name of its meaning: "start"; empty: the whole row
    std::string code;     // "date_no_such_day"
    std::string message;  // French; no value of the file
};

struct ImportResource {
    ImportReceiptView receipt;
    std::string state;                           // awaits_decision, committed, abandoned, undone
    std::map<std::string, std::string> reading;  // encoding, separator, date_format
    std::map<std::string, std::size_t> columns;  // meaning, position from 0
    std::vector<ImportRowNote> row_errors;
    std::size_t row_errors_left_out = 0;
    std::vector<ImportRowNote> notices;
    std::size_t notices_left_out = 0;
    std::size_t unknown_people = 0;
};

std::string import_json(const ImportResource& resource);

}  // namespace prevenance::forms

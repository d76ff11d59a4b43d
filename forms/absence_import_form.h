// How a person, or a program, says an absence file is to be read: encoding, separator, date format, and what
// each column is. Codes only; what they mean is settled where the file is read.
#pragma once

#include "forms/posted_form.h"

#include <cstddef>
#include <map>
#include <string>

namespace prevenance::forms {

struct AbsenceFileChoices {
    std::string encoding;     // empty: detected
    std::string separator;    // empty: detected
    std::string date_format;  // empty: detected
    bool names_columns = false;
    std::map<std::size_t, std::string> columns;  // position from 0, name of the meaning; « ignore » left out
};

// Reads encoding, separator, date_format and column_0, column_1, … Whether a column exists and whether two
// have one meaning is checked against the file, not here.
AbsenceFileChoices read_absence_file_choices(const PostedForm& form);

}  // namespace prevenance::forms

// The directory's files: two lists of objects in the format data·inclusion v1 (structures, services) and our
// sidecar, which holds what that format has no place for. Reading names everything that is wrong at once;
// writing gives the same records back. Not the sheets a reader sees, though it makes them. The surprise: the
// name of a contact person (`contact_nom_prenom`) is taken out before anything is kept.
#pragma once

#include "domain/directory.h"
#include "domain/error.h"
#include "forms/official_schema.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

struct DirectoryFile {
    std::string name;  // for messages
    std::string text;
};

struct DirectoryReading {
    std::vector<DirectoryRecord> records;  // those that the files name, whole
    std::size_t names_taken_out = 0;       // contact persons
};

inline constexpr std::size_t directory_file_bytes_limit = 4U * 1024U * 1024U;
inline constexpr std::size_t directory_records_limit = 500;  // the directory of a region, not of the country

class DirectoryFormat {
public:
    DirectoryFormat(OfficialSchema structures, OfficialSchema services)
        : structures_(std::move(structures)), services_(std::move(services)) {}

    // In any number and order: lists of structures, lists of services, sidecars; each is known by what it
    // holds. `known` are the records there are already: a service may belong to one of them, and a sidecar
    // alone may speak of one. `today` bounds the days of change; none: they are not compared (files that ship
    // with the program, on a machine whose clock is wrong). Error `invalid` with one entry of `fields` for
    // each problem; the files are refused as a whole.
    Result<DirectoryReading> read(const std::vector<DirectoryFile>& files,
                                  const std::vector<DirectoryRecord>& known, std::optional<Date> today) const;

private:
    OfficialSchema structures_;
    OfficialSchema services_;
};

struct DirectoryTexts {
    std::string structures;
    std::string services;
    std::string sidecar;
};

// The files that hold these records, in the order of their ids. Ends of lines and indents are fixed, so that
// two exports of one directory are the same bytes.
DirectoryTexts write_directory(const std::vector<DirectoryRecord>& records);

// What a reader sees of a record that was read before.
Sheet sheet_of(const DirectoryRecord& record);

}  // namespace prevenance::forms

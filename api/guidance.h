// What people are shown about whom to turn to: the directory and the orientation tree, for everybody and for
// each occupational health service that has its own. Read and checked once, when the program starts; a tree
// that would leave somebody standing keeps it from starting. The surprise: a service's own tree is a file in
// the data folder (orientation/<identifier of the service>.yaml), because whoever mends it needs an editor
// and no running program; its own sheets are in the database, where an import is kept whole or not at all.
#pragma once

#include "api/settings.h"
#include "domain/directory.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/orientation.h"
#include "forms/directory_file.h"
#include "storage/database.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

class Guidance {
public:
    struct Part {
        Directory directory;
        OrientationTree tree;
    };

    Guidance(Part everybody, std::map<OhServiceId, Part> services)
        : everybody_(std::move(everybody)), services_(std::move(services)) {}

    // A service's own; everybody's for a service without, and where none is given.
    const Part& of(const std::optional<OhServiceId>& service) const;

private:
    Part everybody_;
    std::map<OhServiceId, Part> services_;
};

// What this installation added to the directory that ships with the program.
struct AddedSheets {
    std::vector<DirectoryRecord> everybody;
    std::map<OhServiceId, std::vector<DirectoryRecord>> services;  // every service, most of them without any

    const std::vector<DirectoryRecord>& of(const std::optional<OhServiceId>& service) const;
};
AddedSheets added_sheets(const storage::Reader& reader);

// Errors are for the operator: every fault of every file, and where to mend them.
Result<Guidance> read_guidance(const Settings& settings, const AddedSheets& added);

// The parts, for the commands that look at one of them.
Result<forms::DirectoryFormat> read_directory_format(const std::filesystem::path& config);
// As the program came.
Result<std::vector<DirectoryRecord>> read_shipped_directory(const std::filesystem::path& config);
// With what was added for everybody, and then for this service, in the place of what has the same id.
std::vector<DirectoryRecord> records_for(std::vector<DirectoryRecord> shipped, const AddedSheets& added,
                                         const std::optional<OhServiceId>& service);
Directory directory_of(const std::vector<DirectoryRecord>& records);
std::filesystem::path shipped_tree(const std::filesystem::path& config);
// Of this service; the file need not exist.
std::filesystem::path own_tree(const std::filesystem::path& data, const OhServiceId& service);
Result<OrientationTree> read_tree(const std::filesystem::path& file, const Directory& directory);

}  // namespace prevenance::api

// One process at a time uses a data folder: SQLite 3.40.1 can lose pages when two processes write or
// checkpoint the same database at once, and a server and a command would. The lock goes with the process,
// however it ends.
#pragma once

#include "domain/error.h"

#include <filesystem>

namespace prevenance::api {

class DataLock {
public:
    // Error conflict, in French with what to do: another process holds it. Error unavailable: the folder
    // cannot be written.
    static Result<DataLock> take(const std::filesystem::path& folder);
    DataLock(DataLock&& other) noexcept;
    DataLock& operator=(DataLock&&) = delete;
    ~DataLock();

private:
    explicit DataLock(int file) : file_(file) {}
    int file_;
};

}  // namespace prevenance::api

#include "api/data_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace prevenance::api {

Result<DataLock> DataLock::take(const std::filesystem::path& folder) {
    const auto path = folder / "prevenance.lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0)
        return fail(ErrorCode::unavailable,
                    "Le dossier " + folder.string() + " ne peut pas être écrit (" + std::strerror(errno) +
                        "). Donnez-le au compte qui lance prevenance, ou choisissez-en un autre "
                        "avec --data.");
    DataLock lock{file};
    if (::flock(file, LOCK_EX | LOCK_NB) != 0)
        return fail(ErrorCode::conflict,
                    "Le dossier " + folder.string() +
                        " est en service : un autre prevenance l’utilise. Faites-le depuis la page "
                        "/administration, ou arrêtez d’abord le service : systemctl stop prevenance");
    return lock;
}

DataLock::DataLock(DataLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

DataLock::~DataLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace prevenance::api

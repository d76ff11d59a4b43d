#include "integrations/root_key.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose identity{"PVROOTID", 1};
constexpr KeyPurpose instance_signature{"PVINSTSG", 1};

class OpenFile {
public:
    OpenFile(const std::filesystem::path& path, int flags)
        : number_(open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)) {}
    ~OpenFile() {
        if (number_ >= 0) close(number_);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

std::string about(const std::filesystem::path& file, const std::string& rest) {
    return "Clé racine « " + file.string() + " » : " + rest;
}

std::string system_reason() {
    return std::strerror(errno);
}

Error refused(const std::filesystem::path& file, const std::string& rest) {
    return Error{ErrorCode::unavailable, about(file, rest), {}};
}

std::optional<Error> shape_error(const std::filesystem::path& file, int number, mode_t forbidden) {
    struct stat status {};
    if (fstat(number, &status) != 0) return refused(file, system_reason());
    if (!S_ISREG(status.st_mode)) return refused(file, "ce n’est pas un fichier ordinaire.");
    if ((status.st_mode & forbidden) != 0) {
        return refused(
            file, "d’autres comptes peuvent lire ce fichier. Corrigez avec : chmod 600 " + file.string());
    }
    if (status.st_size != GuardedKey::size) {
        return refused(file, "le fichier compte " + std::to_string(status.st_size) +
                                 " octets, il en faut 32. Restaurez-le depuis sa sauvegarde.");
    }
    return std::nullopt;
}

Result<SecretKey> read_key(const std::filesystem::path& file, mode_t forbidden) {
    const OpenFile opened(file, O_RDONLY);
    if (!opened.is_open()) return std::unexpected(refused(file, system_reason() + "."));
    if (const auto error = shape_error(file, opened.number(), forbidden)) return std::unexpected(*error);
    SecretKey key;
    const auto bytes = key.writable();
    if (read(opened.number(), bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
        return std::unexpected(refused(file, "le fichier n’a pas pu être lu en entier."));
    }
    return key;
}

// The name of a new file is on disk only once its directory is.
bool sync_directory(const std::filesystem::path& file) {
    const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const OpenFile directory(parent, O_RDONLY | O_DIRECTORY);
    return directory.is_open() && fsync(directory.number()) == 0;
}

}  // namespace

Result<RootKey> RootKey::load(const std::filesystem::path& file) {
    const auto key = read_key(file, S_IRWXG | S_IRWXO);
    if (!key) return std::unexpected(key.error());
    return RootKey(*key);
}

Result<RootKey> RootKey::load_credential(const std::filesystem::path& directory, const std::string& name) {
    const auto key = read_key(directory / name, S_IWGRP | S_IXGRP | S_IRWXO);
    if (!key) return std::unexpected(key.error());
    return RootKey(*key);
}

Result<RootKey> RootKey::create(const std::filesystem::path& file, Randomness& randomness) {
    const OpenFile created(file, O_WRONLY | O_CREAT | O_EXCL);
    if (!created.is_open() && errno == EEXIST) {
        return fail(ErrorCode::conflict, about(file, "ce fichier existe déjà, il n’est pas remplacé."));
    }
    if (!created.is_open()) return std::unexpected(refused(file, system_reason() + "."));
    const auto key = SecretKey::random(randomness);
    const auto bytes = key.view();
    const bool written =
        write(created.number(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (!written || fsync(created.number()) != 0 || !sync_directory(file)) {
        const auto error = refused(file, "écriture impossible (" + system_reason() + ").");
        unlink(file.c_str());  // half a key must not lie where a whole one is expected
        return std::unexpected(error);
    }
    return RootKey(key);
}

KeyId RootKey::id() const {
    const auto derived = derive(identity);
    KeyId id;
    std::ranges::copy(derived.view().first(id.bytes.size()), id.bytes.begin());
    return id;
}

SecretKey RootKey::derive(const KeyPurpose& purpose) const {
    return key_.with([&](auto key) { return derive_key(key, purpose); });
}

SigningKey RootKey::instance_signing_key() const {
    return SigningKey(derive(instance_signature));
}

}  // namespace prevenance::integrations

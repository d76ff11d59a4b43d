#include "api/root_key_files.h"

#include "api/passphrase.h"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace prevenance::api {
namespace {

namespace fs = std::filesystem;
using integrations::RootKey;
using integrations::SlowHash;

constexpr const char* locked_ending = ".locked";

bool is_there(const fs::path& file) {
    std::error_code trouble;
    return fs::exists(file, trouble);
}

fs::path with_ending(const fs::path& file, const std::string& ending) {
    return fs::path{file.string() + ending};
}

// A key file in the form the present key has.
struct KeyFiles {
    std::string ending;  // "" or ".locked"
    const std::optional<Sensitive<std::string>>& passphrase;
    SlowHash& slow_hash;

    Result<RootKey> load(const fs::path& file) const {
        if (passphrase) return RootKey::load_locked(file, *passphrase, slow_hash);
        return RootKey::load(file);
    }
    Result<void> save(const RootKey& key, const fs::path& file, Randomness& randomness) const {
        if (passphrase) return key.save_locked(file, *passphrase, slow_hash, randomness);
        return key.save(file);
    }
};

Result<RootKey> load_present(const Settings& settings, const KeyFiles& files) {
    if (settings.root_key_from_systemd)
        return RootKey::load_credential(settings.root_key.parent_path(),
                                        settings.root_key.filename().string());
    return files.load(with_ending(settings.root_key, files.ending));
}

// Systemd hands over single files: one retired key may be the credential "root.key.retired".
Result<std::vector<RootKey>> load_retired(const Settings& settings, const KeyFiles& files) {
    std::vector<RootKey> keys;
    const auto folder = retired_root_keys(settings);
    std::error_code trouble;
    if (settings.root_key_from_systemd && fs::is_regular_file(folder, trouble)) {
        auto key = RootKey::load_credential(folder.parent_path(), folder.filename().string());
        if (!key) return std::unexpected(key.error());
        keys.push_back(std::move(*key));
        return keys;
    }
    for (const auto& entry : fs::directory_iterator{folder, trouble}) {
        const bool locked = entry.path().extension() == locked_ending;
        if (locked && !files.passphrase)
            continue;  // from before the key was unlocked: opened when it is needed
        auto key = locked ? files.load(entry.path()) : RootKey::load(entry.path());
        if (!key) return std::unexpected(key.error());
        keys.push_back(std::move(*key));
    }
    return keys;
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

std::unexpected<Error> cannot(const fs::path& file, const std::error_code& trouble) {
    return fail(ErrorCode::unavailable, "Clé racine «\u00A0" + file.string() +
                                            "\u00A0»\u00A0: écriture impossible (" + trouble.message() +
                                            "). Lancez la commande depuis le compte qui possède ce dossier.");
}

bool overwrite(const fs::path& file) {
    std::error_code trouble;
    const auto size = fs::file_size(file, trouble);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (trouble || descriptor < 0) return false;
    const std::string zeros(size, '\0');
    const bool written =
        ::write(descriptor, zeros.data(), zeros.size()) == static_cast<ssize_t>(zeros.size());
    ::fsync(descriptor);
    ::close(descriptor);
    return written;
}

}  // namespace

bool root_key_is_locked(const Settings& settings) {
    return !settings.root_key_from_systemd && !is_there(settings.root_key) && is_there(locked_root_key(settings));
}

fs::path locked_root_key(const Settings& settings) {
    return with_ending(settings.root_key, locked_ending);
}

fs::path retired_root_keys(const Settings& settings) {
    return with_ending(settings.root_key, ".retired");
}

Result<RootKeys> load_root_keys(const Settings& settings, SlowHash& slow_hash) {
    const bool locked = root_key_is_locked(settings);
    if (!locked && !is_there(settings.root_key))
        return fail(ErrorCode::unavailable,
                    "La clé racine " + settings.root_key.string() +
                        " n’existe pas. Créez-la, une seule fois : prevenance root-key create "
                        "--root-key " +
                        settings.root_key.string());
    std::optional<Sensitive<std::string>> passphrase;
    if (locked) {
        auto asked = ask_passphrase(settings, "Phrase de passe de la clé racine");
        if (!asked) return std::unexpected(asked.error());
        passphrase = std::move(*asked);
    }
    const KeyFiles files{locked ? locked_ending : "", passphrase, slow_hash};
    auto present = load_present(settings, files);
    if (!present) return std::unexpected(present.error());
    auto retired = load_retired(settings, files);
    if (!retired) return std::unexpected(retired.error());
    return RootKeys{std::move(*present), std::move(*retired), passphrase};
}

Result<void> replace_root_key(const Settings& settings, const RootKeys& keys, SlowHash& slow_hash,
                              Randomness& randomness) {
    const KeyFiles files{keys.passphrase ? locked_ending : "", keys.passphrase, slow_hash};
    const auto place = with_ending(settings.root_key, files.ending);
    const auto next = with_ending(settings.root_key, ".next" + files.ending);
    const auto folder = retired_root_keys(settings);
    std::error_code trouble;
    fs::create_directory(folder, trouble);
    if (trouble) return cannot(folder, trouble);
    fs::permissions(folder, fs::perms::owner_all, trouble);
    if (is_there(next) && !files.load(next)) fs::remove(next, trouble);  // half written before an interruption
    if (!is_there(next))
        if (const auto saved = files.save(RootKey::draw(randomness), next, randomness); !saved) return saved;
    const auto kept = folder / (keys.present.id().text() + ".key" + files.ending);
    if (is_there(kept) && !files.load(kept)) fs::remove(kept, trouble);
    if (!is_there(kept))
        if (const auto saved = files.save(keys.present, kept, randomness); !saved) return saved;
    fs::rename(next, place, trouble);
    if (trouble) return cannot(place, trouble);
    sync_folder(place.parent_path());
    return {};
}

bool destroy_retired_file(const Settings& settings, const KeyId& retired) {
    bool destroyed = false;
    for (const auto* ending : {"", locked_ending}) {
        const auto file = retired_root_keys(settings) / (retired.text() + ".key" + ending);
        std::error_code trouble;
        if (is_there(file) && overwrite(file)) destroyed = fs::remove(file, trouble) || destroyed;
    }
    sync_folder(retired_root_keys(settings));
    return destroyed;
}

}  // namespace prevenance::api

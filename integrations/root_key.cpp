#include "integrations/root_key.h"

#include "integrations/secret_box.h"

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
constexpr KeyPurpose receipt_signature{"PVINSTSG", 2};
constexpr KeyPurpose password_peppers{"PVPEPPER", 1};
constexpr KeyPurpose code_peppers{"PVPEPPER", 2};
constexpr KeyPurpose digests{"PVDIGEST", 1};
constexpr KeyPurpose legacy_sealing{"PVLEGACY", 1};
constexpr KeyPurpose locking{"PVLOCKED", 1};
constexpr std::string_view legacy_form = "prevenance root legacy 1";
constexpr std::string_view locked_form = "prevenance locked root key 1";
constexpr std::size_t most_locked_bytes = 1024;

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

std::optional<Error> owner_error(const std::filesystem::path& file, int number, mode_t forbidden) {
    struct stat status {};
    if (fstat(number, &status) != 0) return refused(file, system_reason());
    if (!S_ISREG(status.st_mode)) return refused(file, "ce n’est pas un fichier ordinaire.");
    if ((status.st_mode & forbidden) != 0) {
        return refused(
            file, "d’autres comptes peuvent lire ce fichier. Corrigez avec : chmod 600 " + file.string());
    }
    return std::nullopt;
}

std::optional<Error> shape_error(const std::filesystem::path& file, int number, mode_t forbidden) {
    if (auto error = owner_error(file, number, forbidden)) return error;
    struct stat status {};
    if (fstat(number, &status) != 0) return refused(file, system_reason());
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

Bytes locking_data(const KeyId& id, const Salt& salt) {
    return CanonicalWriter(locked_form).id(id).field(salt).take();
}

Result<Bytes> read_locked(const std::filesystem::path& file) {
    const OpenFile opened(file, O_RDONLY);
    if (!opened.is_open()) return std::unexpected(refused(file, system_reason() + "."));
    if (const auto error = owner_error(file, opened.number(), S_IRWXG | S_IRWXO))
        return std::unexpected(*error);
    Bytes bytes(most_locked_bytes);
    const auto count = read(opened.number(), bytes.data(), bytes.size());
    bytes.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return bytes;
}

// The name of a new file is on disk only once its directory is.
bool sync_directory(const std::filesystem::path& file) {
    const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const OpenFile directory(parent, O_RDONLY | O_DIRECTORY);
    return directory.is_open() && fsync(directory.number()) == 0;
}

Result<void> write_new_file(const std::filesystem::path& file, ByteView bytes) {
    const OpenFile created(file, O_WRONLY | O_CREAT | O_EXCL);
    if (!created.is_open() && errno == EEXIST) {
        return fail(ErrorCode::conflict, about(file, "ce fichier existe déjà, il n’est pas remplacé."));
    }
    if (!created.is_open()) return std::unexpected(refused(file, system_reason() + "."));
    const bool written =
        write(created.number(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    if (!written || fsync(created.number()) != 0 || !sync_directory(file)) {
        const auto error = refused(file, "écriture impossible (" + system_reason() + ").");
        unlink(file.c_str());  // half a key must not lie where a whole one is expected
        return std::unexpected(error);
    }
    return {};
}

Bytes legacy_data(const KeyId& present, const KeyId& retired) {
    return CanonicalWriter(legacy_form).id(present).id(retired).take();
}

SecretKey copy_of(const SecretKey& key) {
    SecretKey copy;
    std::ranges::copy(key.view(), copy.writable().begin());
    return copy;
}

// A key out of a form that was opened.
void read_into(CanonicalReader& reader, SecretKey& key) {
    auto bytes = reader.array<32>();
    std::ranges::copy(bytes, key.writable().begin());
    wipe(bytes);
}

}  // namespace

const SecretKey* Peppers::find(const KeyId& named) const {
    const auto wanted = resolved(named);
    const auto found = std::ranges::find(all_, wanted, &std::pair<KeyId, SecretKey>::first);
    return found == all_.end() ? nullptr : &found->second;
}

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
    auto key = draw(randomness);
    if (const auto saved = key.save(file); !saved) return std::unexpected(saved.error());
    return key;
}

RootKey RootKey::draw(Randomness& randomness) {
    return RootKey(SecretKey::random(randomness));
}

Result<void> RootKey::save(const std::filesystem::path& file) const {
    return key_.with([&](auto key) { return write_new_file(file, key); });
}

Result<void> RootKey::save_locked(const std::filesystem::path& file, const Sensitive<std::string>& passphrase,
                                  SlowHash& slow_hash, Randomness& randomness) const {
    const auto salt = new_salt(randomness);
    const auto hash = slow_hash.hash(bytes_of(passphrase.reveal()), salt, slow_hash.cost());
    if (!hash) return std::unexpected(hash.error());
    const auto wrapping = derive_key(hash->view(), locking);
    const auto box = key_.with(
        [&](auto key) { return box_up(wrapping.view(), key, locking_data(id(), salt), randomness); });
    return write_new_file(file, CanonicalWriter(locked_form)
                                    .id(id())
                                    .number(slow_hash.cost().operations)
                                    .number(slow_hash.cost().memory_bytes)
                                    .field(salt)
                                    .field(box)
                                    .bytes());
}

Result<RootKey> RootKey::load_locked(const std::filesystem::path& file,
                                     const Sensitive<std::string>& passphrase, SlowHash& slow_hash) {
    const auto bytes = read_locked(file);
    if (!bytes) return std::unexpected(bytes.error());
    CanonicalReader reader(*bytes, locked_form);
    const auto id = reader.id<KeyId>();
    const auto operations = reader.number();
    const auto memory = reader.number();
    const auto salt = reader.array<std::tuple_size_v<Salt>>();
    const auto box = reader.field();
    if (!reader.complete())
        return std::unexpected(refused(
            file,
            "ce n’est pas une clé verrouillée, ou elle est abîmée. Restaurez-la depuis sa sauvegarde."));
    const auto hash = slow_hash.hash(bytes_of(passphrase.reveal()), salt, {operations, memory});
    if (!hash) return std::unexpected(hash.error());
    const auto wrapping = derive_key(hash->view(), locking);
    const auto plain = unbox(wrapping.view(), box, locking_data(id, salt));
    SecretKey key;
    if (!plain || plain->size() != key.view().size())
        return fail(ErrorCode::unauthenticated,
                    about(file,
                          "ce n’est pas la bonne phrase de passe. Vérifiez les majuscules et la langue "
                          "du clavier, puis recommencez."));
    std::ranges::copy(*plain, key.writable().begin());
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

SigningKey RootKey::receipt_signing_key() const {
    return SigningKey(derive(receipt_signature));
}

RootLegacy RootKey::legacy() const {
    return {id(), derive(password_peppers), derive(code_peppers), derive(digests),
            instance_signing_key().public_key(), receipt_signing_key().public_key()};
}

Bytes RootKey::seal_legacy(const RootLegacy& legacy, Randomness& randomness) const {
    auto plain = CanonicalWriter(legacy_form)
                     .field(legacy.password_pepper.view())
                     .field(legacy.code_pepper.view())
                     .field(legacy.digest_key.view())
                     .field(legacy.signer.bytes)
                     .field(legacy.receipt_signer.bytes)
                     .take();
    auto box = box_up(derive(legacy_sealing).view(), plain, legacy_data(id(), legacy.root), randomness);
    wipe(plain);
    return CanonicalWriter(legacy_form, box.size() + 64).id(id()).field(box).take();
}

Result<RootLegacy> RootKey::open_legacy(ByteView sealed, const KeyId& retired) const {
    const auto altered = [] {
        return fail(ErrorCode::internal, "Ce qu’une ancienne clé racine a laissé a été altéré.");
    };
    CanonicalReader outer(sealed, legacy_form);
    const auto under = outer.id<KeyId>();
    const auto box = outer.field();
    if (!outer.complete() || under != id()) return altered();
    const auto plain = unbox(derive(legacy_sealing).view(), box, legacy_data(under, retired));
    if (!plain) return altered();
    CanonicalReader reader(*plain, legacy_form);
    RootLegacy legacy;
    legacy.root = retired;
    read_into(reader, legacy.password_pepper);
    read_into(reader, legacy.code_pepper);
    read_into(reader, legacy.digest_key);
    legacy.signer.bytes = reader.array<32>();
    legacy.receipt_signer.bytes = reader.array<32>();
    if (!reader.complete()) return altered();
    return legacy;
}

Peppers RootKey::peppers(PepperUse use) const {
    const auto of_passwords = use == PepperUse::passwords;
    std::vector<std::pair<KeyId, SecretKey>> all;
    for (const auto& legacy : legacies_)
        all.emplace_back(legacy.root, copy_of(of_passwords ? legacy.password_pepper : legacy.code_pepper));
    all.emplace_back(id(), derive(of_passwords ? password_peppers : code_peppers));
    return Peppers{id(), std::move(all)};
}

SecretKey RootKey::digest_key() const {
    return legacies_.empty() ? derive(digests) : copy_of(legacies_.front().digest_key);
}

InstanceSigners RootKey::signers() const {
    std::vector<SigningPublicKey> keys{instance_signing_key().public_key()};
    for (const auto& legacy : legacies_) keys.push_back(legacy.signer);
    return InstanceSigners{std::move(keys)};
}

InstanceSigners RootKey::receipt_signers() const {
    std::vector<SigningPublicKey> keys{receipt_signing_key().public_key()};
    for (const auto& legacy : legacies_) keys.push_back(legacy.receipt_signer);
    return InstanceSigners{std::move(keys)};
}

Bytes endorsement_message(const KeyId& retired, const SigningPublicKey& signer) {
    return CanonicalWriter("prevenance retired signing key 1").id(retired).field(signer.bytes).take();
}

}  // namespace prevenance::integrations

#include "api/instance.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "api/assets.h"
#include "api/data_lock.h"
#include "api/erasure.h"
#include "api/rule_folder.h"
#include "integrations/digest.h"
#include "integrations/random.h"
#include "integrations/slow_hash.h"
#include "integrations/sodium.h"
#include "storage/audit_subjects.h"
#include "storage/instance_settings.h"
#include "storage/migrations.h"

namespace prevenance::api {
namespace {

constexpr integrations::KeyPurpose digests{"PVDIGEST", 1};

// Cheap enough for a test that signs in a hundred times; never for a real password.
constexpr integrations::HashCost quick_cost{1, 8ULL * 1024 * 1024};

Result<std::string> text_of_file(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return fail(ErrorCode::unavailable, "Le fichier " + file.string() + " est illisible.");
    return text.str();
}

Result<forms::HealthWords> read_health_words(const Settings& settings) {
    const auto text = text_of_file(settings.resources / "config" / "health_words.txt");
    if (!text) return std::unexpected(text.error());
    return forms::HealthWords::read(*text);
}

Result<forms::JobFamilies> read_job_families(const Settings& settings) {
    const auto text = text_of_file(settings.resources / "config" / "job_families.csv");
    if (!text) return std::unexpected(text.error());
    return forms::JobFamilies::read(*text);
}

Result<integrations::RootKey> load_root_key(const Settings& settings) {
    if (settings.root_key_from_systemd)
        return integrations::RootKey::load_credential(settings.root_key.parent_path(),
                                                      settings.root_key.filename().string());
    std::error_code trouble;
    if (!std::filesystem::exists(settings.root_key, trouble))
        return fail(ErrorCode::unavailable, "La clé racine " + settings.root_key.string() +
                                                " n’existe pas. Créez-la, une seule fois : prevenance root-key create "
                                                "--root-key " + settings.root_key.string());
    return integrations::RootKey::load(settings.root_key);
}

storage::DatabaseSettings database_at(const std::filesystem::path& file, storage::AuditRule audit) {
    storage::DatabaseSettings settings;
    settings.file = file;
    settings.audit = audit;
    return settings;
}

// The installation's name in every ciphertext's place: made at the first start, kept for ever.
std::string instance_name(storage::Database& cases, Randomness& randomness) {
    const auto known = cases.read(
        [](const storage::Reader& reader) { return storage::find_instance_setting(reader, "instance"); });
    if (known) return std::string{text_of(*known)};
    const auto name = randomness.new_id<KeyId>().text();
    cases.write([&](storage::Transaction& transaction) {
        storage::set_instance_setting(transaction, "instance", bytes_of(name));
    });
    return name;
}

}  // namespace

struct Instance::Parts {
    Parts(DataLock lock_, Settings settings_, std::unique_ptr<Clock> clock_, integrations::RootKey root_,
          SignalCatalogue signals_, rules::RuleSet rules_, forms::HealthWords health_words_,
          forms::JobFamilies job_families_, ProcedureLists lists_)
        : lock(std::move(lock_)),
          settings(std::move(settings_)),
          clock(std::move(clock_)),
          root(std::move(root_)),
          digest_key(root.derive(digests)),
          keyed_hash([this](ByteView bytes) { return integrations::keyed_digest(digest_key.view(), bytes); }),
          slow_hash(settings.fast_passwords ? integrations::SlowHashSettings{quick_cost, quick_cost}
                                            : integrations::SlowHashSettings{}),
          passwords(root, slow_hash),
          cases(database_at(settings.data / "prevenance.db", storage::AuditRule::required), storage::case_migrations()),
          keys(database_at(settings.data / "keys.db", storage::AuditRule::kept_elsewhere), storage::key_migrations()),
          statistics(database_at(settings.data / "statistics.db", storage::AuditRule::kept_elsewhere),
                     storage::statistics_migrations()),
          audit(keyed_hash, [this](const IdBytes& person) { return salt_of(person); }),
          templates(settings.resources / "forms"),
          signals(std::move(signals_)),
          rules(std::move(rules_)),
          employer_rules(rules, hash_of_content),
          health_words(std::move(health_words_)),
          job_families(std::move(job_families_)),
          lists(std::move(lists_)),
          services{settings,
                   *clock,
                   randomness,
                   cases,
                   keys,
                   statistics,
                   audit,
                   keyed_hash,
                   templates,
                   root,
                   slow_hash,
                   passwords,
                   signals,
                   rules,
                   employer_rules,
                   health_words,
                   job_families,
                   lists,
                   instance_name(cases, randomness),
                   asset_address(settings, keyed_hash, "prevenance.css")} {}

    // Made when the first entry about a person is written, where the key was made without one.
    std::optional<Bytes> salt_of(const IdBytes& person) {
        const auto find = [&] {
            return keys.read([&](const storage::Reader& reader) { return storage::find_audit_salt(reader, person); });
        };
        if (auto salt = find()) return salt;
        const auto drawn = integrations::SecretKey::random(randomness);
        keys.write([&](storage::Transaction& transaction) {
            storage::add_audit_salt(transaction, person, drawn.view());
        });
        return find();
    }

    DataLock lock;
    Settings settings;
    std::unique_ptr<Clock> clock;
    integrations::SystemRandomness randomness;
    integrations::RootKey root;
    // Not guarded: it is used several times in every request, and guarding stops all threads each time.
    integrations::SecretKey digest_key;
    storage::KeyedHash keyed_hash;
    integrations::SlowHash slow_hash;
    integrations::Passwords passwords;
    storage::Database cases;
    storage::Database keys;
    storage::Database statistics;
    storage::AuditLog audit;
    forms::Templates templates;
    SignalCatalogue signals;
    rules::RuleSet rules;
    EmployerRules employer_rules;
    forms::HealthWords health_words;
    forms::JobFamilies job_families;
    ProcedureLists lists;
    Services services;
};

Result<std::unique_ptr<Instance>> Instance::open(Settings settings, std::unique_ptr<Clock> clock) {
    if (auto ready = integrations::prepare_sodium(); !ready) return std::unexpected(ready.error());
    auto root = load_root_key(settings);
    if (!root) return std::unexpected(root.error());
    std::error_code trouble;
    std::filesystem::create_directories(settings.data, trouble);
    auto lock = DataLock::take(settings.data);
    if (!lock) return std::unexpected(lock.error());
    auto signals = read_signals(settings.resources / "config" / "signals.yaml");
    if (!signals) return std::unexpected(signals.error());
    auto rule_set = read_rule_set(settings.resources / "config" / "rules", *signals);
    if (!rule_set) return std::unexpected(rule_set.error());
    auto health_words = read_health_words(settings);
    if (!health_words) return std::unexpected(health_words.error());
    auto job_families = read_job_families(settings);
    if (!job_families) return std::unexpected(job_families.error());
    auto lists = read_procedure_lists(settings.resources / "config");
    if (!lists) return std::unexpected(lists.error());
    auto instance = std::unique_ptr<Instance>{new Instance{std::make_unique<Parts>(
        std::move(*lock), std::move(settings), std::move(clock), std::move(*root), std::move(*signals),
        std::move(*rule_set), std::move(*health_words), std::move(*job_families), std::move(*lists))}};
    // A file that was put back from a backup revives nobody: before anything is served.
    replay_tombstones(instance->services(), instance->services().clock.now());
    return instance;
}

Result<integrations::RootKey> root_key_of(const Settings& settings) {
    return load_root_key(settings);
}

integrations::SecretKey digest_key_of(const integrations::RootKey& root) {
    return root.derive(digests);
}

Instance::Instance(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Instance::~Instance() = default;

Services& Instance::services() { return parts_->services; }

const Settings& Instance::settings() const { return parts_->settings; }

}  // namespace prevenance::api

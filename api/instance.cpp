#include "api/instance.h"

#include <algorithm>
#include <optional>

#include "api/assets.h"
#include "api/data_lock.h"
#include "api/erasure.h"
#include "api/guidance.h"
#include "api/high_water.h"
#include "api/key_rotation.h"
#include "api/press.h"
#include "api/root_key_files.h"
#include "api/rule_folder.h"
#include "api/start_check.h"
#include "api/text_file.h"
#include "integrations/digest.h"
#include "integrations/random.h"
#include "integrations/slow_hash.h"
#include "integrations/sodium.h"
#include "rules/indicator_file.h"
#include "storage/audit_subjects.h"
#include "storage/instance_settings.h"
#include "storage/migrations.h"
#include "storage/root_keys.h"

namespace prevenance::api {
namespace {

// Cheap enough for a test that signs in a hundred times; never for a real password.
constexpr integrations::HashCost quick_cost{1, 8ULL * 1024 * 1024};

Result<forms::HealthWords> read_health_words(const Settings& settings) {
    const auto text = text_of_file(settings.resources / "config" / "health_words.txt");
    if (!text) return std::unexpected(text.error());
    return forms::HealthWords::read(*text);
}

Result<IndicatorCatalogue> read_indicator_file(const Settings& settings) {
    const auto file = settings.resources / "config" / "indicators.yaml";
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    return rules::read_indicators(file.string(), *text);
}

Result<forms::JobFamilies> read_job_families(const Settings& settings) {
    const auto text = text_of_file(settings.resources / "config" / "job_families.csv");
    if (!text) return std::unexpected(text.error());
    return forms::JobFamilies::read(*text);
}

Result<ChoiceList> read_departments(const Settings& settings) {
    const auto file = settings.resources / "config" / "departments.csv";
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    return ChoiceList::parse(file.string(), *text, CodeLetters::capital);
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

struct Databases {
    explicit Databases(const std::filesystem::path& folder)
        : cases(database_at(folder / "prevenance.db", storage::AuditRule::required), storage::case_migrations()),
          keys(database_at(folder / "keys.db", storage::AuditRule::kept_elsewhere), storage::key_migrations()),
          statistics(database_at(folder / "statistics.db", storage::AuditRule::kept_elsewhere),
                     storage::statistics_migrations()) {}

    storage::Database cases;
    storage::Database keys;
    storage::Database statistics;
};

integrations::SlowHashSettings hash_settings(const Settings& settings) {
    return settings.fast_passwords ? integrations::SlowHashSettings{quick_cost, quick_cost}
                                   : integrations::SlowHashSettings{};
}

}  // namespace

struct Instance::Parts {
    Parts(DataLock lock_, Settings settings_, std::unique_ptr<FlooredClock> clock_, integrations::RootKey root_,
          std::unique_ptr<Databases> databases_, SignalCatalogue signals_, IndicatorCatalogue indicators_, rules::RuleSet rules_, forms::HealthWords health_words_,
          forms::JobFamilies job_families_, ChoiceList departments_, ProcedureLists lists_, Guidance guidance_)
        : lock(std::move(lock_)),
          settings(std::move(settings_)),
          clock(std::move(clock_)),
          root(std::move(root_)),
          digest_key(root.digest_key()),
          keyed_hash([this](ByteView bytes) { return integrations::keyed_digest(digest_key.view(), bytes); }),
          slow_hash(hash_settings(settings)),
          passwords(root, slow_hash),
          databases(std::move(databases_)),
          audit(keyed_hash, [this](const IdBytes& person) { return salt_of(person); }),
          templates(settings.resources / "forms"),
          signals(std::move(signals_)),
          indicators(std::move(indicators_)),
          rules(std::move(rules_)),
          employer_rules(rules, hash_of_content),
          health_words(std::move(health_words_)),
          job_families(std::move(job_families_)),
          departments(std::move(departments_)),
          lists(std::move(lists_)),
          guidance(std::move(guidance_)),
          press(integrations::weasyprint(settings.pdf_engine), asset_text(settings, "prevenance.css")),
          services{settings,
                   *clock,
                   randomness,
                   databases->cases,
                   databases->keys,
                   databases->statistics,
                   audit,
                   keyed_hash,
                   templates,
                   root,
                   slow_hash,
                   passwords,
                   signals,
                   indicators,
                   rules,
                   employer_rules,
                   health_words,
                   job_families,
                   departments,
                   lists,
                   guidance,
                   press,
                   instance_name(databases->cases, randomness),
                   asset_address(settings, keyed_hash, "prevenance.css")} {}

    // Made when the first entry about a person is written, where the key was made without one.
    std::optional<Bytes> salt_of(const IdBytes& person) {
        auto& keys = databases->keys;
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
    std::unique_ptr<FlooredClock> clock;
    integrations::SystemRandomness randomness;
    integrations::RootKey root;
    // Not guarded: it is used several times in every request, and guarding stops all threads each time.
    integrations::SecretKey digest_key;
    storage::KeyedHash keyed_hash;
    integrations::SlowHash slow_hash;
    integrations::Passwords passwords;
    std::unique_ptr<Databases> databases;
    storage::AuditLog audit;
    forms::Templates templates;
    SignalCatalogue signals;
    IndicatorCatalogue indicators;
    rules::RuleSet rules;
    EmployerRules employer_rules;
    forms::HealthWords health_words;
    forms::JobFamilies job_families;
    ChoiceList departments;
    ProcedureLists lists;
    Guidance guidance;
    Press press;
    bool finished_a_rotation = false;
    Services services;
};

Result<std::unique_ptr<Instance>> Instance::open(Settings settings, std::unique_ptr<Clock> clock) {
    if (auto ready = integrations::prepare_sodium(); !ready) return std::unexpected(ready.error());
    integrations::SlowHash slow_hash{hash_settings(settings)};
    auto root = load_root_keys(settings, slow_hash);
    if (!root) return std::unexpected(root.error());
    std::error_code trouble;
    std::filesystem::create_directories(settings.data, trouble);
    auto lock = DataLock::take(settings.data);
    if (!lock) return std::unexpected(lock.error());
    auto floored = std::make_unique<FlooredClock>(std::move(clock));
    if (const auto sound = check_before_start(settings, *root, floored->now()); !sound)
        return std::unexpected(sound.error());
    auto signals = read_signals(settings.resources / "config" / "signals.yaml");
    if (!signals) return std::unexpected(signals.error());
    auto indicators = read_indicator_file(settings);
    if (!indicators) return std::unexpected(indicators.error());
    auto rule_set = read_rule_set(settings.resources / "config" / "rules", *signals);
    if (!rule_set) return std::unexpected(rule_set.error());
    auto health_words = read_health_words(settings);
    if (!health_words) return std::unexpected(health_words.error());
    auto job_families = read_job_families(settings);
    if (!job_families) return std::unexpected(job_families.error());
    auto departments = read_departments(settings);
    if (!departments) return std::unexpected(departments.error());
    auto lists = read_procedure_lists(settings.resources / "config");
    if (!lists) return std::unexpected(lists.error());
    auto databases = std::make_unique<Databases>(settings.data);
    auto guidance = read_guidance(settings, databases->cases.read(added_sheets));
    if (!guidance) return std::unexpected(guidance.error());
    integrations::SystemRandomness randomness;
    if (const auto carried = carry_keys_over(databases->keys, *root, randomness, floored->now()); !carried)
        return std::unexpected(carried.error());
    std::unique_ptr<Instance> instance{new Instance{std::make_unique<Parts>(
        std::move(*lock), std::move(settings), std::move(floored), std::move(root->present), std::move(databases),
        std::move(*signals), std::move(*indicators), std::move(*rule_set), std::move(*health_words), std::move(*job_families),
        std::move(*departments), std::move(*lists), std::move(*guidance))}};
    instance->settle();
    return instance;
}

// What a start leaves behind: everything under the present root key, nobody revived, and the moment it was.
void Instance::settle() {
    auto& parts = *parts_;
    if (!parts.settings.accept_clock) {
        parts.clock->raise(parts.databases->cases.read(latest_instant_in_cases).value_or(Instant{}));
        parts.clock->raise(parts.databases->keys.read(latest_instant_in_keys).value_or(Instant{}));
    }
    const auto now = parts.clock->now();
    parts.finished_a_rotation = carry_indexes_over(parts.services, now);
    parts.databases->keys.write([&](storage::Transaction& transaction) {
        if (!storage::find_key_setting(transaction, "instance"))
            storage::set_key_setting(transaction, "instance", bytes_of(parts.services.instance));
    });
    // A file that was put back from a backup revives nobody: before anything is served.
    replay_tombstones(parts.services, now);
    note_instant(parts.databases->keys, parts.databases->cases, now, parts.settings.accept_clock);
}

bool Instance::finished_a_rotation() const { return parts_->finished_a_rotation; }

void Instance::note_this_moment() {
    auto& parts = *parts_;
    const auto now = parts.clock->now();
    note_instant(parts.databases->keys, parts.databases->cases, now);
    parts.clock->raise(now);
}

Instance::Instance(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Instance::~Instance() = default;

Services& Instance::services() { return parts_->services; }

const Settings& Instance::settings() const { return parts_->settings; }

}  // namespace prevenance::api

#include "api/key_rotation.h"

#include "api/account_secrets.h"
#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "api/people.h"
#include "api/sessions.h"
#include "integrations/field_box.h"
#include "integrations/mailbox.h"
#include "storage/accounts.h"
#include "storage/instance_settings.h"
#include "storage/invitations.h"
#include "storage/mailboxes.h"
#include "storage/migrations.h"
#include "storage/organisations.h"
#include "storage/root_keys.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using integrations::RootKey;
using integrations::RootLegacy;
using storage::Reader;
using storage::Transaction;

constexpr std::string_view root_key_setting = "root_key";
constexpr int keys_at_once = 500;

std::optional<KeyId> read_id(const std::optional<Bytes>& bytes) {
    if (!bytes || bytes->size() != 16) return std::nullopt;
    KeyId id;
    std::ranges::copy(*bytes, id.bytes.begin());
    return id;
}

// The key that keys.db was last used with. A file from before there were retired keys says it by its rows.
std::optional<KeyId> key_before(const Reader& reader) {
    if (const auto known = read_id(storage::find_key_setting(reader, root_key_setting))) return known;
    const auto rows = storage::person_keys_by_root_key(reader);
    if (rows.empty()) return std::nullopt;
    return rows.front().root_key;
}

const RootKey* find_key(const RootKeys& keys, const KeyId& id) {
    if (keys.present.id() == id) return &keys.present;
    const auto found = std::ranges::find(keys.retired, id, &RootKey::id);
    return found == keys.retired.end() ? nullptr : &*found;
}

std::unexpected<Error> missing(const KeyId& id) {
    return fail(ErrorCode::unavailable,
                "La clé racine " + id.text() +
                    " manque\u00A0: la rotation n’est pas finie. Remettez son fichier dans le "
                    "dossier .retired à côté de la clé racine.");
}

storage::RetiredRootKey retired_row(const RootKey& retired, const RootKey& present, std::int64_t number,
                                    Randomness& randomness, Instant now) {
    const auto legacy = retired.legacy();
    const auto signature =
        present.instance_signing_key().sign(integrations::endorsement_message(legacy.root, legacy.signer));
    return {legacy.root,
            number,
            present.seal_legacy(legacy, randomness),
            Bytes{legacy.signer.bytes.begin(), legacy.signer.bytes.end()},
            Bytes{signature.begin(), signature.end()},
            now};
}

// One transaction: either all that earlier keys left is under the present key, or nothing changed.
Result<void> carry_legacies_over(storage::Database& key_file, const RootKeys& keys, const RootKey& before,
                                 Randomness& randomness, Instant now) {
    return key_file.write([&](Transaction& transaction) -> Result<void> {
        const auto rows = storage::retired_root_keys(transaction);
        for (const auto& row : rows) {
            const auto legacy = before.open_legacy(row.sealed_legacy, row.id);
            if (!legacy) {
                transaction.roll_back();
                return std::unexpected(legacy.error());
            }
            storage::reseal_legacy(transaction, row.id, keys.present.seal_legacy(*legacy, randomness));
        }
        storage::add_retired_root_key(
            transaction,
            retired_row(before, keys.present, static_cast<std::int64_t>(rows.size()) + 1, randomness, now));
        storage::set_key_setting(transaction, root_key_setting, keys.present.id().bytes);
        return {};
    });
}

bool is_endorsed(const RootLegacy& legacy, const storage::RetiredRootKey& row,
                 const integrations::SigningPublicKey& follower) {
    integrations::Signature signature{};
    if (row.endorsement.size() != signature.size() ||
        !std::ranges::equal(row.signing_key, legacy.signer.bytes))
        return false;
    std::ranges::copy(row.endorsement, signature.begin());
    return integrations::signed_by(follower, integrations::endorsement_message(legacy.root, legacy.signer),
                                   signature);
}

Result<std::vector<RootLegacy>> read_legacies(const Reader& key_file, const RootKey& present) {
    const auto rows = storage::retired_root_keys(key_file);
    std::vector<RootLegacy> legacies;
    for (const auto& row : rows) {
        auto legacy = present.open_legacy(row.sealed_legacy, row.id);
        if (!legacy) return std::unexpected(legacy.error());
        legacies.push_back(std::move(*legacy));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto follower =
            i + 1 < rows.size() ? legacies[i + 1].signer : present.instance_signing_key().public_key();
        if (!is_endorsed(legacies[i], rows[i], follower))
            return fail(
                ErrorCode::internal,
                "Dans keys.db, la signature d’une ancienne clé racine a été altérée. Restaurez keys.db.");
    }
    return legacies;
}

Result<void> rewrap_person_keys(storage::Database& key_file, const RootKeys& keys, Randomness& randomness) {
    const auto rest = [&] {
        return key_file.read([&](const Reader& reader) {
            return storage::person_keys_not_under(reader, keys.present.id(), keys_at_once);
        });
    };
    for (auto rows = rest(); !rows.empty(); rows = rest()) {
        std::vector<std::pair<KeyId, Bytes>> wrapped;
        for (const auto& row : rows) {
            const auto* before = find_key(keys, row.root_key);
            if (before == nullptr) return missing(row.root_key);
            const auto key = integrations::unwrap_field_key(row.wrapped, row.id, *before);
            if (!key) return std::unexpected(key.error());
            wrapped.emplace_back(row.id, integrations::wrap_field_key(*key, keys.present, randomness));
        }
        key_file.write([&](Transaction& transaction) {
            for (const auto& [id, bytes] : wrapped) storage::rewrap_person_key(transaction, id, bytes);
        });
    }
    return {};
}

void reindex_accounts(Services& services, Transaction& transaction) {
    for (const auto& account : storage::Accounts{transaction}.all())
        if (const auto profile = open_profile(services, account))
            storage::Accounts::set_login_index(transaction, account.id,
                                               login_index(services, profile->login.reveal()));
}

void reindex_employees(Services& services, Transaction& transaction) {
    for (const auto& employer : storage::Organisations{transaction}.employers()) {
        const auto scope = EmployerScope::for_job(employer.id);
        const storage::Employees employees{transaction, scope};
        for (const auto& employee : open_employees(services, scope, employees.all()))
            employees.set_payroll_index(transaction, employee.id,
                                        payroll_index(services, scope, employee.payroll_number));
    }
}

// Only what the key before vouched for: a roster that was forged is not signed by anybody now.
void renew_roster_signatures(Services& services, Transaction& transaction,
                             const integrations::SigningPublicKey& before) {
    const auto signing = services.root.instance_signing_key();
    for (const auto& service : storage::Organisations{transaction}.oh_services())
        for (const auto& roster : read_rosters(transaction, service.id).value_or(std::vector<integrations::Roster>{})) {
            if (!integrations::instance_signed(roster, before)) continue;
            storage::renew_roster(transaction, service.id, static_cast<std::int64_t>(roster.number),
                                  integrations::instance_signature_of(roster, signing));
        }
    storage::forget_all_applications(transaction);  // signed by the key before: whoever waits asks again
}

integrations::SigningPublicKey signer_of(const RootKey& root, const std::optional<KeyId>& before) {
    const auto& legacies = root.legacies();
    const auto found = std::ranges::find(legacies, before.value_or(legacies.front().root), &RootLegacy::root);
    return found == legacies.end() ? legacies.front().signer : found->signer;
}

}  // namespace

Result<void> carry_keys_over(storage::Database& key_file, RootKeys& keys, Randomness& randomness,
                             Instant now) {
    const auto before = key_file.read([](const Reader& reader) { return key_before(reader); });
    if (before && *before != keys.present.id()) {
        const auto* key = find_key(keys, *before);
        if (key == nullptr) return missing(*before);
        if (const auto carried = carry_legacies_over(key_file, keys, *key, randomness, now); !carried)
            return carried;
    }
    auto legacies =
        key_file.read([&](const Reader& reader) { return read_legacies(reader, keys.present); });
    if (!legacies) return std::unexpected(legacies.error());
    keys.present.inherit(std::move(*legacies));
    if (const auto rewrapped = rewrap_person_keys(key_file, keys, randomness); !rewrapped) return rewrapped;
    key_file.write([&](Transaction& transaction) {
        if (read_id(storage::find_key_setting(transaction, root_key_setting)) != keys.present.id())
            storage::set_key_setting(transaction, root_key_setting, keys.present.id().bytes);
    });
    return {};
}

Result<RootKey> root_key_in_use(const Settings& settings) {
    integrations::SlowHash slow_hash;
    auto keys = load_root_keys(settings, slow_hash);
    if (!keys) return std::unexpected(keys.error());
    const auto file = settings.data / "keys.db";
    std::error_code trouble;
    if (!std::filesystem::exists(file, trouble)) return std::move(keys->present);
    const storage::DatabaseView key_file{file, storage::key_migrations()};
    return key_file.read([&](const Reader& reader) -> Result<RootKey> {
        const auto used = key_before(reader).value_or(keys->present.id());
        const auto retired = std::ranges::find(keys->retired, used, &RootKey::id);
        if (used != keys->present.id() && retired == keys->retired.end()) return missing(used);
        auto key = used == keys->present.id() ? std::move(keys->present) : std::move(*retired);
        auto legacies = read_legacies(reader, key);
        if (!legacies) return std::unexpected(legacies.error());
        key.inherit(std::move(*legacies));
        return key;
    });
}

bool carry_indexes_over(Services& services, Instant now) {
    const auto present = services.root.id();
    const auto before = services.cases.read([](const Reader& reader) {
        return read_id(storage::find_instance_setting(reader, root_key_setting));
    });
    if (before == present) return false;
    const bool replaced = !services.root.legacies().empty();
    services.cases.write([&](Transaction& transaction) {
        if (replaced) {
            reindex_accounts(services, transaction);
            reindex_employees(services, transaction);
            renew_roster_signatures(services, transaction, signer_of(services.root, before));
            services.audit.record(transaction, {now, std::nullopt, "root_key.replace", present.bytes});
        }
        storage::set_instance_setting(transaction, root_key_setting, present.bytes);
    });
    return replaced;
}

namespace {

RootKeyUse& use_of(std::vector<RootKeyUse>& uses, const KeyId& named, const KeyId& first) {
    const auto id = named == KeyId{} ? first : named;
    const auto found = std::ranges::find(uses, id, &RootKeyUse::root_key);
    if (found != uses.end()) return *found;
    uses.push_back({id});
    return uses.back();
}

}  // namespace

std::vector<RootKeyUse> root_key_uses(const Services& services) {
    const auto present = services.root.id();
    const auto& legacies = services.root.legacies();
    const auto first = legacies.empty() ? present : legacies.front().root;
    std::vector<RootKeyUse> uses{{present, true}};
    for (auto legacy = legacies.rbegin(); legacy != legacies.rend(); ++legacy) uses.push_back({legacy->root});
    services.keys.read([&](const Reader& reader) {
        for (const auto& rows : storage::person_keys_by_root_key(reader))
            use_of(uses, rows.root_key, first).person_keys = rows.rows;
        return true;
    });
    services.cases.read([&](const Reader& reader) {
        for (const auto& account : storage::Accounts{reader}.all())
            if (const auto record = decode_password(account.password))
                ++use_of(uses, record->pepper, first).passwords;
        for (const auto& bytes : storage::locks_of_open_invitations(reader, services.clock.today()))
            if (const auto lock = decode_lock(bytes)) ++use_of(uses, lock->pepper, first).invitations;
        const auto indexed = read_id(storage::find_instance_setting(reader, root_key_setting));
        if (indexed) use_of(uses, *indexed, first).indexes = true;
        return true;
    });
    return uses;
}

}  // namespace prevenance::api

#include "api/start_check.h"

#include "api/high_water.h"
#include "storage/instance_settings.h"
#include "storage/root_keys.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

namespace prevenance::api {
namespace {

namespace fs = std::filesystem;
using storage::Reader;

// A machine may drift, or come back from a suspended state: within a day, time stands still until it caught
// up.
constexpr std::chrono::hours tolerated_drift{24};

enum class Kind { cases, keys, statistics };

struct KnownFile {
    Kind kind;
    const char* name;
    const char* table;  // only this file has it
};

constexpr std::array<KnownFile, 3> known_files{{{Kind::cases, "prevenance.db", "audit_entry"},
                                                {Kind::keys, "keys.db", "person_key"},
                                                {Kind::statistics, "statistics.db", "publication"}}};

struct Look {
    bool is_there = false;  // with a schema in it
    bool is_empty = false;  // no byte, or no table
    std::optional<std::string> instance;
    std::optional<Instant> latest;
    std::set<KeyId> root_keys;
    std::int64_t rows = 0;  // people and accounts, or their keys, or publications
};

std::unexpected<Error> refused(const std::string& what, const std::string& mending) {
    return fail(ErrorCode::unavailable, what + " " + mending + " Rien n’a été modifié.");
}

bool has_table(const Reader& reader, std::string_view table) {
    return reader.number("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", {table}) ==
           1;
}

std::optional<std::string> as_text(const std::optional<Bytes>& bytes) {
    if (!bytes) return std::nullopt;
    return std::string{text_of(*bytes)};
}

void look_at_cases(const Reader& reader, Look& look) {
    look.rows = reader.number("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM employee)");
    look.instance = as_text(storage::find_instance_setting(reader, "instance"));
    look.latest = latest_instant_in_cases(reader);
}

void look_at_keys(const Reader& reader, Look& look) {
    look.rows = reader.number("SELECT count(*) FROM person_key");
    for (const auto& rows : storage::person_keys_by_root_key(reader)) look.root_keys.insert(rows.root_key);
    if (!has_table(reader, "key_setting")) return;  // from before there were any
    look.instance = as_text(storage::find_key_setting(reader, "instance"));
    look.latest = latest_instant_in_keys(reader);
    if (const auto root = storage::find_key_setting(reader, "root_key"); root && root->size() == 16) {
        KeyId id;
        std::ranges::copy(*root, id.bytes.begin());
        look.root_keys.insert(id);
    }
}

void look_inside(const Reader& reader, Kind kind, Look& look) {
    if (kind == Kind::cases) return look_at_cases(reader, look);
    if (kind == Kind::keys) return look_at_keys(reader, look);
    look.rows = reader.number("SELECT count(*) FROM publication");
}

// Which of the three this file is, by its tables; null: none of them.
const KnownFile* recognised(const Reader& reader) {
    const auto found =
        std::ranges::find_if(known_files, [&](const auto& known) { return has_table(reader, known.table); });
    return found == known_files.end() ? nullptr : &*found;
}

Result<Look> look_at(const fs::path& folder, const KnownFile& expected) {
    const auto file = folder / expected.name;
    std::error_code trouble;
    Look look;
    if (!fs::exists(file, trouble)) return look;
    try {
        std::optional<Error> error;
        storage::glance(file, [&](const Reader& reader) {
            look.is_empty = reader.number("SELECT count(*) FROM sqlite_master") == 0;
            if (look.is_empty) return;
            const auto* found = recognised(reader);
            if (found != &expected) {
                error = refused("Le fichier " + file.string() +
                                    (found == nullptr ? " n’est pas une base de Prévenance."
                                                      : std::string{" contient "} + found->name +
                                                            "\u00A0: des fichiers ont été échangés."),
                                "Remettez chaque fichier sous son nom, ou restaurez la sauvegarde des trois.")
                            .error();
                return;
            }
            look.is_there = true;
            look_inside(reader, expected.kind, look);
        });
        if (error) return std::unexpected(*error);
    } catch (const storage::DatabaseError&) {
        return refused("La base " + file.string() + " est abîmée, tronquée ou n’en est pas une.",
                       "Restaurez-la depuis sa sauvegarde, puis relancez.");
    }
    return look;
}

Result<void> check_presence(const fs::path& folder, const Look& cases, const Look& keys,
                            const Look& statistics) {
    const auto missing = [&](const char* name, const Look& look) {
        return "Le fichier " + (folder / name).string() + (look.is_empty ? " est vide" : " manque");
    };
    if (!cases.is_there && keys.rows > 0)
        return refused(
            missing("prevenance.db", cases) + ", alors que les clés des personnes sont là.",
            "Restaurez prevenance.db depuis sa sauvegarde. Pour une nouvelle installation, choisissez "
            "un dossier vide avec --data.");
    if (cases.rows == 0) return {};
    if (!keys.is_there)
        return refused(missing("keys.db", keys) + "\u00A0: sans les clés, aucun nom ne s’ouvre.",
                       "Restaurez keys.db depuis sa sauvegarde la plus récente.");
    if (!statistics.is_there)
        return refused(missing("statistics.db", statistics) + "\u00A0: les chiffres publiés y sont.",
                       "Restaurez statistics.db depuis sa sauvegarde.");
    return {};
}

Result<void> check_root_key(const Look& found, const RootKeys& keys) {
    for (const auto& id : found.root_keys) {
        const auto is_it = [&](const integrations::RootKey& key) { return key.id() == id; };
        if (is_it(keys.present) || std::ranges::any_of(keys.retired, is_it)) continue;
        return refused(
            "Ces données sont sous la clé racine " + id.text() + ", et la clé donnée est " +
                keys.present.id().text() + ".",
            "Remettez le fichier de la bonne clé racine (ou, pendant une rotation, l’ancienne dans le "
            "dossier .retired à côté d’elle).");
    }
    return {};
}

Result<void> check_age(const Settings& settings, const Look& cases, const Look& keys) {
    if (settings.accept_older_keys || !cases.latest) return {};
    if (keys.latest && *keys.latest >= *cases.latest) return {};
    return refused(
        "Le fichier keys.db date du " + (keys.latest ? iso_instant(*keys.latest) : std::string{"début"}) +
            " et prevenance.db du " + iso_instant(*cases.latest) +
            "\u00A0: keys.db est plus ancien que les données. Des personnes n’auraient pas leur clé, et des "
            "clés détruites reviendraient.",
        "Restaurez la copie de keys.db la plus récente. S’il n’en existe aucune autre\u00A0: prevenance "
        "accept older-keys");
}

Result<void> check_clock(const Settings& settings, const Look& cases, const Look& keys, Instant now) {
    if (settings.accept_clock) return {};
    const auto latest = std::max(cases.latest.value_or(Instant{}), keys.latest.value_or(Instant{}));
    if (now + tolerated_drift >= latest) return {};
    return refused(
        "L’horloge de cette machine dit " + iso_instant(now) + ", mais le service a déjà vu " +
            iso_instant(latest) + "\u00A0: des codes et des accords expirés redeviendraient valables.",
        "Réglez l’heure (timedatectl set-ntp true), puis relancez. Si c’est l’heure d’avant qui était "
        "fausse\u00A0: prevenance accept clock");
}

}  // namespace

Result<void> check_before_start(const Settings& settings, const RootKeys& keys, Instant now) {
    std::array<Look, known_files.size()> looks;
    for (std::size_t i = 0; i < known_files.size(); ++i) {
        auto look = look_at(settings.data, known_files[i]);
        if (!look) return std::unexpected(look.error());
        looks[i] = std::move(*look);
    }
    const auto& [cases, stored_keys, statistics] = looks;
    if (const auto all = check_presence(settings.data, cases, stored_keys, statistics); !all) return all;
    if (const auto root = check_root_key(stored_keys, keys); !root) return root;
    if (cases.instance && stored_keys.instance && *cases.instance != *stored_keys.instance)
        return refused("Les fichiers prevenance.db et keys.db viennent de deux installations.",
                       "Restaurez les deux depuis les sauvegardes de la même installation.");
    if (const auto age = check_age(settings, cases, stored_keys); !age) return age;
    return check_clock(settings, cases, stored_keys, now);
}

Result<void> find_installation(const Settings& settings) {
    std::error_code trouble;
    if (std::filesystem::exists(settings.data / "prevenance.db", trouble)) return {};
    return fail(ErrorCode::unavailable,
                "Il n’y a pas de base dans " + settings.data.string() + ". Vérifiez --data.");
}

}  // namespace prevenance::api

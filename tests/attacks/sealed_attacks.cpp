// Takes a full installation as somebody would who can write the database files, and puts every ciphertext
// where another one belongs, flips single bits of each kind, replays and moves whole rows. Nothing of it may
// open.
//
//   sealed_attacks [--flips 10000] [--seed 1]
//
// It ends with a table of what was tried and what was refused, and with status 1 where one thing opened.
#include "api/account_secrets.h"
#include "api/instance.h"
#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "api/person_keys.h"
#include "api/sent_measures.h"
#include "api/sessions.h"
#include "domain/calendar.h"
#include "integrations/invitations.h"
#include "integrations/member_keys.h"
#include "integrations/sealer.h"
#include "storage/accounts.h"
#include "storage/invitations.h"
#include "storage/mailboxes.h"
#include "tests/attacks/full_instance.h"

#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <random>
#include <set>

namespace prevenance::api {
namespace {

using integrations::MemberKeys;
using integrations::SessionSecret;

// One ciphertext, or one signed record, in its place. `opens` is what the program does with these bytes
// there.
struct Envelope {
    std::string kind;
    Bytes bytes;
    std::function<bool(ByteView)> opens;
};

// A sealed column that is left out ("table.column"), and why: nothing is in it after the journeys, and the
// tests named flip its bits and move it.
const std::map<std::string, std::string> left_out{
    {"passkey.sealed_label", "PasskeyPages"},
    {"passkey_challenge.sealed_member_key", "PasskeyPages"},
    {"mailbox_former_key.sealed_private_key", "LeavingTheMailbox"},
    {"member_recovery.wrapped_master_key", "RecoveryCodeTest"},
    {"keys.db retired_root_key.sealed_legacy", "RootKeyTest"},
};

class SealedAttacks {
public:
    SealedAttacks(int flips, std::uint64_t seed)
        : flips_(flips), random_(seed), services_(full_.instance.services()) {
        fill_what_the_journeys_leave_empty();
        collect_fields();
        collect_plans();
        collect_accounts();
        collect_mailboxes();
        collect_invitations();
        collect_alerts();
        collect_keys();
    }

    bool run() {
        bool well = every_column_is_attacked();
        well = every_one_opens_in_its_place() && well;
        well = swap_all() && well;
        well = flip_bits() && well;
        return move_rows() && well;
    }

private:
    // A short fact and an employer's reason: allowed by the schema, met by no journey above.
    void fill_what_the_journeys_leave_empty() {
        struct Row {
            FactId signal;
            EmployeeId employee;
            EmployerId employer;
        };
        const auto signals = services_.cases.read([](const storage::Reader& reader) {
            return reader.all("SELECT id, employee, employer FROM signal WHERE employee IS NOT NULL", {},
                              [](const storage::Row& row) {
                                  return Row{row.id<FactId>(0), row.id<EmployeeId>(1), row.id<EmployerId>(2)};
                              });
        });
        for (const auto& row : signals) {
            const auto sealed = seal_words(services_, *key_of(row.employee.bytes),
                                           {row.employer.text(), "signal", row.signal.text(), "sealed_fact"},
                                           Sensitive<std::string>{"Arrivée à 8 h 20 au lieu de 8 h"});
            write([&](auto& transaction) {
                transaction.execute("UPDATE signal SET sealed_fact = ? WHERE id = ?", {sealed, row.signal});
            });
        }
        for (const auto& measure : measures()) {
            const auto sealed = seal_words(services_, *key_of(measure.employee),
                                           measure_place(measure.tenant, measure.id, 0, "sealed_reason"),
                                           Sensitive<std::string>{"Une seule personne travaille ce jour-là"});
            write([&](auto& transaction) {
                transaction.execute("UPDATE measure SET sealed_reason = ? WHERE measures = ?",
                                    {sealed, measure.id});
            });
        }
    }

    struct Measure {
        MeasuresId id;
        std::string tenant;
        IdBytes employee;
    };
    std::vector<Measure> measures() {
        return services_.cases.read([](const storage::Reader& reader) {
            return reader.all("SELECT id, employer, employee FROM measures", {}, [](const storage::Row& row) {
                return Measure{row.id<MeasuresId>(0), row.id<EmployerId>(1).text(),
                               row.id<EmployeeId>(2).bytes};
            });
        });
    }

    void write(const std::function<void(storage::Transaction&)>& work) {
        services_.cases.write([&](storage::Transaction& transaction) {
            work(transaction);
            services_.audit.record(transaction,
                                   {services_.clock.now(), std::nullopt, "test.prepare", std::nullopt});
        });
    }

    std::shared_ptr<integrations::FieldKey> key_of(const IdBytes& owner) {
        return std::make_shared<integrations::FieldKey>(find_person_key(services_, owner).value());
    }

    void add(std::string kind, Bytes bytes, std::function<bool(ByteView)> opens) {
        envelopes_.push_back({std::move(kind), std::move(bytes), std::move(opens)});
    }

    // Row: bytes, id, tenant, whose key. The place is written here again by hand: the program's own functions
    // that make it are what is tested.
    void add_fields(const char* table, const char* column, storage::Sql sql) {
        services_.cases.read([&](const storage::Reader& reader) {
            reader.each(sql, {}, [&](const storage::Row& row) {
                const auto id = row.id<KeyId>(1).text();
                const auto tenant = row.is_null(2) ? std::string{} : row.id<KeyId>(2).text();
                const auto key = key_of(row.id<KeyId>(3).bytes);
                add(std::string{table} + "." + column, row.blob(0), [=, this](ByteView bytes) {
                    return open_words(services_, *key, {tenant, table, id, column}, bytes).has_value();
                });
            });
            return true;
        });
    }

    void collect_fields() {
        add_fields("employee", "sealed_person", "SELECT sealed_person, id, employer, id FROM employee");
        add_fields("signal", "sealed_fact",
                   "SELECT sealed_fact, id, employer, employee FROM signal WHERE sealed_fact IS NOT NULL");
        add_fields(
            "absence_import", "sealed_upload",
            "SELECT sealed_upload, id, employer, id FROM absence_import WHERE sealed_upload IS NOT NULL");
        add_fields("visit_request", "sealed_motive",
                   "SELECT sealed_motive, id, employer, employee FROM visit_request");
        add_fields("account", "sealed_profile", "SELECT sealed_profile, id, NULL, id FROM account");
        add_fields("account", "sealed_totp",
                   "SELECT sealed_totp, id, NULL, id FROM account WHERE sealed_totp IS NOT NULL");
        add_fields(
            "rights_request", "sealed_words",
            "SELECT sealed_words, id, employer, employee FROM rights_request WHERE sealed_words IS NOT NULL");
        add_fields("rights_request", "sealed_extension",
                   "SELECT sealed_extension, id, employer, employee FROM rights_request "
                   "WHERE sealed_extension IS NOT NULL");
        add_fields("rights_request", "sealed_answer",
                   "SELECT sealed_answer, id, employer, employee FROM rights_request WHERE sealed_answer IS "
                   "NOT NULL");
        for (const auto& measure : measures())
            for (const auto* column : {"sealed_detail", "sealed_reason"}) {
                const auto bytes = cell(column, measure.id);
                add(std::string{"measure."} + column, bytes,
                    [=, this, key = key_of(measure.employee)](ByteView other) {
                        return open_words(services_, *key,
                                          measure_place(measure.tenant, measure.id, 0, column), other)
                            .has_value();
                    });
            }
    }

    // Row: bytes, tenant, plan, position or version, whose key. The place is written here again by hand.
    void add_plan_words(const char* table, const char* column, storage::Sql sql) {
        services_.cases.read([&](const storage::Reader& reader) {
            reader.each(sql, {}, [&](const storage::Row& row) {
                const auto tenant = row.id<KeyId>(1).text();
                const auto place = row.id<KeyId>(2).text() + "/" + std::to_string(row.integer(3));
                const auto key = key_of(row.id<KeyId>(4).bytes);
                add(std::string{table} + "." + column, row.blob(0), [=, this](ByteView bytes) {
                    return open_words(services_, *key, {tenant, table, place, column}, bytes).has_value();
                });
            });
            return true;
        });
    }

    void collect_plans() {
        add_plan_words("plan_action", "sealed_detail",
                       "SELECT a.sealed_detail, p.employer, p.id, a.position, p.employee FROM plan_action a "
                       "JOIN action_plan p ON p.id = a.plan WHERE a.sealed_detail IS NOT NULL");
        add_plan_words("plan_action", "sealed_owner_name",
                       "SELECT a.sealed_owner_name, p.employer, p.id, a.position, p.employee FROM plan_action a "
                       "JOIN action_plan p ON p.id = a.plan WHERE a.sealed_owner_name IS NOT NULL");
        add_plan_words("plan_action", "sealed_reason",
                       "SELECT a.sealed_reason, p.employer, p.id, a.position, p.employee FROM plan_action a "
                       "JOIN action_plan p ON p.id = a.plan WHERE a.sealed_reason IS NOT NULL");
        add_plan_words("plan_proposal", "sealed_words",
                       "SELECT o.sealed_words, p.employer, p.id, o.version, p.employee FROM plan_proposal o "
                       "JOIN action_plan p ON p.id = o.plan WHERE o.sealed_words IS NOT NULL");
    }

    Bytes cell(std::string_view column, MeasuresId id) {
        return services_.cases.read([&](const storage::Reader& reader) {
            const auto take = [](const storage::Row& row) { return row.blob(0); };
            if (column == "sealed_detail")
                return *reader.one("SELECT sealed_detail FROM measure WHERE measures = ? AND position = 0",
                                   {id}, take);
            return *reader.one("SELECT sealed_reason FROM measure WHERE measures = ? AND position = 0", {id},
                               take);
        });
    }

    // Physicians and their cell: the master key under the password, and under the cookie.
    void collect_accounts() {
        const auto accounts = services_.cases.read(
            [](const storage::Reader& reader) { return storage::Accounts{reader}.all(); });
        for (const auto& account : accounts) {
            if (account.role == Role::physician) add_password(account);
            if (!account.member_keys) continue;
            const auto key = std::make_shared<integrations::SecretKey>(
                services_.passwords
                    .verify(account.id, decode_password(account.password),
                            Sensitive<std::string>{TestInstance::test_password})
                    .value());
            add("account.member_keys", *account.member_keys, [key, id = account.id](ByteView bytes) {
                return MemberKeys::open_with_password(bytes, *key, id).has_value();
            });
        }
        for (const auto& who : full_.attackers())
            if (who.role == Role::physician && who.way == "session") add_session(who);
    }

    // No ciphertext; but everybody here has the same password, and a record lets in its own account only.
    void add_password(const storage::AccountRecord& account) {
        add("account.password", account.password, [this, id = account.id](ByteView bytes) {
            const auto record = decode_password(bytes);
            return record && services_.passwords
                                 .verify(id, record, Sensitive<std::string>{TestInstance::test_password})
                                 .has_value();
        });
    }

    static std::shared_ptr<SessionSecret> secret_of(const Attacker& who) {
        return std::make_shared<SessionSecret>(
            SessionSecret::parse(who.cookie.substr(who.cookie.find('=') + 1)).value());
    }

    void add_session(const Attacker& who) {
        const auto secret = secret_of(who);
        const auto session = services_.cases.read([&](const storage::Reader& reader) {
            return storage::Accounts{reader}.session(secret->stored_hash()).value();
        });
        add("session.sealed_member_key", *session.sealed_member_key,
            [secret, id = *who.account](ByteView bytes) {
                return MemberKeys::open_in_session(bytes, *secret, id).has_value();
            });
        sessions_[who.name] = {*who.account, session.sealed_member_key.value(), secret};
    }

    struct OpenSession {
        AccountId account;
        Bytes sealed;
        std::shared_ptr<SessionSecret> secret;
        MemberKeys keys() const { return MemberKeys::open_in_session(sealed, *secret, account).value(); }
    };

    struct Box {
        OhServiceId service;
        std::vector<integrations::Roster> rosters;
        std::vector<Bytes> stored;
        std::shared_ptr<integrations::MailboxKey> key;
    };

    void collect_mailboxes() {
        add_box(full_.instance.oh_service, "a.physician");
        const auto second = services_.cases.read([&](const storage::Reader& reader) {
            return *reader.one("SELECT id FROM oh_service WHERE id <> ?", {full_.instance.oh_service},
                               [](const storage::Row& row) { return row.id<OhServiceId>(0); });
        });
        add_box(second, "c.physician");
    }

    void add_box(OhServiceId service, const std::string& member) {
        auto box = std::make_shared<Box>();
        box->service = service;
        box->stored = services_.cases.read(
            [&](const storage::Reader& reader) { return storage::rosters_of(reader, service); });
        for (const auto& bytes : box->stored)
            box->rosters.push_back(integrations::decode_roster(bytes).value());
        for (std::size_t i = 0; i < box->stored.size(); ++i)
            add("mailbox_roster.roster", box->stored[i],
                [=, this](ByteView bytes) { return is_trusted(*box, i, bytes); });
        const auto& session = sessions_.at(member);
        const auto sealed = services_.cases.read([&](const storage::Reader& reader) {
            return storage::sealed_mailbox_key(reader, service, session.account).value();
        });
        add("mailbox_member.sealed_private_key", sealed, [box, session](ByteView bytes) {
            return integrations::open_mailbox_key(bytes, box->rosters.back(), session.account, session.keys())
                .has_value();
        });
        box->key = std::make_shared<integrations::MailboxKey>(
            integrations::open_mailbox_key(sealed, box->rosters.back(), session.account, session.keys())
                .value());
        boxes_.push_back(box);
        add_application(*box, member);
    }

    bool is_trusted(const Box& box, std::size_t at, ByteView bytes) const {
        const auto other = integrations::decode_roster(bytes);
        if (!other) return false;
        auto rosters = box.rosters;
        rosters[at] = *other;
        return integrations::trusted_mailbox_key(rosters, box.service,
                                                 services_.root.instance_signing_key().public_key())
            .has_value();
    }

    // Letting somebody in reads the application from the database: it is put there for a moment.
    void add_application(const Box& box, const std::string& member) {
        const auto applicant = services_.cases.read(
            [&](const storage::Reader& reader) { return storage::applicants(reader, box.service).at(0); });
        const auto bytes = services_.cases.read([&](const storage::Reader& reader) {
            return storage::find_application(reader, box.service, applicant).value();
        });
        add("mailbox_application.application", bytes,
            [=, this, service = box.service, session = sessions_.at(member)](ByteView other) {
                write([&](auto& transaction) {
                    storage::set_application(transaction, service, applicant, other, services_.clock.now());
                });
                const auto keys = session.keys();
                const bool admitted =
                    admit(services_, service, {session.account, keys}, applicant, services_.clock.now())
                        .has_value();
                write([&](auto& transaction) {
                    storage::set_application(transaction, service, applicant, bytes, services_.clock.now());
                });
                return admitted;
            });
    }

    void collect_invitations() {
        for (const auto& card : full_.cards()) {
            const auto stored = services_.cases.read([&](const storage::Reader& reader) {
                return storage::find_by_locator(reader, read_locator(card.path.substr(3)).value()).value();
            });
            const auto code = card.code;
            add("invitation_content.sealed_content", *stored.sealed_content,
                [=, this](ByteView bytes) { return opens_invitation(stored.lock, bytes, code); });
            add("invitation_content.lock", stored.lock,
                [=, this](ByteView bytes) { return opens_invitation(bytes, *stored.sealed_content, code); });
        }
    }

    bool opens_invitation(ByteView lock_bytes, ByteView content_bytes, const std::string& typed) {
        const auto lock = decode_lock(lock_bytes);
        auto content = decode_content(content_bytes);
        if (!lock || !content) return false;
        integrations::Invitations invitations{services_.root, services_.slow_hash, services_.randomness};
        const auto code = integrations::InvitationCode::parse(Sensitive<std::string>{typed}).value();
        return invitations.open(integrations::SealedInvitation{*lock, std::move(*content)}, code).has_value();
    }

    struct StoredAlert {
        AlertId id;
        OhServiceId service;
        Bytes envelope;
        Bytes receipt;
        Bytes lock;
        bool is_own_request() const { return lock.empty(); }
    };

    void collect_alerts() {
        alerts_ = services_.cases.read([](const storage::Reader& reader) {
            return reader.all(
                "SELECT a.id, a.oh_service, a.envelope, r.canonical, r.lock FROM sealed_alert a "
                "JOIN receipt r ON r.id = a.receipt",
                {}, [](const storage::Row& row) {
                    return StoredAlert{row.id<AlertId>(0), row.id<OhServiceId>(1), row.blob(2), row.blob(3),
                                       row.blob(4)};
                });
        });
        for (const auto& alert : alerts_) {
            add(alert.is_own_request() ? "sealed_alert.envelope (own request)" : "sealed_alert.envelope",
                alert.envelope, [=, this](ByteView bytes) {
                    return opens_alert(alert, alert.service, bytes, alert.receipt, alert.lock);
                });
            add("receipt.canonical", alert.receipt, [=, this](ByteView bytes) {
                return opens_alert(alert, alert.service, alert.envelope, bytes, alert.lock);
            });
        }
    }

    // As the mailbox does before it shows anything (api/opened_alert.cpp).
    bool opens_alert(const StoredAlert& alert, OhServiceId reader, ByteView envelope, ByteView receipt_bytes,
                     ByteView lock_bytes) const {
        const auto sealed = SealedAlert::from_stored_bytes(Bytes(envelope.begin(), envelope.end()));
        if (!sealed || sealed->header().alert != alert.id) return false;
        const auto receipt = parse_receipt(receipt_bytes);
        if (!receipt) return false;
        std::optional<integrations::SigningPublicKey> one_time_key;
        if (const auto lock = lock_bytes.empty() ? std::nullopt : decode_lock(lock_bytes))
            one_time_key = lock->one_time_key;
        const auto box = std::ranges::find(boxes_, reader, [](const auto& one) { return one->service; });
        const integrations::MailboxKnowledge known{
            *(*box)->key, services_.root.instance_signing_key().public_key(), one_time_key, *receipt,
            in_paris(services_.clock.now()).date};
        return integrations::Sealer::open(*sealed, known).has_value();
    }

    void collect_keys() {
        services_.keys.read([&](const storage::Reader& reader) {
            reader.each("SELECT id, wrapped_key FROM person_key", {}, [&](const storage::Row& row) {
                add("keys.db person_key.wrapped_key", row.blob(1),
                    [id = row.id<KeyId>(0), this](ByteView bytes) {
                        return integrations::unwrap_field_key(bytes, id, services_.root).has_value();
                    });
            });
            return true;
        });
    }

    // ---- the attacks
    // ------------------------------------------------------------------------------------------------

    // A sealed column that somebody adds is attacked, or says why not.
    bool every_column_is_attacked() {
        std::set<std::string> attacked;
        for (const auto& envelope : envelopes_) attacked.insert(envelope.kind);
        std::vector<std::string> missing;
        const auto look = [&](const storage::Reader& reader, const std::string& prefix) {
            reader.each(
                "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c "
                "WHERE m.type = 'table' AND (c.name LIKE 'sealed\\_%' ESCAPE '\\' "
                "OR c.name LIKE 'wrapped\\_%' ESCAPE '\\') AND c.type = 'BLOB'",
                {}, [&](const storage::Row& row) {
                    const auto name = prefix + row.text(0);
                    if (!attacked.contains(name) && !left_out.contains(name)) missing.push_back(name);
                });
            return true;
        };
        services_.cases.read([&](const storage::Reader& reader) { return look(reader, ""); });
        services_.keys.read([&](const storage::Reader& reader) { return look(reader, "keys.db "); });
        for (const auto& name : missing)
            std::cout << "no ciphertext of " << name
                      << " is attacked: collect it, or say in left_out why not\n";
        return missing.empty();
    }

    // Without this the refusals below would mean nothing.
    bool every_one_opens_in_its_place() {
        std::size_t closed = 0;
        for (const auto& envelope : envelopes_)
            if (!envelope.opens(envelope.bytes))
                std::cout << "does not open in its own place: " << envelope.kind << "\n", ++closed;
        std::cout << envelopes_.size() << " ciphertexts and signed records open in their own place";
        std::cout << (closed == 0 ? "\n" : ", but some do not\n");
        return closed == 0;
    }

    bool swap_all() {
        std::map<std::string, std::array<int, 3>> counts;  // same kind, another kind, opened
        for (const auto& place : envelopes_) {
            for (const auto& other : envelopes_) {
                if (&place == &other || place.bytes == other.bytes) continue;
                auto& count = counts[place.kind];
                ++count[place.kind == other.kind ? 0 : 1];
                if (!place.opens(other.bytes)) continue;
                ++count[2];
                std::cout << "OPENED: a " << other.kind << " in the place of a " << place.kind << "\n";
            }
        }
        std::cout << "\nEvery one in the place of every other      of its kind   of another    refused\n";
        bool well = true;
        for (const auto& [kind, count] : counts) {
            const int all = count[0] + count[1];
            std::cout << "  " << std::left << std::setw(40) << kind << std::right << std::setw(10) << count[0]
                      << std::setw(13) << count[1] << std::setw(11) << all - count[2] << "\n";
            well = well && count[2] == 0;
        }
        return well;
    }

    bool flip_bits() {
        std::map<std::string, std::vector<const Envelope*>> kinds;
        for (const auto& envelope : envelopes_) kinds[envelope.kind].push_back(&envelope);
        std::cout << "\nSingle bits flipped                            flips      refused\n";
        bool well = true;
        for (const auto& [kind, all] : kinds) {
            int opened = 0;
            for (int i = 0; i < flips_; ++i) {
                const auto& envelope = *all[random_() % all.size()];
                auto bytes = envelope.bytes;
                const auto bit = random_() % (bytes.size() * 8);
                bytes[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
                if (!envelope.opens(bytes)) continue;
                ++opened;
                std::cout << "OPENED: " << kind << " of " << bytes.size() << " bytes with bit " << bit
                          << " flipped\n";
            }
            std::cout << "  " << std::left << std::setw(40) << kind << std::right << std::setw(10) << flips_
                      << std::setw(13) << flips_ - opened << "\n";
            well = well && opened == 0;
        }
        return well;
    }

    // ---- whole rows, through the pages
    // ------------------------------------------------------------------------------

    bool move_rows() {
        std::cout << "\nWhole rows replayed or moved\n";
        bool well = tell("an envelope replayed under a new number", replayed_envelopes());
        well = tell("an envelope read by the other service's physicians", envelopes_at_the_other_service()) &&
               well;
        well = tell("the receipts of two alerts exchanged", exchanged_receipts()) && well;
        return tell("a card's text and lock moved to another person's card, or another employer's",
                    moved_cards()) &&
               well;
    }

    struct Count {
        int tried = 0;
        int opened = 0;
    };
    static bool tell(const std::string& what, const Count& count) {
        std::cout << "  " << count.tried - count.opened << " of " << count.tried << " refused: " << what
                  << "\n";
        return count.tried > 0 && count.opened == 0;
    }

    Count replayed_envelopes() const {
        Count count;
        for (auto alert : alerts_) {
            alert.id = services_.randomness.new_id<AlertId>();
            ++count.tried;
            count.opened +=
                opens_alert(alert, alert.service, alert.envelope, alert.receipt, alert.lock) ? 1 : 0;
        }
        return count;
    }

    Count envelopes_at_the_other_service() const {
        Count count;
        for (const auto& alert : alerts_)
            for (const auto& box : boxes_) {
                if (box->service == alert.service) continue;
                ++count.tried;
                count.opened +=
                    opens_alert(alert, box->service, alert.envelope, alert.receipt, alert.lock) ? 1 : 0;
            }
        return count;
    }

    Count exchanged_receipts() const {
        Count count;
        for (const auto& alert : alerts_)
            for (const auto& other : alerts_) {
                if (alert.id == other.id) continue;
                ++count.tried;
                count.opened +=
                    opens_alert(alert, alert.service, alert.envelope, other.receipt, other.lock) ? 1 : 0;
            }
        return count;
    }

    // With the database open for writing and a card in hand: text and lock are put under another card's
    // address.
    Count moved_cards() {
        Count count;
        for (const auto& from : full_.cards())
            for (const auto& to : full_.cards()) {
                if (from.path == to.path) continue;
                ++count.tried;
                const auto kept = content_of(to);
                put_content(to, content_of(from));
                Visitor person{full_.instance};
                const auto page = person.post_exactly(to.path, {{"code", from.code}});
                count.opened += page.status == 200 ? 1 : 0;
                put_content(to, kept);
            }
        return count;
    }

    struct Content {
        Bytes lock;
        Bytes sealed;
    };
    static std::string locator_of(const FullInstance::Card& card) {
        return read_locator(card.path.substr(3)).value();
    }
    Content content_of(const FullInstance::Card& card) {
        return services_.cases.read([&](const storage::Reader& reader) {
            const auto found = storage::find_by_locator(reader, locator_of(card)).value();
            return Content{found.lock, found.sealed_content.value()};
        });
    }
    void put_content(const FullInstance::Card& card, const Content& content) {
        write([&](auto& transaction) {
            transaction.execute(
                "UPDATE invitation_content SET lock = ?, sealed_content = ?, wrong_codes = 0, destroyed_at = "
                "NULL "
                "WHERE invitation = (SELECT id FROM invitation WHERE locator = ?)",
                {content.lock, content.sealed, locator_of(card)});
        });
    }

    int flips_;
    std::mt19937_64 random_;
    FullInstance full_;
    Services& services_;
    std::vector<Envelope> envelopes_;
    std::map<std::string, OpenSession> sessions_;
    std::vector<std::shared_ptr<Box>> boxes_;
    std::vector<StoredAlert> alerts_;
};

}  // namespace
}  // namespace prevenance::api

int main(int count, char** words) {
    int flips = 10'000;
    std::uint64_t seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view option = words[i];
        if (option == "--flips")
            flips = std::stoi(words[i + 1]);
        else if (option == "--seed")
            seed = std::stoull(words[i + 1]);
        else
            return std::cerr << "sealed_attacks --flips NUMBER --seed NUMBER\n", 2;
    }
    try {
        return prevenance::api::SealedAttacks{flips, seed}.run() ? 0 : 1;
    } catch (const std::exception& trouble) {
        std::cerr << "the attacks ended early: " << trouble.what() << "\n";
        return 1;
    }
}

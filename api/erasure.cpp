#include "api/erasure.h"

#include "api/people.h"
#include "api/screening.h"
#include "storage/erasure.h"
#include "storage/invitations.h"
#include "storage/person_keys.h"
#include "storage/processing_choices.h"

#include <map>

namespace prevenance::api {
namespace {

using storage::Tombstone;
using storage::TombstoneId;

constexpr std::string_view tombstone_form = "prevenance tombstone 1";

Digest tombstone_subject(const Services& services, const IdBytes& subject) {
    return services.keyed_hash(CanonicalWriter{tombstone_form}.field(subject).bytes());
}

Tombstone tombstone_about(Services& services, std::string kind, const IdBytes& subject, Instant now) {
    return {services.randomness.new_id<TombstoneId>(), std::move(kind), tombstone_subject(services, subject),
            now};
}

std::vector<Tombstone> keyed(const Services& services, const std::vector<storage::DueTombstone>& due,
                             Instant now) {
    std::vector<Tombstone> made;
    for (const auto& one : due)
        made.push_back({one.id, one.kind, tombstone_subject(services, one.subject), now});
    return made;
}

std::optional<TeamId> team_of(const Services& services, EmployerScope scope, EmployeeId employee) {
    const auto record = services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, scope}.find(employee);
    });
    if (!record) return std::nullopt;
    return record->team;
}

// What stays in a log would be readable with a key of yesterday's backup.
void leave_nothing_on_disk(Services& services) {
    constexpr int tries = 3;
    for (int i = 0; i < tries; ++i)
        if (services.keys.empty_log() && services.cases.empty_log()) return;
}

// Which thing of prevenance.db a keyed hash stands for.
class Known {
public:
    Known(const Services& services, const std::vector<IdBytes>& things) {
        for (const auto& thing : things) things_.emplace(tombstone_subject(services, thing), thing);
    }
    std::optional<IdBytes> find(const Digest& subject) const {
        const auto found = things_.find(subject);
        if (found == things_.end()) return std::nullopt;
        return found->second;
    }

private:
    std::map<Digest, IdBytes> things_;
};

class Replay {
public:
    Replay(Services& services, const storage::Undoable& things, Instant now)
        : services_(services),
          people_(services, things.people),
          receipts_(services, things.standing_receipts),
          invitations_(services, things.open_invitations),
          now_(now) {}

    void undo(storage::Transaction& transaction, const Tombstone& tombstone) {
        if (tombstone.kind == "receipt") return withdraw(transaction, tombstone);
        if (tombstone.kind == "invitation") return close(transaction, tombstone);
        const auto person = people_.find(tombstone.subject);
        if (!person) return;
        undo_about(transaction, tombstone, EmployeeId{*person});
    }

    const Replayed& done() const { return done_; }

private:
    void undo_about(storage::Transaction& transaction, const Tombstone& tombstone, EmployeeId person) {
        const auto employer = storage::employer_of(transaction, person);
        if (!employer) return;
        const storage::ProcessingChoices choices{transaction, EmployerScope::for_job(*employer)};
        if (tombstone.kind == "person") {
            storage::purge_person(transaction, person, now_);
            ++done_.people;
        } else if (tombstone.kind == "facts") {
            storage::purge_facts(transaction, person, tombstone.made_at);
            ++done_.facts;
        } else {
            if (tombstone.kind == "resumption") choices.resume(transaction, person);
            if (tombstone.kind == "objection") choices.object(transaction, person, tombstone.made_at);
            if (tombstone.kind == "limitation") choices.limit(transaction, person, tombstone.made_at);
            screen_employee(transaction, services_, EmployerScope::for_job(*employer), person, now_);
            ++done_.choices;
        }
        record(transaction, "restore.undo_again", person.bytes, person.bytes);
    }

    void withdraw(storage::Transaction& transaction, const Tombstone& tombstone) {
        const auto receipt = receipts_.find(tombstone.subject);
        if (!receipt) return;
        storage::withdraw_again(transaction, ReceiptId{*receipt}, tombstone.made_at);
        record(transaction, "restore.undo_again", *receipt);
        ++done_.receipts;
    }

    void close(storage::Transaction& transaction, const Tombstone& tombstone) {
        const auto invitation = invitations_.find(tombstone.subject);
        if (!invitation) return;
        storage::destroy_content(transaction, InvitationId{*invitation}, tombstone.made_at);
        record(transaction, "restore.undo_again", *invitation);
        ++done_.invitations;
    }

    // `person`: whom the object is about, where the row that says so may be gone.
    void record(storage::Transaction& transaction, std::string_view action, const IdBytes& object,
                std::optional<IdBytes> person = std::nullopt) {
        services_.audit.record(transaction, {now_, std::nullopt, action, object, person});
    }

    Services& services_;
    Known people_;
    Known receipts_;
    Known invitations_;
    Instant now_;
    Replayed done_;
};

std::vector<Tombstone> unseen_tombstones(const Services& services) {
    auto all = services.keys.read([](const storage::Reader& reader) { return storage::tombstones(reader); });
    const auto seen =
        services.cases.read([](const storage::Reader& reader) { return storage::seen_tombstones(reader); });
    std::erase_if(all, [&](const Tombstone& tombstone) { return seen.contains(tombstone.id); });
    return all;
}

// A keys.db that was put back too may still hold the key of somebody who was erased since.
void destroy_keys_again(Services& services, const std::vector<Tombstone>& unseen) {
    std::vector<IdBytes> holders;
    for (const auto& id :
         services.keys.read([](const storage::Reader& reader) { return storage::people_with_keys(reader); }))
        holders.push_back(id.bytes);
    const Known people{services, holders};
    services.keys.write([&](storage::Transaction& transaction) {
        for (const auto& tombstone : unseen) {
            if (tombstone.kind != "person") continue;
            if (const auto person = people.find(tombstone.subject))
                storage::destroy_person_key(transaction, KeyId{*person});
        }
    });
}

}  // namespace

Result<void> erase_person(Services& services, EmployerScope scope, EmployeeId employee,
                          std::optional<AccountId> by, Instant now) {
    const auto team = team_of(services, scope, employee);
    if (!team) return fail(ErrorCode::not_found);
    const auto tombstone = tombstone_about(services, "person", employee.bytes, now);
    services.keys.write([&](storage::Transaction& transaction) {
        storage::add_tombstone(transaction, tombstone);
        storage::destroy_person_key(transaction, KeyId{employee.bytes});
    });
    services.cases.write([&](storage::Transaction& transaction) {
        storage::purge_person(transaction, employee, now);
        storage::saw_tombstone(transaction, tombstone.id);
        screen_team(transaction, services, scope, *team, now);
        services.audit.record(transaction, {now, by, "employee.erase", employee.bytes, employee.bytes});
    });
    leave_nothing_on_disk(services);
    return {};
}

Result<void> erase_facts(Services& services, EmployerScope scope, EmployeeId employee,
                         std::optional<AccountId> by, Instant now) {
    const auto person = find_employee(services, scope, employee);
    if (!person) return std::unexpected(person.error());
    const auto tombstone = tombstone_about(services, "facts", employee.bytes, now);
    services.keys.write(
        [&](storage::Transaction& transaction) { storage::add_tombstone(transaction, tombstone); });
    services.cases.write([&](storage::Transaction& transaction) {
        storage::purge_facts(transaction, employee, now);
        storage::saw_tombstone(transaction, tombstone.id);
        screen_employee(transaction, services, scope, employee, now);
        screen_team(transaction, services, scope, person->team, now);
        services.audit.record(transaction, {now, by, "employee.erase_facts", employee.bytes});
    });
    leave_nothing_on_disk(services);
    return {};
}

void ship_tombstones(Services& services, Instant now) {
    const auto due =
        services.cases.read([](const storage::Reader& reader) { return storage::due_tombstones(reader); });
    if (due.empty()) return;
    const auto made = keyed(services, due, now);
    services.keys.write([&](storage::Transaction& transaction) {
        for (const auto& tombstone : made) storage::add_tombstone(transaction, tombstone);
    });
    services.cases.write([&](storage::Transaction& transaction) {
        for (const auto& one : due) storage::carried_over(transaction, one.id);
        transaction.mark_housekeeping();
    });
}

void remember_what_was_undone(storage::Transaction& transaction, Services& services, Instant now) {
    const auto due = storage::due_tombstones(transaction);
    if (due.empty()) return;
    // A full queue is no loss: the job loop carries over what is still due.
    services.keys.write_later(
        [made = keyed(services, due, now)](storage::Transaction& keys) {
            for (const auto& tombstone : made) storage::add_tombstone(keys, tombstone);
        },
        [](const std::exception_ptr&) {});
}

Replayed replay_tombstones(Services& services, Instant now) {
    ship_tombstones(services, now);
    const auto unseen = unseen_tombstones(services);
    if (unseen.empty()) return {};
    destroy_keys_again(services, unseen);
    const auto things =
        services.cases.read([](const storage::Reader& reader) { return storage::undoable_things(reader); });
    Replay replay{services, things, now};
    services.cases.write([&](storage::Transaction& transaction) {
        for (const auto& tombstone : unseen) {
            replay.undo(transaction, tombstone);
            storage::saw_tombstone(transaction, tombstone.id);
        }
        storage::forget_due_tombstones(transaction);  // those that the undoing itself made
        transaction.mark_housekeeping();
    });
    if (replay.done().anything()) leave_nothing_on_disk(services);
    return replay.done();
}

int take_back_tombstones(Services& services, std::span<const Tombstone> kept) {
    return services.keys.write([&](storage::Transaction& transaction) {
        int added = 0;
        for (const auto& tombstone : kept) added += storage::add_tombstone(transaction, tombstone) ? 1 : 0;
        return added;
    });
}

}  // namespace prevenance::api

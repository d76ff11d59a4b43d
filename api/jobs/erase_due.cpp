#include "api/jobs/erase_due.h"

#include "api/keeping_time.h"
#include "storage/audit_segments.h"
#include "storage/erased_counts.h"
#include "storage/person_keys.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <span>

namespace prevenance::api {
namespace {

using storage::RetentionKind;
using storage::RetentionLimits;
using storage::Transaction;
using Keys = std::span<const Bytes>;

constexpr std::size_t rows_at_once = 200;
// The last follow-up is asked 24 months after the exit; then three months are left to note the answer.
constexpr int months_after_an_accompaniment = 27;
constexpr std::string_view readings = "audit_readings";
constexpr std::string_view proofs = "audit_proofs";

// False where something else still needs the row: then it stays whole.
bool erase_unless_needed(Transaction& transaction, const RetentionKind& kind, ByteView key,
                         const storage::KeyedHash& hash) {
    transaction.execute("SAVEPOINT one_row");
    bool erased = true;
    try {
        storage::count_before_erasing(transaction, hash, kind.name, key);
        kind.erase(transaction, key);
    } catch (const storage::ConstraintViolated&) {
        transaction.execute("ROLLBACK TO one_row");
        erased = false;
    }
    transaction.execute("RELEASE one_row");
    return erased;
}

void forget_what_stayed(RetentionCounts& counts) {
    counts.held_back.clear();
    counts.frozen.clear();
    counts.request_waits.clear();
}

// The keys of what may go; what is spared is counted.
std::vector<Bytes> keys_to_erase(const RetentionKind& kind, std::vector<storage::DueRow> due,
                                 RetentionCounts& counts) {
    std::vector<Bytes> keys;
    for (auto& row : due) {
        if (row.spared == storage::Spared::no) keys.push_back(std::move(row.key));
        if (row.spared == storage::Spared::frozen) ++counts.frozen[std::string{kind.name}];
        if (row.spared == storage::Spared::request_waits) ++counts.request_waits[std::string{kind.name}];
    }
    return keys;
}

class Eraser {
public:
    Eraser(Services& services, Instant now)
        : services_(services),
          now_(now),
          night_(in_paris(now).date),
          limits_(retention_limits(services.settings.retention, now)) {}

    // What went may have been the last thing that kept something else: again, until nothing goes.
    RetentionCounts run() {
        for (const auto& kind : storage::retention_kinds())
            if (kind.tells_answers) erase_without_telling(kind);
        while (erase_what_is_counted() > 0) {
        }
        destroy_keys();
        erase_audit_months();
        services_.cases.write([&](Transaction& transaction) {
            storage::forget_passing_rows(transaction, limits_);
            for (const auto& [kind, number] : counts_.erased)
                storage::add_to_night(transaction, night_, kind, 0, held(kind));
        });
        return std::move(counts_);
    }

private:
    std::int64_t held(const std::string& kind) const {
        const auto found = counts_.held_back.find(kind);
        return found == counts_.held_back.end() ? 0 : found->second;
    }

    std::vector<Bytes> due(const RetentionKind& kind) {
        return keys_to_erase(kind, services_.cases.read([&](const storage::Reader& reader) {
            return kind.due(reader, limits_);
        }),
                             counts_);
    }

    std::int64_t erase_what_is_counted() {
        std::int64_t erased = 0;
        forget_what_stayed(counts_);
        for (const auto& kind : storage::retention_kinds())
            if (!kind.tells_answers) erased += erase(kind);
        return erased;
    }

    std::int64_t erase(const RetentionKind& kind) {
        auto& counted = counts_.erased[std::string{kind.name}];
        const auto before = counted;
        const auto keys = due(kind);
        for (std::size_t at = 0; at < keys.size(); at += rows_at_once)
            erase_some(kind, Keys{keys}.subspan(at, std::min(rows_at_once, keys.size() - at)));
        return counted - before;
    }

    void erase_some(const RetentionKind& kind, Keys some) {
        try {
            erase_together(kind, some);
        } catch (const storage::ConstraintViolated& trouble) {
            // One row that something else still needs must not keep the others.
            if (some.size() > 1)
                for (std::size_t at = 0; at < some.size(); ++at) erase_some(kind, some.subspan(at, 1));
            else
                hold_back(kind, trouble);
        }
    }

    void erase_together(const RetentionKind& kind, Keys some) {
        const auto number = static_cast<std::int64_t>(some.size());
        services_.cases.write([&](Transaction& transaction) {
            for (const auto& key : some) {
                storage::count_before_erasing(transaction, services_.keyed_hash, kind.name, key);
                kind.erase(transaction, key);
            }
            storage::add_to_night(transaction, night_, kind.name, number, 0);
            record(transaction, std::string{kind.name} + " " + std::to_string(number));
        });
        counts_.erased[std::string{kind.name}] += number;
    }

    void hold_back(const RetentionKind& kind, const std::exception& trouble) {
        spdlog::warn("retention: a row of {} is still needed: {}", kind.name, trouble.what());
        ++counts_.held_back[std::string{kind.name}];
    }

    // Always one transaction and one entry; a row that is still needed waits for the next night.
    void erase_without_telling(const RetentionKind& kind) {
        const auto keys = due(kind);
        services_.cases.write([&](Transaction& transaction) {
            for (const auto& key : keys) erase_unless_needed(transaction, kind, key, services_.keyed_hash);
            record(transaction, kind.name);
        });
    }

    void record(Transaction& transaction, std::string_view what) const {
        const auto action = "retention.erase " + std::string{what};
        services_.audit.record(transaction, {now_, std::nullopt, action, std::nullopt});
    }

    // The rows are gone and on disk; a crash before the end finds the keys again the next night.
    void destroy_keys() {
        for (const auto& id : services_.cases.read(storage::keys_to_destroy)) {
            services_.keys.write([&](Transaction& keys) { storage::destroy_person_key(keys, id); });
            services_.cases.write([&](Transaction& transaction) {
                storage::forget_key_to_destroy(transaction, id);
                transaction.mark_housekeeping();
            });
        }
    }

    void erase_audit_months() {
        const auto today = in_paris(now_).date;
        const auto& settings = services_.settings.retention;
        erase_months(proofs, storage::segments_to_delete, storage::delete_segment,
                     kept_since(today, Months{settings.audit_proofs_months}));
        erase_months(readings, storage::segments_to_thin, storage::thin_segment,
                     kept_since(today, Months{settings.audit_readings_months}));
    }

    template <class Due, class Erase>
    void erase_months(std::string_view kind, Due months_due, Erase erase_one, Date limit) {
        auto& counted = counts_.erased[std::string{kind}];
        const auto months = services_.cases.read(
            [&](const storage::Reader& reader) { return months_due(reader, Instant{limit}); });
        for (const auto month : months)
            counted += services_.cases.write([&](Transaction& transaction) {
                const auto number = erase_one(transaction, services_.audit, month, now_);
                storage::add_to_night(transaction, night_, kind, number, 0);
                return number;
            });
    }

    Services& services_;
    Instant now_;
    Date night_;
    RetentionLimits limits_;
    RetentionCounts counts_;
};

std::int64_t erase_once(Transaction& transaction, const Services& services, const RetentionLimits& limits,
                        RetentionCounts& counts) {
    std::int64_t all = 0;
    forget_what_stayed(counts);
    for (const auto& kind : storage::retention_kinds()) {
        std::int64_t erased = 0;
        std::int64_t held_back = 0;
        for (const auto& key : keys_to_erase(kind, kind.due(transaction, limits), counts))
            ++(erase_unless_needed(transaction, kind, key, services.keyed_hash) ? erased : held_back);
        if (kind.tells_answers) continue;
        all += erased;
        counts.erased[std::string{kind.name}] += erased;
        if (held_back > 0) counts.held_back[std::string{kind.name}] = held_back;
    }
    return all;
}

void preview_months(const storage::Reader& reader, const Services& services, Date today,
                    RetentionCounts& counts) {
    const auto& settings = services.settings.retention;
    const auto goes =
        storage::segments_to_delete(reader, Instant{kept_since(today, Months{settings.audit_proofs_months})});
    auto& of_proofs = counts.erased[std::string{proofs}];
    for (const auto month : goes) of_proofs += storage::count_deleted(reader, month);
    auto& of_readings = counts.erased[std::string{readings}];
    for (const auto month : storage::segments_to_thin(
             reader, Instant{kept_since(today, Months{settings.audit_readings_months})}))
        if (std::ranges::find(goes, month) == goes.end())
            of_readings += storage::count_thinned(reader, month);
}

}  // namespace

// Calendar months have ends of different lengths: from 31 August, six months back is 28 February, but 28
// February and six months is 28 August, which is over. So the first day is looked for from there on.
Date kept_since(Date today, Months period) {
    auto first = add_months(today, -period);
    while (add_months(first, period) < today) first += Days{1};
    return first;
}

RetentionLimits retention_limits(const RetentionSettings& settings, Instant now) {
    const auto today = in_paris(now).date;
    const auto since = [&](int period) { return kept_since(today, Months{period}); };
    RetentionLimits limits;
    limits.signals = since(settings.signals_months);
    limits.absences = since(settings.absences_months);
    limits.talks = since(settings.talks_without_follow_up_months);
    limits.cases = since(settings.case_months);
    limits.departures = today - Days{settings.after_departure_days};
    limits.departed = since(settings.departed_people_months);
    limits.legal = since(settings.legal_months);
    limits.rights_requests = since(settings.rights_requests_months);
    limits.receipts = since(settings.receipts_months);
    limits.alerts = since(settings.alerts_months);
    limits.accompaniments = since(months_after_an_accompaniment);
    limits.withdrawn_alerts = today - Days{settings.withdrawn_alerts_days};
    limits.closed_accounts = since(settings.closed_accounts_months);
    limits.invitations = kept_since(today, agreement_lasts) - invitation_lasts;
    limits.sent_messages = now - Days{settings.sent_messages_days};
    limits.repeated_requests = now - Days{settings.repeated_requests_days};
    limits.now = now;
    return limits;
}

RetentionCounts erase_due(Services& services, Instant now) {
    return Eraser{services, now}.run();
}

RetentionCounts preview_erasure(Services& services, Instant now) {
    RetentionCounts counts;
    services.cases.write([&](Transaction& transaction) {
        transaction.roll_back();
        const auto limits = retention_limits(services.settings.retention, now);
        while (erase_once(transaction, services, limits, counts) > 0) {
        }
        preview_months(transaction, services, in_paris(now).date, counts);
    });
    return counts;
}

}  // namespace prevenance::api

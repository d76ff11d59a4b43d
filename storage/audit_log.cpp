#include "storage/audit_log.h"

#include "storage/audit_subjects.h"
#include "storage/audit_verification.h"

#include <algorithm>
#include <array>

namespace prevenance::storage {
namespace {

void append_number(Bytes& bytes, std::int64_t number) {
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> shift));
}

void append_field(Bytes& bytes, ByteView field) {
    append_number(bytes, static_cast<std::int64_t>(field.size()));
    bytes.insert(bytes.end(), field.begin(), field.end());
}

// The form of entries that hold the identifier of their object. Every field with its length before it, so
// that no two entries have the same bytes.
Bytes first_form(const StoredEntry& entry) {
    Bytes bytes;
    append_field(bytes, entry.previous);
    append_number(bytes, entry.sequence);
    append_number(bytes, entry.at);
    append_field(bytes, entry.actor);
    append_field(bytes, bytes_of(entry.action));
    append_field(bytes, entry.object);
    return bytes;
}

// The form of entries about a person. Neither form can be read as the other: the first eight bytes differ.
Bytes second_form(const StoredEntry& entry) {
    return CanonicalWriter{"prevenance audit entry 2"}
        .field(entry.previous)
        .number(static_cast<std::uint64_t>(entry.sequence))
        .number(static_cast<std::uint64_t>(entry.at))
        .field(entry.actor)
        .text(entry.action)
        .field(entry.object)
        .field(entry.subject)
        .take();
}

Bytes copy_of(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

bool is_taken(const Reader& reader, const Digest& subject) {
    return reader.number("SELECT count(*) FROM audit_entry WHERE subject = ?", {subject}) != 0;
}

// What the next entry follows from: the last entry, or the head of the last month where nothing came after.
StoredEntry follow_last(const Reader& reader) {
    StoredEntry next;
    next.sequence = 1;
    const auto take = [&](const Row& row) {
        if (row.integer(0) < next.sequence) return;
        next.sequence = row.integer(0) + 1;
        next.previous = row.blob(1);
    };
    reader.each("SELECT sequence, entry_hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", {}, take);
    reader.each("SELECT last_sequence, head FROM audit_segment ORDER BY number DESC LIMIT 1", {}, take);
    return next;
}

struct FoundAct {
    RecordedAct act;
    std::optional<Bytes> object;
};

// Columns: sequence, at, actor, action, object.
FoundAct act_in(const Row& row) {
    return {{row.instant(1), row.optional_id<AccountId>(2), row.text(3), row.integer(0)},
            row.optional_blob(4)};
}

std::int64_t oldest_segment(const Reader& reader) {
    return reader
        .one("SELECT min(number) FROM audit_segment WHERE deleted_at IS NULL", {},
             [](const Row& row) { return row.is_null(0) ? std::optional<std::int64_t>{} : row.integer(0); })
        .value_or(std::nullopt)
        .value_or(open_segment(reader));
}

}  // namespace

struct AuditLog::Ties {
    Bytes object;
    Bytes subject;
};

bool is_reading(std::string_view action) {
    constexpr std::array<std::string_view, 9> ends{".read",  ".list",      ".show",    ".form",   ".prepare",
                                                   ".entry", ".code_form", ".preview", ".members"};
    return std::ranges::any_of(ends, [&](auto end) { return action.ends_with(end); });
}

bool is_kept_long(std::string_view action) {
    constexpr std::array<std::string_view, 14> starts{
        "invitation.", "own_request.", "alert.", "measures.",  "mailbox.", "account.",
        "right",       "gdpr.",        "audit.", "retention.", "sheet.",   "appointment_letter.",
        "case.",       "plan."};
    if (is_reading(action)) return false;
    return action.find("export") != std::string_view::npos ||
           action.find("erase") != std::string_view::npos ||
           std::ranges::any_of(starts, [&](auto start) { return action.starts_with(start); });
}

std::int64_t open_segment(const Reader& reader) {
    return reader.number("SELECT coalesce(max(number), 0) + 1 FROM audit_segment");
}

Digest AuditLog::hash_of(const StoredEntry& entry) const {
    return hash_(entry.subject.empty() ? first_form(entry) : second_form(entry));
}

Digest AuditLog::subject_tag(ByteView salt, std::int64_t segment, bool kept_long, std::int64_t number) const {
    return hash_(CanonicalWriter{"prevenance audit subject 1"}
                     .field(salt)
                     .number(static_cast<std::uint64_t>(segment))
                     .number(kept_long ? 1 : 0)
                     .number(static_cast<std::uint64_t>(number))
                     .take());
}

Digest AuditLog::object_tag(ByteView salt, ByteView subject, const IdBytes& object) const {
    return hash_(
        CanonicalWriter{"prevenance audit object 1"}.field(salt).field(subject).field(object).take());
}

// A person's entries of a month are numbered 1, 2, 3…, so the next free number is found in a few steps, and
// the file needs no counter that would tell how much was done to somebody.
Digest AuditLog::next_subject(const Reader& reader, ByteView salt, bool kept_long) const {
    const auto segment = open_segment(reader);
    const auto taken = [&](std::int64_t number) {
        return is_taken(reader, subject_tag(salt, segment, kept_long, number));
    };
    std::int64_t free = 1;
    while (taken(free)) free *= 2;
    std::int64_t used = free / 2;
    while (free - used > 1) {
        const auto middle = used + (free - used) / 2;
        (taken(middle) ? used : free) = middle;
    }
    return subject_tag(salt, segment, kept_long, free);
}

// An act on somebody whose key is gone names nothing: it must not tie again what was cut.
AuditLog::Ties AuditLog::ties_of(Transaction& transaction, const AuditEntry& entry) const {
    if (!entry.object) return {};
    if (!salt_of_) return {copy_of(*entry.object), {}};
    const auto person = entry.person ? entry.person : person_behind(transaction, *entry.object);
    if (!person) return {copy_of(*entry.object), {}};
    const auto salt = salt_of_(*person);
    if (!salt) return {};
    const auto subject = next_subject(transaction, *salt, is_kept_long(entry.action));
    return {copy_of(object_tag(*salt, subject, *entry.object)), copy_of(subject)};
}

void AuditLog::record(Transaction& transaction, const AuditEntry& entry) const {
    auto stored = follow_last(transaction);
    const auto minute = std::chrono::floor<std::chrono::minutes>(entry.at);
    stored.at = std::chrono::seconds{minute.time_since_epoch()}.count();
    if (entry.actor) stored.actor = copy_of(entry.actor->bytes);
    stored.action = entry.action;
    auto ties = ties_of(transaction, entry);
    stored.object = std::move(ties.object);
    stored.subject = std::move(ties.subject);
    transaction.execute(
        "INSERT INTO audit_entry(sequence, at, actor, action, object, previous, entry_hash, subject) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {stored.sequence, stored.at, entry.actor, stored.action,
         stored.object.empty() ? Value{} : Value{stored.object}, stored.previous, hash_of(stored),
         stored.subject.empty() ? Value{} : Value{stored.subject}});
    transaction.mark_audited();
}

std::vector<RecordedAct> AuditLog::acts_on(const Reader& reader, const IdBytes& object) const {
    auto found = reader.all(
        "SELECT sequence, at, actor, action, object FROM audit_entry WHERE object = ? AND subject IS NULL",
        {ByteView{object}}, act_in);
    const auto person = person_behind(reader, object);
    const auto salt = salt_of_ && person ? salt_of_(*person) : std::nullopt;
    const auto take_stream = [&](std::int64_t segment, bool kept_long) {
        for (std::int64_t number = 1;; ++number) {
            const auto subject = subject_tag(*salt, segment, kept_long, number);
            const auto act =
                reader.one("SELECT sequence, at, actor, action, object FROM audit_entry WHERE subject = ?",
                           {subject}, act_in);
            if (!act) return;
            if (*person == object || act->object == copy_of(object_tag(*salt, subject, object)))
                found.push_back(*act);
        }
    };
    if (salt)
        for (auto segment = oldest_segment(reader); segment <= open_segment(reader); ++segment)
            for (const bool kept_long : {false, true}) take_stream(segment, kept_long);
    std::vector<RecordedAct> acts;
    for (auto& one : found) acts.push_back(std::move(one.act));
    std::ranges::sort(acts, {}, &RecordedAct::sequence);
    return acts;
}

std::optional<std::int64_t> AuditLog::first_break(const Reader& reader) const {
    for (const auto& finding : verify_audit(reader, *this, {}).findings) return finding.sequence;
    return std::nullopt;
}

}  // namespace prevenance::storage

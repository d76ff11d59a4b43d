#include "api/audit_checkpoints.h"

#include "domain/canonical_bytes.h"
#include "domain/hexadecimal.h"
#include "domain/whole_number.h"

#include <array>
#include <map>

namespace prevenance::api {
namespace {

using storage::AuditCheckpoint;

constexpr std::chrono::hours hour{1};
constexpr std::string_view title = "prevenance-checkpoint: 1";

// What is signed. A checkpoint of one installation is never one of another.
Bytes signed_form(std::string_view instance, const AuditCheckpoint& checkpoint) {
    return CanonicalWriter{"prevenance audit checkpoint 1"}
        .text(instance)
        .number(static_cast<std::uint64_t>(checkpoint.entries))
        .field(checkpoint.head)
        .number(static_cast<std::uint64_t>(checkpoint.segments))
        .field(checkpoint.segments_seal)
        .text(iso_instant(checkpoint.made_at))
        .take();
}

template <std::size_t Size>
bool read_bytes(std::string_view text, std::array<std::uint8_t, Size>& target) {
    const auto bytes = parse_hexadecimal_array<Size>(text);
    if (bytes) target = *bytes;
    return bytes.has_value();
}

bool read_number(std::string_view text, std::int64_t& target) {
    const auto number = whole_number<std::int64_t>(text);
    if (number) target = *number;
    return number && *number >= 0;
}

// Without what mail programs put around a line.
std::string_view bare(std::string_view line) {
    while (!line.empty() && (line.front() == '>' || line.front() == ' ' || line.front() == '\t'))
        line.remove_prefix(1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    return line;
}

// The lines from the first title on; names that a checkpoint has not are of no interest.
std::map<std::string, std::string, std::less<>> pairs_in(std::string_view text) {
    std::map<std::string, std::string, std::less<>> pairs;
    bool began = false;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = bare(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        began = began || line == title;
        const auto colon = line.find(": ");
        if (began && colon != std::string_view::npos)
            pairs.emplace(line.substr(0, colon), line.substr(colon + 2));
    }
    return pairs;
}

Error unreadable(const std::string& what) {
    return {ErrorCode::invalid,
            "Ce fichier n’est pas un point de contrôle entier : la ligne « " + what +
                " » manque ou est abîmée. Donnez le message du témoin tel qu’il l’a reçu.",
            {}};
}

}  // namespace

AuditCheckpoint signed_checkpoint(const CheckpointSigner& signer, AuditCheckpoint state) {
    state.signature = signer.root.instance_signing_key().sign(signed_form(signer.instance, state));
    return state;
}

bool is_signed_by(const CheckpointSigner& signer, const AuditCheckpoint& checkpoint) {
    return signer.root.signers().signed_this(signed_form(signer.instance, checkpoint), checkpoint.signature);
}

std::string checkpoint_lines(const CheckpointSigner& signer, const AuditCheckpoint& checkpoint) {
    const auto signature = hexadecimal(checkpoint.signature);
    const auto seal = hexadecimal(checkpoint.segments_seal);
    std::string lines{title};
    const auto add = [&](std::string_view name, std::string_view value) {
        lines.append("\n").append(name).append(": ").append(value);
    };
    add("instance", signer.instance);
    add("made-at", iso_instant(checkpoint.made_at));
    add("entries", std::to_string(checkpoint.entries));
    add("head", hexadecimal(checkpoint.head));
    add("months", std::to_string(checkpoint.segments));
    if (!seal.empty()) add("seal", seal);
    add("key", hexadecimal(signer.root.instance_signing_key().public_key().bytes));
    add("sign-1", signature.substr(0, 64));
    add("sign-2", signature.substr(64));
    return lines + "\n";
}

Result<WrittenCheckpoint> read_checkpoint(std::string_view text) {
    const auto pairs = pairs_in(text);
    const auto value = [&](std::string_view name) {
        const auto found = pairs.find(name);
        return found == pairs.end() ? std::string_view{} : std::string_view{found->second};
    };
    WrittenCheckpoint written;
    auto& checkpoint = written.checkpoint;
    if (pairs.empty()) return std::unexpected(unreadable(std::string{title}));
    written.instance = value("instance");
    if (written.instance.empty()) return std::unexpected(unreadable("instance"));
    const auto made_at = parse_iso_instant(value("made-at"));
    if (!made_at) return std::unexpected(unreadable("made-at"));
    checkpoint.made_at = *made_at;
    if (!read_number(value("entries"), checkpoint.entries)) return std::unexpected(unreadable("entries"));
    if (!read_bytes(value("head"), checkpoint.head)) return std::unexpected(unreadable("head"));
    if (!read_number(value("months"), checkpoint.segments)) return std::unexpected(unreadable("months"));
    const auto seal = parse_hexadecimal(value("seal"));
    if (!seal || seal->empty() != (checkpoint.segments == 0)) return std::unexpected(unreadable("seal"));
    checkpoint.segments_seal = *seal;
    if (!read_bytes(value("key"), written.key.bytes)) return std::unexpected(unreadable("key"));
    if (!read_bytes(std::string{value("sign-1")} + std::string{value("sign-2")}, checkpoint.signature))
        return std::unexpected(unreadable("sign-1, sign-2"));
    return written;
}

bool is_signed_as_written(const WrittenCheckpoint& written) {
    return integrations::signed_by(written.key, signed_form(written.instance, written.checkpoint),
                                   written.checkpoint.signature);
}

bool make_checkpoint(Services& services, Instant now) {
    const CheckpointSigner signer{services.instance, services.root};
    return services.cases.write([&](storage::Transaction& transaction) {
        const auto state = storage::present_state(transaction, now);
        const auto last = storage::last_checkpoint(transaction);
        if (state.entries == 0 || (last && last->entries >= state.entries)) return false;
        storage::add_checkpoint(transaction, signed_checkpoint(signer, state));
        if (!services.settings.audit_witness.empty())
            storage::queue_checkpoint_mail(transaction, services.randomness.new_id<OutboxId>(), state.entries,
                                           now);
        return true;
    });
}

bool checkpoint_is_due(const Services& services, Instant now) {
    return services.cases.read([&](const storage::Reader& reader) {
        const auto last = storage::last_checkpoint(reader);
        return (!last || last->made_at + hour <= now) &&
               storage::present_state(reader, now).entries > (last ? last->entries : 0);
    });
}

}  // namespace prevenance::api

#include "api/audit_inspection.h"

#include "api/key_rotation.h"
#include "api/start_check.h"
#include "integrations/digest.h"
#include "integrations/sodium.h"
#include "storage/audit_segments.h"
#include "storage/instance_settings.h"
#include "storage/migrations.h"

#include <array>

namespace prevenance::api {
namespace {

using storage::AuditFault;
using storage::AuditFinding;

struct FaultWords {
    AuditFault fault;
    const char* name;
    const char* words;
};

constexpr std::array all_words{
    FaultWords{
        AuditFault::entry_broken, "entry_broken",
        "l’écriture ne suit pas de la précédente : elle a été modifiée, ajoutée, déplacée, ou d’autres ont "
        "été supprimées juste avant."},
    FaultWords{
        AuditFault::segment_broken, "month_broken",
        "le sceau d’un mois clos ne correspond plus : sa ligne a été modifiée, ou un mois manque avant."},
    FaultWords{AuditFault::segment_incomplete, "month_incomplete",
               "un mois clos ne contient pas ce qu’il contenait à sa clôture."},
    FaultWords{AuditFault::deleted_too_early, "month_deleted_too_early",
               "un mois clos a été effacé avant la durée la plus courte permise (six mois)."},
    FaultWords{AuditFault::checkpoint_forged, "checkpoint_forged",
               "la signature d’un point de contrôle n’est pas celle de cette installation."},
    FaultWords{
        AuditFault::other_installation, "other_installation",
        "ce point de contrôle vient d’une autre installation."},
    FaultWords{AuditFault::history_rewritten, "history_rewritten",
               "l’histoire a été réécrite : au point de contrôle, cette écriture était une autre."},
    FaultWords{
        AuditFault::tail_missing, "tail_missing",
        "des écritures manquent à la fin, à partir de celle-ci : la fin du journal a été coupée, ou une "
        "ancienne copie de la base a été remise en place."},
    FaultWords{AuditFault::months_rewritten, "months_rewritten",
               "les mois clos ne sont pas ceux du point de contrôle : l’histoire a été réécrite."},
};

}  // namespace

struct AuditInspection::Parts {
    Parts(const Settings& settings, integrations::RootKey root_)
        : root(std::move(root_)),
          digest_key(root.digest_key()),
          cases(settings.data / "prevenance.db", storage::case_migrations()),
          log([this](ByteView bytes) { return integrations::keyed_digest(digest_key.view(), bytes); }),
          instance(cases.read([](const storage::Reader& reader) {
              const auto name = storage::find_instance_setting(reader, "instance");
              return name ? std::string{text_of(*name)} : std::string{};
          })) {}

    CheckpointSigner signer() const { return {instance, root}; }

    integrations::RootKey root;
    integrations::SecretKey digest_key;
    storage::DatabaseView cases;
    storage::AuditLog log;
    std::string instance;
};

Result<std::unique_ptr<AuditInspection>> AuditInspection::open(const Settings& settings) {
    if (auto ready = integrations::prepare_sodium(); !ready) return std::unexpected(ready.error());
    auto root = root_key_in_use(settings);
    if (!root) return std::unexpected(root.error());
    if (const auto found = find_installation(settings); !found) return std::unexpected(found.error());
    return std::unique_ptr<AuditInspection>{
        new AuditInspection{std::make_unique<Parts>(settings, std::move(*root))}};
}

AuditInspection::AuditInspection(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

AuditInspection::~AuditInspection() = default;

forms::AuditFindingLine finding_in_words(const AuditFinding& finding) {
    for (const auto& [fault, name, words] : all_words)
        if (fault == finding.fault)
            return {name, finding.sequence, finding.segment,
                    "Écriture " + std::to_string(finding.sequence) +
                        (finding.segment > 0 ? " (mois clos " + std::to_string(finding.segment) + ")" : "") +
                        " : " + words};
    return {};
}

forms::AuditView AuditInspection::verify() const {
    return parts_->cases.read([&](const storage::Reader& reader) {
        const auto report = storage::verify_audit(reader, parts_->log, [&](const auto& checkpoint) {
            return is_signed_by(parts_->signer(), checkpoint);
        });
        forms::AuditView view{
            report.state.entries,    report.read,        report.stubs, report.state.segments,
            report.deleted_segments, report.checkpoints, {},           {}};
        for (const auto& finding : report.findings) view.findings.push_back(finding_in_words(finding));
        return view;
    });
}

Result<void> AuditInspection::compare(forms::AuditView& view, const std::string& text) const {
    const auto written = read_checkpoint(text);
    if (!written) return std::unexpected(written.error());
    const auto& kept = written->checkpoint;
    view.witness_entries = kept.entries;
    const auto find = [&](AuditFault fault) {
        view.findings.push_back(finding_in_words({fault, kept.entries, 0}));
    };
    // A forged one says nothing about the log, and an honest one of somebody else neither.
    if (!is_signed_as_written(*written))
        find(AuditFault::checkpoint_forged);
    else if (written->instance != parts_->instance || !parts_->root.signers().include(written->key))
        find(AuditFault::other_installation);
    else
        for (const auto& finding : parts_->cases
                                       .read([&](const storage::Reader& reader) {
                                           return storage::compare_with_witness(reader, kept);
                                       })
                                       .findings)
            view.findings.push_back(finding_in_words(finding));
    return {};
}

std::string AuditInspection::present_checkpoint(Instant now) const {
    const auto state = parts_->cases.read(
        [&](const storage::Reader& reader) { return storage::present_state(reader, now); });
    return checkpoint_lines(parts_->signer(), signed_checkpoint(parts_->signer(), state));
}

}  // namespace prevenance::api

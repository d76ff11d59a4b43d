// Signed checkpoints of the audit log: made here, written as a few lines that survive mail and paper, and
// read back from a witness's file. The signature is the instance's; the lines name nobody.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "storage/audit_checkpoints.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::api {

// Who signs, and for which installation.
struct CheckpointSigner {
    std::string instance;
    const integrations::RootKey& root;
};

// What stands in a checkpoint's lines beside its numbers.
struct WrittenCheckpoint {
    storage::AuditCheckpoint checkpoint;
    std::string instance;
    integrations::SigningPublicKey key;
};

storage::AuditCheckpoint signed_checkpoint(const CheckpointSigner& signer, storage::AuditCheckpoint state);
bool is_signed_by(const CheckpointSigner& signer, const storage::AuditCheckpoint& checkpoint);

// Lines "name: value" in ASCII, each of less than 76 characters and without an equals sign, so that no mail
// program breaks or encodes one.
std::string checkpoint_lines(const CheckpointSigner& signer, const storage::AuditCheckpoint& checkpoint);

// From the lines themselves, a saved mail, or a mail that was forwarded with "> " before each line. Error
// invalid, in French: lines are missing or cannot be read.
Result<WrittenCheckpoint> read_checkpoint(std::string_view text);

// Whether what was written was signed with the key it names.
bool is_signed_as_written(const WrittenCheckpoint& written);

// Makes, keeps and, where there is a witness, queues a checkpoint. False where nothing was written to the log
// since the last one.
bool make_checkpoint(Services& services, Instant now);

// The last one is an hour old, and something was written since.
bool checkpoint_is_due(const Services& services, Instant now);

}  // namespace prevenance::api

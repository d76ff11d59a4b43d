// The audit log looked at from outside, also beside a running service: its file is opened to read, the root
// key gives the hashes and the signature, nothing is locked and nothing is written.
#pragma once

#include "api/audit_checkpoints.h"
#include "api/settings.h"
#include "domain/error.h"
#include "forms/audit_json.h"
#include "storage/audit_verification.h"

#include <filesystem>
#include <memory>
#include <string>

namespace prevenance::api {

class AuditInspection {
public:
    // Errors are for the operator, in French. Throws storage::DatabaseError where the file cannot be read.
    static Result<std::unique_ptr<AuditInspection>> open(const Settings& settings);
    ~AuditInspection();
    AuditInspection(const AuditInspection&) = delete;
    AuditInspection& operator=(const AuditInspection&) = delete;

    forms::AuditView verify() const;
    // Adds to `view` what a witness's checkpoint says against the log. Error: `text` is no checkpoint.
    Result<void> compare(forms::AuditView& view, const std::string& text) const;
    // A checkpoint of this moment, signed.
    std::string present_checkpoint(Instant now) const;

private:
    struct Parts;
    explicit AuditInspection(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// In French, with the number it was found at.
forms::AuditFindingLine finding_in_words(const storage::AuditFinding& finding);

}  // namespace prevenance::api

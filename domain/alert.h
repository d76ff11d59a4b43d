// The one-way street to the physician: Alert → ConsentedAlert → SealedAlert. Each step has one maker, and a
// channel takes only the last: sending without consent, or unsealed, does not compile
// (tests/compile_fail). None of these is a visit request, which the employer starts and which carries no
// signal.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/consent.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prevenance {

namespace integrations {
class Sealer;
}

enum class AlertKind {
    consented_alert,  // the employee answered an invitation of the employer
    own_request       // the employee wrote alone; the employer never sees that it exists
};

struct ContactWish {
    Sensitive<std::string> how;   // a telephone number, an address, or "ask me at my visit"
    Sensitive<std::string> when;  // the person's own words: "le soir après 18 h"
    bool operator==(const ContactWish&) const = default;
};

// What the physician reads. Whatever a human said or is called is Sensitive.
struct Alert {
    AlertId id;
    OhServiceId oh_service;
    std::optional<EmployerId> employer;  // nothing where an own request only names the employer in words
    AlertKind kind = AlertKind::consented_alert;
    Sensitive<std::string> person_name;
    Sensitive<std::string> employer_name;
    std::vector<Sensitive<std::string>> facts;  // one line each, as the person read and kept it
    Sensitive<std::string> own_words;
    ContactWish contact;
    std::string language = "fr";  // ISO 639-1, the language the person wants to be spoken to in
    bool operator==(const Alert&) const = default;
};

// An alert whose employee agreed. It cannot be copied: one act gives one alert.
class ConsentedAlert {
public:
    // The only maker. Refuses (conflict) a proof given for another alert, another service or another kind.
    static Result<ConsentedAlert> make(Alert alert, ConsentProof&& proof);

    ConsentedAlert(ConsentedAlert&&) = default;
    ConsentedAlert& operator=(ConsentedAlert&&) = default;
    ConsentedAlert(const ConsentedAlert&) = delete;
    ConsentedAlert& operator=(const ConsentedAlert&) = delete;
    ~ConsentedAlert() = default;

    const Alert& alert() const { return alert_; }
    const ConsentProof& proof() const { return proof_; }

private:
    ConsentedAlert(Alert alert, ConsentProof&& proof) : alert_(std::move(alert)), proof_(std::move(proof)) {}

    Alert alert_;
    ConsentProof proof_;
};

// What every sealed alert says in clear: whom it is for, nothing about whom it is.
struct SealedAlertHeader {
    AlertId alert;
    OhServiceId oh_service;
    AlertKind kind = AlertKind::consented_alert;
    KeyId mailbox_key;
    Digest receipt_hash{};
    bool operator==(const SealedAlertHeader&) const = default;
};

// An envelope only the mailbox can open. The surprise: one that was read back from storage has the same
// type and proves nothing; the mailbox verifies every envelope before it shows anything (Sealer::open).
class SealedAlert {
public:
    // For envelopes that this type once gave to storage. Checks the header's shape, not its truth.
    static Result<SealedAlert> from_stored_bytes(Bytes envelope);

    const SealedAlertHeader& header() const { return header_; }
    ByteView header_bytes() const;  // the fields of `header()`, as they are signed
    ByteView body() const;          // what only integrations/sealer.cpp reads
    ByteView envelope() const { return envelope_; }
    bool operator==(const SealedAlert&) const = default;

private:
    friend class integrations::Sealer;
    static SealedAlert enclose(SealedAlertHeader header, ByteView body);
    SealedAlert(SealedAlertHeader header, Bytes envelope) : header_(header), envelope_(std::move(envelope)) {}

    SealedAlertHeader header_;
    Bytes envelope_;
};

Bytes canonical_bytes(const SealedAlertHeader& header);

}  // namespace prevenance

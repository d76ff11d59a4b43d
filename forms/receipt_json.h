// The consent receipt as the person is given it: JSON with the fields of ISO/IEC TS 27560:2023, signed as a
// JWS, and what opens its commitment to the person. The surprise: `receipt` in the file is there to be read,
// and what is proved is the payload of the signature; whoever reads a file compares the two.
#pragma once

#include "domain/consent.h"
#include "domain/error.h"
#include "domain/receipt_details.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::forms {

// One line, always the same bytes for the same receipt: this is what is signed.
std::string receipt_json(const ConsentReceipt& receipt, const ReceiptDetails& details,
                         const Digest& receipt_hash);

// Error malformed, with what is missing, for anything receipt_json would not have written.
struct ReadReceipt {
    ConsentReceipt receipt;
    ReceiptDetails details;
};
Result<ReadReceipt> read_receipt_json(std::string_view json);

// "alg", "typ" and the public key by which a reader finds out who signed.
std::string receipt_signature_header(const std::string& written_key);
// The public key a header names; it says who claims to have signed, and proves nothing.
std::optional<std::string> key_named_in(std::string_view header);

struct ReceiptFile {
    std::string receipt;  // as receipt_json wrote it
    std::string header;   // base64url, the three parts of a flattened JWS
    std::string payload;
    std::string signature;
    std::optional<Digest> opening;  // of the commitment to the person; the person's own
};

// Several lines, for people to keep.
std::string receipt_file_json(const ReceiptFile& file);
Result<ReceiptFile> read_receipt_file(std::string_view json);

// "identity" → "nom de la personne et de son employeur". The code itself where it is unknown.
std::string receipt_category_words(const std::string& code);

}  // namespace prevenance::forms

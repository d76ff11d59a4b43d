#include "domain/receipt_details.h"

#include <algorithm>

namespace prevenance {
namespace {

constexpr std::string_view form = "prevenance receipt details 1";
constexpr std::uint64_t most_parties = 8;

}  // namespace

Bytes canonical_bytes(const ReceiptDetails& details) {
    CanonicalWriter writer(form, 512);
    writer.text(details.language).field(details.person_commitment).number(details.parties.size());
    for (const auto& party : details.parties) writer.text(party.role).text(party.name).text(party.contact);
    return writer.take();
}

Result<ReceiptDetails> parse_receipt_details(ByteView bytes) {
    CanonicalReader reader(bytes, form);
    ReceiptDetails details;
    details.language = reader.text();
    details.person_commitment = reader.array<32>();
    const auto parties = std::min(reader.number(), most_parties);
    for (std::uint64_t i = 0; i < parties && !reader.failed(); ++i)
        details.parties.push_back({reader.text(), reader.text(), reader.text()});
    if (!reader.complete()) return fail(ErrorCode::malformed, "Ce reçu de consentement est illisible.");
    return details;
}

}  // namespace prevenance

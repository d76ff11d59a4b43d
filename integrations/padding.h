// Lengths tell: « Li » is not « Vandenbroucke », an alert with own words is longer than one without. Padding
// after ISO/IEC 7816-4 (libsodium's sodium_pad): one byte 0x80, then zeros.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/error.h"
#include "integrations/secret.h"

namespace prevenance::integrations {

// To the next multiple of `block` bytes; always at least one byte more.
WipedBytes padded_to_block(ByteView plain, std::size_t block);

// To 1, 4 or 16 KiB exactly. Fails (too_large) above 16 KiB less one byte.
Result<WipedBytes> padded_to_class(ByteView plain);

// Takes the padding off; false where there is none.
bool remove_padding(WipedBytes& padded);

}  // namespace prevenance::integrations

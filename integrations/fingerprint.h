// A public key as eight French words, which people compare by eye or by telephone: on the leaflet, on the
// consent page, on the physician's screen. Eight words out of 256 are 64 bits: finding another key with
// the same words takes about 2^64 key generations, far more than a swap of keys is worth. Six words would be
// 48 bits, which a patient attacker with rented machines can search.
#pragma once

#include "domain/error.h"
#include "integrations/box_key.h"

#include <filesystem>
#include <string>
#include <vector>

namespace prevenance::integrations {

// The whole hash; the words show its first eight bytes.
Digest key_fingerprint(const BoxPublicKey& key);

class FingerprintWords {
public:
    static constexpr std::size_t shown_words = 8;

    // A file of 256 different words, one a line; its order is part of the meaning and never changes.
    static Result<FingerprintWords> read(const std::filesystem::path& file);

    // "abeille canal divan …"
    std::string words(const Digest& fingerprint) const;

private:
    explicit FingerprintWords(std::vector<std::string> words) : words_(std::move(words)) {}
    std::vector<std::string> words_;
};

}  // namespace prevenance::integrations

#include "integrations/fingerprint.h"

#include "integrations/digest.h"

#include <fstream>
#include <set>

namespace prevenance::integrations {
namespace {

constexpr std::size_t word_count = 256;

}  // namespace

Digest key_fingerprint(const BoxPublicKey& key) {
    return digest_of(CanonicalWriter("prevenance fingerprint 1").field(key.bytes).bytes());
}

Result<FingerprintWords> FingerprintWords::read(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::vector<std::string> words;
    for (std::string line; std::getline(stream, line);) words.push_back(line);
    const std::set<std::string> different(words.begin(), words.end());
    if (words.size() != word_count || different.size() != word_count || different.contains("")) {
        return fail(ErrorCode::unavailable,
                    "Le fichier « " + file.string() + " » doit contenir 256 mots différents, un par ligne.");
    }
    return FingerprintWords(std::move(words));
}

std::string FingerprintWords::words(const Digest& fingerprint) const {
    std::string text;
    for (std::size_t i = 0; i < shown_words; ++i) {
        if (i > 0) text += ' ';
        text += words_[fingerprint[i]];
    }
    return text;
}

}  // namespace prevenance::integrations

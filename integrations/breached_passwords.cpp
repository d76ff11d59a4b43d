#include "integrations/breached_passwords.h"

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <string_view>

namespace prevenance::integrations {
namespace {

constexpr std::size_t digits_of_a_hash = 40;
constexpr std::size_t longest_line = 64;  // bytes; the longest of the published list has 51
constexpr std::uint64_t probes = 64;

bool is_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

bool is_of_the_list(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.size() < digits_of_a_hash + 2 || line[digits_of_a_hash] != ':') return false;
    const auto count = line.substr(digits_of_a_hash + 1);
    return std::ranges::all_of(line.substr(0, digits_of_a_hash), is_digit) &&
           std::ranges::all_of(count, [](char c) { return c >= '0' && c <= '9'; });
}

std::string sha1_in_digits(const std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha1(), nullptr) != 1) return {};
    std::string shown;
    for (unsigned int i = 0; i < size; ++i) {
        shown += digits[hash[i] >> 4U];
        shown += digits[hash[i] & 0x0FU];
    }
    return shown;
}

std::unexpected<Error> wrong_file(const std::filesystem::path& list) {
    return fail(
        ErrorCode::unavailable,
        "le fichier " + list.string() +
            " n’est pas une liste de mots de passe volés ordonnée par empreinte : il faut des lignes de 40 "
            "chiffres hexadécimaux en majuscules (SHA-1), « : » et un nombre, dans l’ordre. Téléchargez la "
            "liste « ordered by hash ».");
}

}  // namespace

Result<BreachedPasswords> BreachedPasswords::open(const std::filesystem::path& list) {
    std::error_code trouble;
    const auto size = std::filesystem::file_size(list, trouble);
    std::ifstream file(list, std::ios::binary);
    if (trouble || !file)
        return fail(ErrorCode::unavailable,
                    "le fichier " + list.string() + " n’existe pas ou ne se lit pas.");
    BreachedPasswords opened{list, std::move(file), size};
    if (const auto ordered = opened.check_order(); !ordered) return std::unexpected(ordered.error());
    return opened;
}

Result<void> BreachedPasswords::check_order() {
    std::string before;
    std::uint64_t last_start = size_;
    for (std::uint64_t probe = 0; probe < probes; ++probe) {
        const auto line = line_from(size_ / probes * probe);
        if (!line) return std::unexpected(line.error());
        if (line->start == size_ || line->start == last_start) continue;
        if (line->digits <= before) return wrong_file(list_);
        before = line->digits;
        last_start = line->start;
    }
    if (before.empty()) return wrong_file(list_);
    return {};
}

Result<bool> BreachedPasswords::contain(const Sensitive<std::string>& password) {
    const auto wanted = sha1_in_digits(password.reveal());
    if (wanted.empty()) return fail(ErrorCode::unavailable, "SHA-1 n’est pas disponible sur cette machine.");
    std::uint64_t from = 0;
    std::uint64_t to = size_;  // a line of `wanted` would begin in [from, to)
    while (from < to) {
        const auto middle = from + (to - from) / 2;
        const auto line = line_from(middle);
        if (!line) return std::unexpected(line.error());
        if (line->start < to && line->digits == wanted) return true;
        if (line->start < to && line->digits < wanted)
            from = line->next;
        else
            to = middle;
    }
    return false;
}

Result<BreachedPasswords::Line> BreachedPasswords::line_from(std::uint64_t place) {
    Line line;
    std::string text;
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(place > 0 ? place - 1 : 0));
    if (place > 0) {
        std::getline(file_, text);  // the rest of the line before
        if (text.size() > longest_line) return wrong_file(list_);
    }
    if (place > 0 && file_.eof()) return Line{size_, size_, {}};
    line.start = static_cast<std::uint64_t>(file_.tellg());
    if (line.start >= size_) return Line{size_, size_, {}};
    if (!std::getline(file_, text) || text.size() > longest_line || !is_of_the_list(text))
        return wrong_file(list_);
    line.next = line.start + text.size() + 1;
    line.digits = text.substr(0, digits_of_a_hash);
    return line;
}

}  // namespace prevenance::integrations

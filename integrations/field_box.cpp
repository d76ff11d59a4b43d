#include "integrations/field_box.h"

#include "integrations/digest.h"
#include "integrations/padding.h"
#include "integrations/secret_box.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr std::uint8_t format_version = 1;
constexpr std::size_t prefix_size = 1 + 16;
constexpr std::size_t padding_block = 64;
constexpr KeyPurpose wrapping{"PVFLDWRP", 1};
constexpr KeyPurpose indexing{"PVBLINDX", 1};

Bytes prefix(const KeyId& id) {
    Bytes bytes(prefix_size, format_version);
    std::ranges::copy(id.bytes, bytes.begin() + 1);
    return bytes;
}

bool has_prefix(ByteView bytes, const KeyId& id) {
    return bytes.size() >= prefix_size && std::ranges::equal(bytes.first(prefix_size), prefix(id));
}

Bytes prefixed(const KeyId& id, const Bytes& box) {
    auto bytes = prefix(id);
    bytes.resize(prefix_size + box.size());
    std::ranges::copy(box, bytes.begin() + prefix_size);
    return bytes;
}

Bytes associated_data(const FieldPlace& place, const KeyId& id) {
    return CanonicalWriter("prevenance field 1")
        .id(id)
        .text(place.instance)
        .text(place.tenant)
        .text(place.table)
        .text(place.row)
        .text(place.column)
        .number(place.version)
        .take();
}

Bytes wrapping_data(const KeyId& root, const KeyId& id) {
    return CanonicalWriter("prevenance field key 1").id(root).id(id).take();
}

}  // namespace

FieldKey new_field_key(Randomness& randomness) {
    return {randomness.new_id<KeyId>(), SecretKey::random(randomness)};
}

Bytes wrap_field_key(const FieldKey& key, const RootKey& root, Randomness& randomness) {
    const auto wrapping_key = root.derive(wrapping);
    return prefixed(
        root.id(), box_up(wrapping_key.view(), key.key.view(), wrapping_data(root.id(), key.id), randomness));
}

Result<FieldKey> unwrap_field_key(ByteView wrapped, const KeyId& id, const RootKey& root) {
    if (!has_prefix(wrapped, root.id())) {
        return fail(ErrorCode::unavailable, "Ces données ont été chiffrées avec une autre clé racine.");
    }
    const auto wrapping_key = root.derive(wrapping);
    const auto plain = unbox(wrapping_key.view(), wrapped.subspan(prefix_size), wrapping_data(root.id(), id));
    FieldKey key{id, {}};
    if (!plain || plain->size() != key.key.view().size()) {
        return fail(ErrorCode::internal, "Une clé de champ a été altérée.");
    }
    std::ranges::copy(*plain, key.key.writable().begin());
    return key;
}

Bytes seal_text(const Sensitive<std::string>& text, const FieldKey& key, const FieldPlace& place,
                Randomness& randomness) {
    const auto padded = padded_to_block(bytes_of(text.reveal()), padding_block);
    return prefixed(key.id, box_up(key.key.view(), padded, associated_data(place, key.id), randomness));
}

Result<Sensitive<std::string>> open_text(ByteView sealed, const FieldKey& key, const FieldPlace& place) {
    const auto refused = [] {
        return fail(ErrorCode::internal, "Un champ chiffré a été altéré ou déplacé.");
    };
    if (!has_prefix(sealed, key.id)) return refused();
    auto plain = unbox(key.key.view(), sealed.subspan(prefix_size), associated_data(place, key.id));
    if (!plain || !remove_padding(*plain)) return refused();
    return Sensitive<std::string>(std::string(plain->begin(), plain->end()));
}

BlindIndex blind_index(const RootKey& root, std::string_view tenant, std::string_view field,
                       const Sensitive<std::string>& text) {
    const auto master = root.derive(indexing);
    const auto place = CanonicalWriter("prevenance blind index 1").text(tenant).text(field).take();
    const auto key = keyed_secret(master.view(), place);
    const auto digest = keyed_digest(key.view(), bytes_of(text.reveal()));
    BlindIndex index{};
    std::ranges::copy_n(digest.begin(), index.size(), index.begin());
    return index;
}

}  // namespace prevenance::integrations

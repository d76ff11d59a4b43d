#include "api/person_keys.h"

#include "storage/audit_subjects.h"
#include "storage/person_keys.h"

namespace prevenance::api {
namespace {

integrations::FieldPlace field_place(const Services& services, const SealedPlace& place) {
    return {services.instance, std::string{place.tenant}, std::string{place.table}, place.row,
            std::string{place.column}};
}

}  // namespace

integrations::FieldKey make_person_key(Services& services, const IdBytes& person) {
    auto keys = make_person_keys(services, {person});
    return std::move(keys.front());
}

std::vector<integrations::FieldKey> make_person_keys(Services& services, const std::vector<IdBytes>& people) {
    std::vector<integrations::FieldKey> keys;
    for (const auto& person : people) {
        keys.push_back(integrations::new_field_key(services.randomness));
        keys.back().id = KeyId{person};
    }
    const auto now = services.clock.now();
    services.keys.write([&](storage::Transaction& transaction) {
        for (const auto& key : keys) {
            storage::add_person_key(transaction, key.id,
                                    integrations::wrap_field_key(key, services.root, services.randomness), now);
            storage::add_audit_salt(transaction, key.id.bytes,
                                    integrations::SecretKey::random(services.randomness).view());
        }
    });
    return keys;
}

Result<integrations::FieldKey> find_person_key(const Services& services, const IdBytes& person) {
    const auto wrapped = services.keys.read(
        [&](const storage::Reader& reader) { return storage::find_person_key(reader, KeyId{person}); });
    if (!wrapped) return fail(ErrorCode::not_found);
    return integrations::unwrap_field_key(*wrapped, KeyId{person}, services.root);
}

Bytes seal_words(Services& services, const integrations::FieldKey& key, const SealedPlace& place,
                 const Sensitive<std::string>& words) {
    return integrations::seal_text(words, key, field_place(services, place), services.randomness);
}

Result<Sensitive<std::string>> open_words(const Services& services, const integrations::FieldKey& key,
                                          const SealedPlace& place, ByteView sealed) {
    return integrations::open_text(sealed, key, field_place(services, place));
}

std::string words_or_none(const Services& services, const Result<integrations::FieldKey>& key,
                          const SealedPlace& place, const std::optional<Bytes>& sealed) {
    if (!key || !sealed) return {};
    const auto words = open_words(services, *key, place, *sealed);
    return words ? words->reveal() : std::string{};
}

}  // namespace prevenance::api

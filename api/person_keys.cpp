#include "api/person_keys.h"

#include "storage/person_keys.h"

namespace prevenance::api {
namespace {

integrations::FieldPlace field_place(const Services& services, const SealedPlace& place) {
    return {services.instance, std::string{place.tenant}, std::string{place.table}, place.row,
            std::string{place.column}};
}

}  // namespace

integrations::FieldKey make_person_key(Services& services, const IdBytes& person) {
    auto key = integrations::new_field_key(services.randomness);
    key.id = KeyId{person};
    const auto wrapped = integrations::wrap_field_key(key, services.root, services.randomness);
    const auto now = services.clock.now();
    services.keys.write([&](storage::Transaction& transaction) {
        storage::add_person_key(transaction, KeyId{person}, wrapped, now);
    });
    return key;
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

}  // namespace prevenance::api

// The words about a person, under that person's own key. The key's row is on disk before the first field it
// seals, because a field whose key was lost is lost.
#pragma once

#include "api/services.h"
#include "domain/canonical_bytes.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "integrations/field_box.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

// Where the sealed text stands: "employee", the row's id, "sealed_person".
struct SealedPlace {
    std::string_view tenant;
    std::string_view table;
    std::string row;
    std::string_view column;
};

// Makes and stores a key for one person or account. Waits for the disk.
integrations::FieldKey make_person_key(Services& services, const IdBytes& person);

// The same for many, with one wait for the disk; in the order given.
std::vector<integrations::FieldKey> make_person_keys(Services& services, const std::vector<IdBytes>& people);

// Error not_found: the key was destroyed, so the person was erased.
Result<integrations::FieldKey> find_person_key(const Services& services, const IdBytes& person);

Bytes seal_words(Services& services, const integrations::FieldKey& key, const SealedPlace& place,
                 const Sensitive<std::string>& words);
Result<Sensitive<std::string>> open_words(const Services& services, const integrations::FieldKey& key,
                                          const SealedPlace& place, ByteView sealed);

// The same for a page that goes without: empty where nothing is sealed or the key is gone.
std::string words_or_none(const Services& services, const Result<integrations::FieldKey>& key,
                          const SealedPlace& place, const std::optional<Bytes>& sealed);

}  // namespace prevenance::api

#include "storage/audit_subjects.h"

namespace prevenance::storage {

std::optional<IdBytes> person_behind(const Reader& reader, const IdBytes& object) {
    return reader.one(
        "SELECT id FROM employee WHERE id = ?1 "
        "UNION ALL SELECT id FROM account WHERE id = ?1 "
        "UNION ALL SELECT employee FROM signal WHERE id = ?1 AND employee IS NOT NULL "
        "UNION ALL SELECT employee FROM suggestion WHERE id = ?1 AND employee IS NOT NULL "
        "UNION ALL SELECT employee FROM absence WHERE id = ?1 "
        "UNION ALL SELECT employee FROM legal_stop WHERE id = ?1 "
        "UNION ALL SELECT employee FROM milestone WHERE id = ?1 "
        "UNION ALL SELECT employee FROM interview WHERE id = ?1 "
        "UNION ALL SELECT employee FROM visit_request WHERE id = ?1 "
        "UNION ALL SELECT employee FROM measures WHERE id = ?1 "
        "UNION ALL SELECT employee FROM invitation WHERE id = ?1 "
        "UNION ALL SELECT employee FROM rights_request WHERE id = ?1 AND employee IS NOT NULL "
        "UNION ALL SELECT i.employee FROM receipt AS r JOIN invitation AS i ON i.id = r.invitation WHERE "
        "r.id = ?1 "
        "UNION ALL SELECT i.employee FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt "
        "JOIN invitation AS i ON i.id = r.invitation WHERE a.id = ?1",
        {ByteView{object}}, [](const Row& row) { return row.id<EmployeeId>(0).bytes; });
}

std::optional<Bytes> find_audit_salt(const Reader& keys, const IdBytes& person) {
    return keys.one("SELECT salt FROM audit_salt WHERE person = ?", {ByteView{person}},
                    [](const Row& row) { return row.blob(0); });
}

bool add_audit_salt(Transaction& keys, const IdBytes& person, ByteView salt) {
    return keys.execute(
               "INSERT INTO audit_salt(person, salt) SELECT ?1, ?2 WHERE EXISTS "
               "(SELECT 1 FROM person_key WHERE id = ?1) ON CONFLICT(person) DO NOTHING",
               {ByteView{person}, salt}) == 1;
}

}  // namespace prevenance::storage

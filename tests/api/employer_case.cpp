#include "tests/api/employer_case.h"

#include "api/screening.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

Date day(const std::string& text) {
    return *parse_iso_date(text);
}

}  // namespace

EmployerCase::EmployerCase()
    : referent_account(instance.add_account(Role::referent, "referente")),
      referent(instance),
      employee(instance.add_employee("00042", "Camille", "Durand")),
      scope(EmployerScope::for_job(instance.employer)) {
    referent.sign_in("referente", Role::referent);
}

FactId EmployerCase::add_absence(EmployeeId about, const std::string& start, const std::string& end) {
    const auto id = instance.services().randomness.new_id<FactId>();
    const auto now = instance.clock().now();
    instance.services().cases.write([&](storage::Transaction& transaction) {
        storage::CaseFile{transaction, scope}.add(
            transaction, storage::AbsenceRecord{id, about, "MALADIE", day(start), day(end), Instant{day(end)},
                                                std::nullopt});
        instance.services().audit.record(transaction, {now, std::nullopt, "test.prepare", about.bytes});
    });
    return id;
}

FactId EmployerCase::add_signal(EmployeeId about, const std::string& type, const std::string& when) {
    const auto id = instance.services().randomness.new_id<FactId>();
    const auto now = instance.clock().now();
    instance.services().cases.write([&](storage::Transaction& transaction) {
        storage::CaseFile{transaction, scope}.add(
            transaction, storage::SignalRecord{id, about, std::nullopt, type, day(when), Instant{day(when)},
                                               referent_account, std::nullopt});
        instance.services().audit.record(transaction, {now, std::nullopt, "test.prepare", about.bytes});
    });
    return id;
}

FactId EmployerCase::add_team_signal(const std::string& type, const std::string& when) {
    const auto id = instance.services().randomness.new_id<FactId>();
    const auto now = instance.clock().now();
    instance.services().cases.write([&](storage::Transaction& transaction) {
        storage::CaseFile{transaction, scope}.add(
            transaction, storage::SignalRecord{id, std::nullopt, instance.team, type, day(when),
                                               Instant{day(when)}, referent_account, std::nullopt});
        instance.services().audit.record(transaction, {now, std::nullopt, "test.prepare", std::nullopt});
    });
    return id;
}

void EmployerCase::screen() {
    const auto now = instance.clock().now();
    instance.services().cases.write([&](storage::Transaction& transaction) {
        screen_employer(transaction, instance.services(), scope, now);
        instance.services().audit.record(transaction, {now, std::nullopt, "test.screen", std::nullopt});
    });
}

std::vector<FactId> EmployerCase::add_three_absences(EmployeeId about) {
    return {add_absence(about, "2026-01-05", "2026-01-06"), add_absence(about, "2026-01-26", "2026-01-28"),
            add_absence(about, "2026-02-23", "2026-02-24")};
}

std::vector<storage::SuggestionRecord> EmployerCase::suggestions() {
    auto& services = instance.services();
    return services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, scope}.open_suggestions();
    });
}

storage::SuggestionRecord EmployerCase::suggestion(SuggestionId id) {
    auto& services = instance.services();
    return services.cases
        .read([&](const storage::Reader& reader) {
            return storage::CaseFile{reader, scope}.suggestion(id);
        })
        .value();
}

std::int64_t EmployerCase::count(storage::Sql sql, std::initializer_list<storage::Value> values) {
    auto& services = instance.services();
    return services.cases.read([&](const storage::Reader& reader) { return reader.number(sql, values); });
}

void EmployerCase::execute(storage::Sql sql, std::initializer_list<storage::Value> values) {
    instance.services().cases.write([&](storage::Transaction& transaction) {
        transaction.execute(sql, values);
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
}

std::string EmployerCase::record_talk(EmployeeId about, const Fields& more) {
    const auto path = "/salaries/" + about.text() + "/entretien";
    referent.get(path);
    auto fields = talk_fields();
    fields.insert(more.begin(), more.end());
    const auto reply = referent.post(path, fields);
    EXPECT_EQ(reply.status, 303) << reply.body;
    return header(reply, "Location");
}

Fields talk_fields() {
    return {{"held_on", "2026-03-11"}, {"mode", "on_site"},  {"accompanied", "no"},
            {"topics", "hours"},       {"topics", "travel"}, {"wish", "no_follow_up"}};
}

Fields with(Fields fields, const std::string& name, const std::string& value) {
    fields.erase(name);
    fields.emplace(name, value);
    return fields;
}

void expect_no_forbidden_words(const Reply& page) {
    for (const auto* word :
         {"score", "Score", "Bradford", "classement", "à risque", "rouge", "diagnostic médical", "maladie",
          "Maladie", "MALADIE", "IMPREVUE", "consentement", "accord donné", "refusé"})
        EXPECT_FALSE(shows(page, word)) << word;
}

}  // namespace prevenance::api

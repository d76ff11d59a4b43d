// One employer's référent with facts on record: where the tests of suggestions, talks, requests and measures
// start.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/case_file.h"
#include "tests/api/test_instance.h"

#include <string>
#include <vector>

namespace prevenance::api {

class EmployerCase {
public:
    EmployerCase();

    FactId add_absence(EmployeeId about, const std::string& start, const std::string& end);
    FactId add_signal(EmployeeId about, const std::string& type, const std::string& day);
    FactId add_team_signal(const std::string& type, const std::string& day);
    void screen();

    // Three short absences within half a year: rule S1.
    std::vector<FactId> add_three_absences(EmployeeId about);

    std::vector<storage::SuggestionRecord> suggestions();  // open ones of the employer
    storage::SuggestionRecord suggestion(SuggestionId id);
    std::int64_t count(storage::Sql sql, std::initializer_list<storage::Value> values = {});
    // Runs a statement that no page offers, such as a change made by another version of the program.
    void execute(storage::Sql sql, std::initializer_list<storage::Value> values = {});

    // A talk on record through the page; gives the address of what follows.
    std::string record_talk(EmployeeId about, const Fields& more = {});

    TestInstance instance;
    AccountId referent_account;
    Visitor referent;
    EmployeeId employee;
    EmployerScope scope;
};

// A complete, valid record of a talk.
Fields talk_fields();
// `fields` with one replaced.
Fields with(Fields fields, const std::string& name, const std::string& value);

// The words a page must never have about a person.
void expect_no_forbidden_words(const Reply& page);

}  // namespace prevenance::api

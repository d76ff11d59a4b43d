// Talks of the past, written as the demonstration invents them. A talk that a person records goes its own way,
// with its form and its checks.
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

struct DemoTalk {
    InterviewId id;
    EmployeeId employee;
    SuggestionId suggestion;
    Date held_on;
    AccountId held_by;
};

void add_demo_talk(Transaction& transaction, EmployerScope scope, const DemoTalk& talk);

}  // namespace prevenance::storage

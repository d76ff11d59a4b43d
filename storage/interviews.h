// Talks that were held: when, how, about which topics of work, and what the person wishes next. It holds no
// words of anybody: there is no column for them.
#pragma once

#include "domain/account.h"
#include "domain/id.h"
#include "domain/procedure.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct InterviewRecord {
    InterviewId id;
    EmployeeId employee;
    std::optional<SuggestionId> suggestion;  // the one it came from
    Date held_on;
    InterviewMode mode = InterviewMode::on_site;
    bool accompanied = false;
    InterviewWish wish = InterviewWish::no_follow_up;
    std::optional<Date> talk_again_on;
    Instant recorded_at;
    AccountId recorded_by;
    std::vector<std::string> topics;  // codes of config/interview_topics.csv
};

class Interviews {
public:
    Interviews(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing talk and for another employer's.
    std::optional<InterviewRecord> find(InterviewId id) const;
    std::vector<InterviewRecord> about(EmployeeId employee) const;  // the latest first
    std::optional<InterviewRecord> latest(EmployeeId employee) const;

    void add(Transaction& transaction, const InterviewRecord& interview) const;

private:
    void read_topics(InterviewRecord& interview) const;

    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage

#include "storage/interviews.h"

namespace prevenance::storage {
namespace {

// A name that this program never wrote means that the file was altered or comes from a newer program.
template <class Names>
auto known(const Names& names, const std::string& text) {
    const auto value = value_in(names, text);
    if (!value) throw DatabaseError("unknown name in interview: " + text);
    return *value;
}

InterviewRecord interview_in(const Row& row) {
    return {row.id<InterviewId>(0),
            row.id<EmployeeId>(1),
            row.optional_id<SuggestionId>(2),
            row.date(3),
            known(interview_mode_names, row.text(4)),
            row.integer(5) != 0,
            known(interview_wish_names, row.text(6)),
            row.optional_date(7),
            row.instant(8),
            row.id<AccountId>(9),
            {}};
}

}  // namespace

void Interviews::read_topics(InterviewRecord& interview) const {
    interview.topics = reader_.all("SELECT topic FROM interview_topic WHERE interview = ? ORDER BY topic",
                                   {interview.id}, [](const Row& row) { return row.text(0); });
}

std::optional<InterviewRecord> Interviews::find(InterviewId id) const {
    auto found = reader_.one(
        "SELECT id, employee, suggestion, held_on, mode, accompanied, wish, talk_again_on, recorded_at, "
        "recorded_by "
        "FROM interview WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, interview_in);
    if (found) read_topics(*found);
    return found;
}

std::vector<InterviewRecord> Interviews::about(EmployeeId employee) const {
    auto found = reader_.all(
        "SELECT id, employee, suggestion, held_on, mode, accompanied, wish, talk_again_on, recorded_at, "
        "recorded_by "
        "FROM interview WHERE employee = ? AND employer = ? ORDER BY held_on DESC, recorded_at DESC, id",
        {employee, scope_.employer()}, interview_in);
    for (auto& interview : found) read_topics(interview);
    return found;
}

std::optional<InterviewRecord> Interviews::latest(EmployeeId employee) const {
    auto found = about(employee);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

void Interviews::add(Transaction& transaction, const InterviewRecord& interview) const {
    transaction.execute(
        "INSERT INTO interview(id, employer, employee, suggestion, held_on, mode, accompanied, wish, "
        "talk_again_on, "
        "recorded_at, recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {interview.id, scope_.employer(), interview.employee, interview.suggestion, interview.held_on,
         name_in(interview_mode_names, interview.mode), interview.accompanied,
         name_in(interview_wish_names, interview.wish), interview.talk_again_on, interview.recorded_at,
         interview.recorded_by});
    for (const auto& topic : interview.topics)
        transaction.execute("INSERT INTO interview_topic(interview, topic) VALUES (?, ?)",
                            {interview.id, topic});
}

}  // namespace prevenance::storage

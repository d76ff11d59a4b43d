// The coded facts of one employer's people, and what the rules suggested about them: what is read to
// evaluate and what is written when something was found. It names nobody.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/fact.h"
#include "domain/finding.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

struct SignalRecord {
    FactId id;
    std::optional<EmployeeId> employee;  // one of the two
    std::optional<TeamId> team;
    std::string type;
    Date happened_on;
    Instant recorded_at;
    AccountId recorded_by;
    std::optional<Bytes> sealed_fact;
};

struct AbsenceRecord {
    FactId id;
    EmployeeId employee;
    std::string category;  // "MALADIE", "IMPREVUE"
    Date starts_on;
    std::optional<Date> ends_on;
    Instant recorded_at;
    std::optional<ImportId> import;
};

struct LegalStopRecord {
    FactId id;
    EmployeeId employee;
    std::string kind;  // "AT", "MP"
    Date starts_on;
    std::optional<Date> ends_on;
    Instant recorded_at;
    AccountId recorded_by;
};

struct SuggestionRecord {
    SuggestionId id;
    std::optional<EmployeeId> employee;  // one of the two
    std::optional<TeamId> team;
    std::string rule;
    std::string content_hash;
    RuleFamily family = RuleFamily::signal;
    Date as_of;
    std::optional<Date> due_on;
    Instant raised_at;
    std::optional<Date> postponed_until;
    std::optional<Instant> closed_at;
    std::optional<std::string> closing;
    std::vector<Evidence> evidence;
    std::map<std::string, int> counted;

    bool is_open() const { return !closed_at; }
};

struct ArchivedRule {
    std::string content_hash;
    std::string rule;
    std::string version;
    std::string content;
};

// Of one row "measures" come two facts; the second, that they were answered, has an identifier of its own,
// always the same.
FactId id_of_answer(FactId measures);

class CaseFile {
public:
    CaseFile(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing person and for another employer's. Beside what was recorded as a fact, a timeline
    // holds what follows from other rows: ENTRETIEN (a talk was held), MESURES_RECUES and MESURES_REPONDUES
    // (a physician sent measures; the last of them was answered). Nothing of an invitation is ever read here.
    // Everybody at once takes one query for the people and one for their facts.
    std::optional<Timeline> timeline(EmployeeId employee) const;
    std::vector<Timeline> timelines() const;
    // With the members' absences and stops after a work accident, which rules only count together, and with
    // the figures of the team.
    std::optional<TeamTimeline> team_timeline(TeamId team) const;
    std::vector<TeamTimeline> team_timelines() const;
    std::optional<TeamId> team_of(EmployeeId employee) const;

    std::vector<SignalRecord> signals_about(EmployeeId employee) const;
    std::vector<SignalRecord> signals_about_team(TeamId team) const;
    std::vector<SignalRecord> signals_by(AccountId account) const;
    std::optional<SignalRecord> signal(FactId id) const;
    // Whether the same was noted already: this type, about this person or team, on that day, by anybody.
    bool knows_signal(const SignalRecord& signal) const;
    std::vector<AbsenceRecord> absences_of(EmployeeId employee) const;
    std::vector<LegalStopRecord> legal_stops_of(EmployeeId employee) const;

    // Whether a signal or an absence was ever recorded.
    bool has_facts() const;

    std::optional<SuggestionRecord> suggestion(SuggestionId id) const;
    std::vector<SuggestionRecord> open_suggestions() const;
    // The next `limit` open ones after `after`, in the order they were raised; from the first where there is none.
    std::vector<SuggestionRecord> open_suggestions_after(std::optional<SuggestionId> after, int limit) const;
    std::vector<SuggestionRecord> suggestions_about(EmployeeId employee) const;
    std::vector<SuggestionRecord> suggestions_about_team(TeamId team) const;

    void add(Transaction& transaction, const SignalRecord& signal) const;
    bool remove_signal(Transaction& transaction, FactId id) const;
    // False where the person already has an absence that starts that day: the import is repeatable.
    bool add(Transaction& transaction, const AbsenceRecord& absence) const;
    bool remove_absence(Transaction& transaction, FactId id) const;
    bool remove_legal_stop(Transaction& transaction, FactId id) const;
    int remove_absences_of(Transaction& transaction, ImportId import) const;
    void add(Transaction& transaction, const LegalStopRecord& stop) const;
    // Another last day of a stop that was declared already. False where there is no such stop.
    bool change_end(Transaction& transaction, EmployeeId employee, std::string_view kind, Date starts_on,
                    std::optional<Date> ends_on) const;
    void add(Transaction& transaction, const SuggestionRecord& suggestion) const;
    void postpone(Transaction& transaction, SuggestionId id, Date until) const;
    // False where it was closed already.
    bool close(Transaction& transaction, SuggestionId id, std::string_view closing, std::optional<AccountId> by,
               std::string_view reason, Instant now) const;
    static void archive(Transaction& transaction, const ArchivedRule& rule, Instant now);
    std::optional<ArchivedRule> archived_rule(const std::string& content_hash) const;

private:
    std::vector<Fact> facts_of(EmployeeId employee) const;
    std::map<TeamId, std::vector<Membership>> members_by_team() const;
    void read_details(SuggestionRecord& suggestion) const;

    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage

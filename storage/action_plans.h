// Action plans of an employer, with their actions, what the person answered, and the follow-ups. A plan holds
// work only: what is done, by whom and by when. It never says why, and nothing in it knows of an alert.
//
// The surprise: every change names the revision it was made from. Where somebody else was quicker it does
// nothing and says so, because two people work on one plan and neither sees the other's page.
#pragma once

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "domain/procedure_stages.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct PlanActionRecord {
    int position = 0;  // 0, 1, 2…
    std::string code;  // of the catalogues of measures and of plan actions
    std::optional<Bytes> sealed_detail;
    std::string owner;  // of config/action_owners.csv
    std::optional<Bytes> sealed_owner_name;
    Date due_on;
    std::optional<std::string> ending;  // "done", "given_up"
    std::optional<Date> ended_on;
    std::optional<Bytes> sealed_reason;  // why it was given up
};

struct PlanProposalRecord {
    int version = 1;
    Date proposed_on;
    std::optional<PlanAnswer> answer;
    std::optional<Date> answered_on;
    std::optional<Bytes> sealed_words;  // what the person wants changed
};

struct PlanFollowUpRecord {
    int months = 6;  // 6, 12, 24
    Date answered_on;
    bool still_employed = true;
    // Where the person left: why, of config/leaving_reasons.csv. The others are then empty.
    std::optional<std::string> leaving;
    std::optional<std::string> post;               // "same", "adapted", "other"
    std::optional<std::string> measures_in_place;  // "all", "some", "none"
    std::optional<std::string> absences;           // days: "none" 0, "week" 1-7, "month" 8-30, "longer"
    std::optional<bool> help_wished;
};

struct ActionPlanRecord {
    PlanId id;
    EmployeeId employee;
    std::optional<MeasuresId> measures;
    std::string
        document_kind;  // "followup_certificate", "measures_proposal", "fitness_notice", "unfitness_notice"
    Date document_on;
    Date exchanged_on;
    int revision = 1;
    Instant made_at;
    AccountId made_by;
    std::optional<Date> finished_on;
    std::optional<Date> follow_up_ended_on;
    std::vector<PlanActionRecord> actions;
    std::vector<PlanProposalRecord> proposals;   // the oldest first
    std::vector<PlanFollowUpRecord> follow_ups;  // by months
};

// `left_employer_on` is of the person's file.
ProcedureDays procedure_days(const ActionPlanRecord& plan, std::optional<Date> left_employer_on);

class ActionPlans {
public:
    ActionPlans(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // Nothing for a missing plan and for another employer's.
    std::optional<ActionPlanRecord> find(PlanId id) const;
    std::vector<ActionPlanRecord> about(EmployeeId employee) const;  // the oldest first
    std::vector<ActionPlanRecord> all() const;                       // the oldest first

    void add(Transaction& transaction, const ActionPlanRecord& plan) const;

    // False where the plan is no longer at `revision`: then nothing was written.
    // Document, exchange and actions of `plan`, all of them anew.
    bool replace(Transaction& transaction, const ActionPlanRecord& plan, int revision) const;
    bool propose(Transaction& transaction, PlanId id, int revision, Date on, AccountId by) const;
    // Of the last proposal.
    bool answer(Transaction& transaction, PlanId id, int revision, const PlanProposalRecord& answer,
                AccountId by) const;
    bool end_action(Transaction& transaction, PlanId id, int revision, const PlanActionRecord& action) const;
    bool finish(Transaction& transaction, PlanId id, int revision, Date on) const;
    bool follow_up(Transaction& transaction, PlanId id, int revision, const PlanFollowUpRecord& answers,
                   AccountId by) const;
    bool end_follow_up(Transaction& transaction, PlanId id, int revision, Date on) const;

private:
    bool step(Transaction& transaction, PlanId id, int revision) const;
    void add_actions(Transaction& transaction, const ActionPlanRecord& plan) const;
    std::vector<ActionPlanRecord> with_parts(std::vector<ActionPlanRecord> plans) const;

    const Reader& reader_;
    EmployerScope scope_;
};

// How far the plan is that carries out measures of the service: days and numbers, and no word of anybody.
struct PlanProgress {
    ProcedureDays days;
    int actions = 0;
    int ended = 0;
};
// The oldest first; none for measures of another service.
std::vector<PlanProgress> plans_carrying_out(const Reader& reader, MailboxScope scope, MeasuresId measures);

}  // namespace prevenance::storage

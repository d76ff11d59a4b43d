// What a person or a référent types about rights, read into values or every field error at once. Words about
// health are refused: these words go to the employer, who must not hold any.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/rights.h"
#include "domain/sensitive.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t longest_rights_words = 300;   // characters, of the person
inline constexpr std::size_t longest_rights_answer = 500;  // of the employer

struct NewRightsRequest {
    RightsKind kind = RightsKind::access;
    std::optional<FactId> about_fact;
    Sensitive<std::string> words;  // may be empty, except for a correction and a remark
    Date received_on;
};

struct RightsBounds {
    const HealthWords& health_words;
    std::vector<FactId> facts;  // of this person
    Date today;
};

// The kind stands in the field "right"; no error where it is not one: the caller shows the list of rights.
std::optional<RightsKind> typed_right(const PostedForm& form);

// Sent by the person: fields "fact" and "words".
Result<NewRightsRequest> read_rights_request(const PostedForm& form, RightsKind kind,
                                             const RightsBounds& bounds);

struct PaperRightsRequest {
    EmployeeId employee;
    NewRightsRequest request;
};
// Copied from paper by the référent: "employee", "right", "received_on", "words", and the tick that the
// person's identity was checked.
Result<PaperRightsRequest> read_paper_request(const PostedForm& form, const RightsBounds& bounds);

struct RightsAnswer {
    RightsOutcome outcome = RightsOutcome::granted;
    Sensitive<std::string> words;
};
// A refusal says why, and so does every other answer: the person reads it. Erasing demands a tick of its own.
Result<RightsAnswer> read_rights_answer(const PostedForm& form, RightsKind kind,
                                        const HealthWords& health_words);

// Why two more months are needed.
Result<Sensitive<std::string>> read_rights_extension(const PostedForm& form, const HealthWords& health_words);

}  // namespace prevenance::forms

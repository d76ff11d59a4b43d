// What a physician notes of an accompaniment: the result of a visit, a document handed over, an exchange, the
// answer to the proposal, the exit, the follow-ups. Days and closed answers: no field takes words, so none
// takes health.
#pragma once

#include "domain/activity_report.h"
#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/service_case.h"
#include "forms/posted_form.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace prevenance::forms {

using CodesInWords = std::pair<std::string_view, std::string_view>;

inline constexpr std::array<CodesInWords, 3> visit_results{{
    {"held", "La visite a eu lieu"},
    {"absent", "La personne n’est pas venue"},
    {"postponed", "La visite est reportée"},
}};
// Arrêté of 16-10-2017, annexes 1 to 4.
inline constexpr std::array<CodesInWords, 4> document_kinds{{
    {"ATTESTATION_SUIVI", "Attestation de suivi"},
    {"PROPOSITION_MESURES", "Proposition de mesures d’aménagement"},
    {"AVIS_APTITUDE", "Avis d’aptitude"},
    {"AVIS_INAPTITUDE", "Avis d’inaptitude"},
}};
inline constexpr std::array<CodesInWords, 3> contact_sides{{
    {"employee", "Avec la personne"},
    {"employer", "Avec l’employeur"},
    {"partner", "Avec un partenaire"},
}};
// With whom a service exchanges, each time with the person's agreement: the kind, never a name of a person.
inline constexpr std::array<CodesInWords, 14> partner_kinds{{
    {"cap_emploi", "Cap emploi"},
    {"carsat_social", "Service social de la Carsat"},
    {"cpam", "Assurance maladie (CPAM)"},
    {"pdp_cell", "Cellule de prévention de la désinsertion professionnelle"},
    {"mdph", "Maison départementale des personnes handicapées (MDPH)"},
    {"agefiph", "Agefiph"},
    {"france_travail", "France Travail"},
    {"treating_physician", "Médecin traitant"},
    {"career_adviser", "Conseil en évolution professionnelle"},
    {"training_body", "Organisme de formation"},
    {"ergonomist", "Ergonome ou intervenant en prévention"},
    {"psychologist", "Psychologue du travail"},
    {"social_worker", "Assistance sociale"},
    {"other", "Autre partenaire"},
}};
inline constexpr std::array<CodesInWords, 3> posts_after{{
    {"same", "Le même poste"},
    {"adapted", "Le même poste, aménagé"},
    {"other", "Un autre poste"},
}};

template <std::size_t Size>
std::string words_in(const std::array<CodesInWords, Size>& known, std::string_view code) {
    for (const auto& [listed, words] : known)
        if (listed == code) return std::string{words};
    return std::string{code};
}

std::string status_words(CaseStatus status);     // "En cours"
std::string outcome_words(CaseOutcome outcome);  // "Aménagement du poste"

// What happened and what comes first, in one or two sentences.
std::string refusal_words(Refusal refusal);

struct VisitResult {
    std::string result;
    Date on;
};
// Each reader: all errors at once; a day in the future or before `received_on` is one.
Result<VisitResult> read_visit_result(const PostedForm& form, Date received_on, Date today);

struct IssuedDocument {
    std::string kind;
    Date on;
};
Result<IssuedDocument> read_document(const PostedForm& form, Date received_on, Date today);

struct NotedContact {
    std::string with_whom;
    Date on;
    std::optional<std::string> partner_kind;
    std::optional<Date> agreed_on;
};
// With an employer or a partner: also the box that the person agreed, and the day, which is not after the
// exchange.
Result<NotedContact> read_contact(const PostedForm& form, Date received_on, Date today);

struct ProposalAnswer {
    bool enters = false;
    Date on;
    std::optional<CaseOutcome> outcome;  // of somebody who declined, where it is known
};
// Entering needs the box that the person accepts.
Result<ProposalAnswer> read_proposal_answer(const PostedForm& form, Date received_on, Date today);

struct NotedExit {
    Date on;
    ExitKind exit = ExitKind::negative;
    CaseOutcome outcome = CaseOutcome::post_adapted;
};
Result<NotedExit> read_exit(const PostedForm& form, Date received_on, Date today);

struct NotedQuestion {
    int months = 6;
    Date on;
};
Result<NotedQuestion> read_question(const PostedForm& form, Date received_on, Date today);

struct WorkSituation {
    bool still_in_work = false;
    std::optional<std::string> post;  // where still in work
    bool help_wished = false;
};
struct NotedAnswer {
    int months = 6;
    Date on;
    WorkSituation situation;
};
Result<NotedAnswer> read_follow_up_answer(const PostedForm& form, Date received_on, Date today);
// The same three questions, answered by the person.
Result<WorkSituation> read_own_situation(const PostedForm& form);

// Whole numbers: 0 to 100 000, and a percentage.
Result<ActivityTargets> read_targets(const PostedForm& form);

}  // namespace prevenance::forms

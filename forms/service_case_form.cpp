#include "forms/service_case_form.h"

#include "domain/procedure.h"
#include "domain/whole_number.h"
#include "forms/field_reader.h"
#include "forms/french.h"

#include <vector>

namespace prevenance::forms {
namespace {

template <std::size_t Size>
std::vector<std::string> codes_of(const std::array<CodesInWords, Size>& known) {
    std::vector<std::string> codes;
    for (const auto& [code, words] : known) codes.emplace_back(code);
    return codes;
}

template <class Value, std::size_t Size>
std::optional<Value> read_one(FieldReader& reader, const PostedForm& form, const std::string& name,
                              const std::array<std::pair<Value, std::string_view>, Size>& known,
                              std::string_view missing) {
    const auto value = value_in(known, form.value(name));
    if (!value) reader.refuse(name, "missing", std::string{missing});
    return value;
}

std::optional<Date> read_day(FieldReader& reader, const std::string& name, std::string_view missing,
                             Date received_on, Date today) {
    const auto day = reader.past_date(name, missing, today);
    if (!day || *day >= received_on) return day;
    reader.refuse(
        name, "before_receipt",
        "Le dossier est arrivé le " + short_date(received_on) + ". Indiquez ce jour ou un jour qui suit.");
    return std::nullopt;
}

std::optional<int> read_months(FieldReader& reader, const PostedForm& form, const std::string& name,
                               const std::string& beside) {
    for (const int months : follow_up_months)
        if (form.value(name) == std::to_string(months)) return months;
    reader.refuse(beside, "missing", "Le suivi est à 6, 12 ou 24 mois. Rechargez la page, puis recommencez.");
    return std::nullopt;
}

std::optional<bool> read_yes_or_no(FieldReader& reader, const PostedForm& form, const std::string& name,
                                   std::string_view missing) {
    const auto value = form.value(name);
    if (value == "yes") return true;
    if (value == "no") return false;
    reader.refuse(name, "missing", std::string{missing});
    return std::nullopt;
}

std::optional<Date> read_agreed_day(FieldReader& reader, const std::optional<Date>& held_on, Date received_on,
                                    Date today) {
    if (!reader.ticked("agreed"))
        reader.refuse(
            "agreed", "missing",
            "Cochez la case si la personne est d’accord pour cet échange. Sans son accord, personne "
            "d’autre ne sait rien de ce dossier.");
    const auto agreed_on = read_day(
        reader, "agreed_on", "Indiquez le jour où la personne a donné cet accord.", received_on, today);
    if (agreed_on && held_on && *agreed_on > *held_on)
        reader.refuse("agreed_on", "after_contact",
                      "L’accord vient avant l’échange. Indiquez le jour de l’échange ou un jour d’avant.");
    return agreed_on;
}

int read_whole(FieldReader& reader, const PostedForm& form, const std::string& name, int most) {
    const auto number = whole_number<int>(form.value(name));
    if (number && *number >= 0 && *number <= most) return *number;
    reader.refuse(name, "no_number", "Écrivez un nombre entier, de 0 à " + grouped(most) + ".");
    return 0;
}

// What a question says that was left out, in the words of who is asked.
struct MissingWords {
    std::string_view still_in_work;
    std::string_view help_wished;
};

WorkSituation read_situation(FieldReader& reader, const PostedForm& form, const MissingWords& missing) {
    WorkSituation situation;
    situation.still_in_work =
        read_yes_or_no(reader, form, "still_in_work", missing.still_in_work).value_or(false);
    if (situation.still_in_work)
        situation.post = reader.one_of("post", codes_of(posts_after), "Dites sur quel poste.");
    situation.help_wished = read_yes_or_no(reader, form, "help_wished", missing.help_wished).value_or(false);
    return situation;
}

}  // namespace

std::string status_words(CaseStatus status) {
    switch (status) {
        case CaseStatus::ongoing:
            return "En cours";
        case CaseStatus::integration_refused:
            return "Refus d’intégration";
        case CaseStatus::exit_negative:
            return "Sortie négative";
        case CaseStatus::exit_positive:
            return "Sortie positive";
    }
    return {};
}

std::string outcome_words(CaseOutcome outcome) {
    switch (outcome) {
        case CaseOutcome::post_adapted:
            return "Aménagement du poste";
        case CaseOutcome::external_post:
            return "Poste externe";
        case CaseOutcome::internal_post:
            return "Poste interne";
        case CaseOutcome::permanent_hire:
            return "Embauche en contrat à durée indéterminée";
        case CaseOutcome::unfitness:
            return "Inaptitude";
        case CaseOutcome::invalidity:
            return "Invalidité";
        case CaseOutcome::retraining:
            return "Reconversion";
        case CaseOutcome::business_created:
            return "Création d’entreprise";
    }
    return {};
}

std::string refusal_words(Refusal refusal) {
    switch (refusal) {
        case Refusal::voice_first:
            return "L’accord n’est pas encore confirmé de vive voix. Appelez d’abord la personne, puis "
                   "confirmez "
                   "l’accord sur la page du message.";
        case Refusal::visit_first:
            return "Un document suit une visite. Notez d’abord la visite qui a eu lieu.";
        case Refusal::entry_first:
            return "La personne n’est pas entrée dans l’accompagnement. Notez d’abord son entrée.";
        case Refusal::exit_first:
            return "Les suivis se comptent après la sortie. Notez d’abord la sortie.";
        case Refusal::already_entered:
            return "L’entrée est déjà notée. Vous pouvez noter la sortie.";
        case Refusal::already_declined:
            return "La personne a déjà décliné l’accompagnement. Si elle change d’avis, elle refait une "
                   "demande.";
        case Refusal::already_left:
            return "La sortie est déjà notée. Il reste les suivis à 6, 12 et 24 mois.";
        case Refusal::no_employer:
            return "Cette personne a écrit seule\u00a0: son employeur ne sait rien de ce dossier, et ne doit "
                   "rien en "
                   "apprendre ici. Remettez-lui plutôt la lettre.";
        case Refusal::question_first:
            return "Une réponse suit une question. Notez d’abord que le suivi est demandé.";
        case Refusal::already_asked:
            return "Ce suivi est déjà demandé. Notez la réponse quand elle arrive.";
        case Refusal::already_answered:
            return "La réponse à ce suivi est déjà notée.";
        case Refusal::not_due_yet:
            return "Ce suivi a son jour, compté depuis la sortie. Attendez ce jour.";
        case Refusal::pre_return_visit:
            return "Une visite de préreprise ne donne pas lieu à une attestation de suivi. Choisissez un "
                   "autre "
                   "document.";
    }
    return {};
}

Result<VisitResult> read_visit_result(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    auto result =
        reader.one_of("visit_result", codes_of(visit_results), "Dites ce qu’il est advenu de la visite.");
    const auto on = read_day(reader, "result_on", "Indiquez le jour.", received_on, today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return VisitResult{std::move(result), *on};
}

Result<IssuedDocument> read_document(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    auto kind = reader.one_of("document_kind", codes_of(document_kinds), "Choisissez le document remis.");
    const auto on = read_day(reader, "issued_on", "Indiquez le jour de la remise.", received_on, today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return IssuedDocument{std::move(kind), *on};
}

Result<NotedContact> read_contact(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    NotedContact contact;
    contact.with_whom =
        reader.one_of("with_whom", codes_of(contact_sides), "Dites avec qui vous avez échangé.");
    const auto on = read_day(reader, "held_on", "Indiquez le jour de l’échange.", received_on, today);
    if (contact.with_whom == "partner")
        contact.partner_kind =
            reader.one_of("partner_kind", codes_of(partner_kinds), "Choisissez le partenaire.");
    if (contact.with_whom == "partner" || contact.with_whom == "employer")
        contact.agreed_on = read_agreed_day(reader, on, received_on, today);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    contact.on = *on;
    return contact;
}

Result<ProposalAnswer> read_proposal_answer(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    const auto answer =
        reader.one_of("proposal_answer", {"enter", "decline"}, "Dites ce que la personne a répondu.");
    const auto on = read_day(reader, "proposed_on", "Indiquez le jour de la réponse.", received_on, today);
    if (answer == "enter" && !reader.ticked("accepted"))
        reader.refuse("accepted", "missing",
                      "Cochez la case si la personne accepte. L’accompagnement ne commence pas sans elle.");
    ProposalAnswer read;
    read.enters = answer == "enter";
    if (answer == "decline" && !form.value("declined_outcome").empty())
        read.outcome = read_one(reader, form, "declined_outcome", case_outcome_names,
                                "Choisissez une suite de la liste, ou laissez « Pas connue ».");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    read.on = *on;
    return read;
}

Result<NotedExit> read_exit(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    const auto on = read_day(reader, "left_on", "Indiquez le jour de la sortie.", received_on, today);
    const auto exit = read_one(reader, form, "exit_kind", exit_kind_names, "Choisissez le type de sortie.");
    const auto outcome = read_one(reader, form, "outcome", case_outcome_names, "Choisissez la suite.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return NotedExit{*on, *exit, *outcome};
}

Result<NotedQuestion> read_question(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    const auto on =
        read_day(reader, "asked_on", "Indiquez le jour où vous avez posé les questions.", received_on, today);
    const auto months = read_months(reader, form, "asked_months", "asked_on");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return NotedQuestion{*months, *on};
}

Result<NotedAnswer> read_follow_up_answer(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    const auto on = read_day(reader, "answered_on", "Indiquez le jour de la réponse.", received_on, today);
    const auto months = read_months(reader, form, "answered_months", "answered_on");
    const auto situation = read_situation(
        reader, form,
        {"Dites si la personne est toujours en emploi.", "Dites si la personne souhaite une aide."});
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return NotedAnswer{*months, *on, situation};
}

Result<WorkSituation> read_own_situation(const PostedForm& form) {
    FieldReader reader{form};
    auto situation = read_situation(
        reader, form, {"Dites si vous êtes toujours en emploi.", "Dites si vous souhaitez une aide."});
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return situation;
}

Result<ActivityTargets> read_targets(const PostedForm& form) {
    FieldReader reader{form};
    constexpr int most_files = 100'000;
    const ActivityTargets targets{read_whole(reader, form, "referrals_per_year", most_files),
                                  read_whole(reader, form, "files_per_year", most_files),
                                  read_whole(reader, form, "kept_in_work_percent", 100)};
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return targets;
}

}  // namespace prevenance::forms

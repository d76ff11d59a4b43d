#include "forms/rights_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

using Words = Sensitive<std::string>;

void refuse_health_words(FieldReader& reader, const std::string& field, const std::string& words,
                         const HealthWords& health_words) {
    const auto found = health_words.found_in(words);
    if (!found.empty()) reader.refuse(field, "health_words", health_word_message(found));
}

Words read_words(FieldReader& reader, RightsKind kind, const HealthWords& health_words) {
    const bool demanded = kind == RightsKind::correction || kind == RightsKind::remark;
    const auto missing =
        kind == RightsKind::remark ? "Écrivez votre remarque." : "Dites ce qu’il faut corriger.";
    auto words = demanded ? reader.required_text("words", longest_rights_words, missing)
                          : reader.optional_text("words", longest_rights_words);
    refuse_health_words(reader, "words", words, health_words);
    return Words{std::move(words)};
}

std::optional<FactId> read_fact(FieldReader& reader, const PostedForm& form, const RightsBounds& bounds) {
    const auto typed = form.value("fact");
    if (typed.empty()) return std::nullopt;
    const auto id = FactId::parse(typed);
    if (id && std::ranges::find(bounds.facts, *id) != bounds.facts.end()) return id;
    reader.refuse("fact", "unknown", "Ce fait n’est plus dans votre fiche. Choisissez dans la liste.");
    return std::nullopt;
}

}  // namespace

std::optional<RightsKind> typed_right(const PostedForm& form) {
    return rights_kind(form.value("right"));
}

Result<NewRightsRequest> read_rights_request(const PostedForm& form, RightsKind kind,
                                             const RightsBounds& bounds) {
    FieldReader reader{form};
    NewRightsRequest request;
    request.kind = kind;
    request.about_fact = read_fact(reader, form, bounds);
    request.words = read_words(reader, kind, bounds.health_words);
    request.received_on = bounds.today;
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return request;
}

Result<PaperRightsRequest> read_paper_request(const PostedForm& form, const RightsBounds& bounds) {
    FieldReader reader{form};
    PaperRightsRequest paper;
    paper.employee =
        reader.required_id<EmployeeId>("employee", "Choisissez la personne.").value_or(EmployeeId{});
    std::vector<std::string> codes;
    for (const auto kind : all_rights_kinds) codes.emplace_back(code_of(kind));
    const auto kind = rights_kind(reader.one_of("right", codes, "Choisissez ce que la personne demande."));
    paper.request.kind = kind.value_or(RightsKind::access);
    const auto received =
        reader.past_date("received_on", "Indiquez le jour où vous avez reçu la demande.", bounds.today);
    paper.request.received_on = received.value_or(bounds.today);
    paper.request.words = read_words(reader, paper.request.kind, bounds.health_words);
    if (!reader.ticked("identity_checked"))
        reader.refuse("identity_checked", "missing",
                      "Vérifiez d’abord que la demande vient de la personne elle-même.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return paper;
}

Result<RightsAnswer> read_rights_answer(const PostedForm& form, RightsKind kind,
                                        const HealthWords& health_words) {
    FieldReader reader{form};
    RightsAnswer answer;
    const auto outcome = rights_outcome(
        reader.one_of("outcome", {"granted", "partly", "refused"}, "Choisissez votre réponse."));
    answer.outcome = outcome.value_or(RightsOutcome::refused);
    auto words =
        reader.required_text("answer", longest_rights_answer,
                             "Écrivez ce que vous avez fait, ou pourquoi vous refusez. La personne le lira.");
    refuse_health_words(reader, "answer", words, health_words);
    answer.words = Words{std::move(words)};
    const bool erases = kind == RightsKind::erasure && outcome && *outcome != RightsOutcome::refused;
    if (erases && !reader.ticked("erase"))
        reader.refuse("erase", "missing", "Confirmez l’effacement : il ne peut pas être annulé.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return answer;
}

Result<Sensitive<std::string>> read_rights_extension(const PostedForm& form,
                                                     const HealthWords& health_words) {
    FieldReader reader{form};
    auto reason = reader.required_text("reason", longest_rights_answer,
                                       "Dites pourquoi il faut plus de temps. La personne le lira.");
    refuse_health_words(reader, "reason", reason, health_words);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return Words{std::move(reason)};
}

}  // namespace prevenance::forms

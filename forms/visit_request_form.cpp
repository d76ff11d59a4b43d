#include "forms/visit_request_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string read_motive(FieldReader& reader, const HealthWords& health_words) {
    auto motive = reader.required_text("motive", longest_visit_motive,
                                       "Décrivez en quelques mots ce qui se passe dans le travail.");
    const auto found = health_words.found_in(motive);
    if (!found.empty()) reader.refuse("motive", "health_words", health_word_message(found));
    return motive;
}

std::vector<FactId> read_facts(FieldReader& reader, const PostedForm& form,
                               const std::vector<FactId>& known) {
    std::vector<FactId> facts;
    for (const auto& text : form.values("facts")) {
        const auto id = FactId::parse(text);
        if (id && std::ranges::find(known, *id) != known.end())
            facts.push_back(*id);
        else
            reader.refuse("facts", "unknown", "Un fait coché n’est plus dans le dossier. Vérifiez la liste.");
    }
    return facts;
}

Date read_informed_on(FieldReader& reader, const VisitRequestBounds& bounds) {
    const auto informed_on = reader.past_date(
        "informed_on", "Indiquez quand vous avez informé la personne de cette demande et de son objet.",
        bounds.today);
    if (informed_on && *informed_on < bounds.talk_held_on)
        reader.refuse("informed_on", "before_the_talk",
                      "Cette date est avant l’échange. La personne est informée pendant l’échange ou après.");
    return informed_on.value_or(bounds.today);
}

}  // namespace

Result<NewVisitRequest> read_visit_request(const PostedForm& form, const VisitRequestBounds& bounds) {
    FieldReader reader{form};
    NewVisitRequest request;
    request.object = reader.one_of("object", bounds.objects.codes(), "Choisissez l’objet de la demande.");
    request.motive = Sensitive<std::string>{read_motive(reader, bounds.health_words)};
    request.facts = read_facts(reader, form, bounds.facts);
    request.informed_on = read_informed_on(reader, bounds);
    if (!reader.ticked("decided"))
        reader.refuse("decided", "missing", "Confirmez que vous avez décidé vous-même de cette demande.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return request;
}

}  // namespace prevenance::forms

#include "forms/follow_up_form.h"

#include "forms/field_reader.h"
#include "forms/french.h"

#include <vector>

namespace prevenance::forms {
namespace {

constexpr Days longest_wait{366};

std::vector<std::string> visit_kind_codes() {
    std::vector<std::string> codes;
    for (const auto& kind : visit_kinds) codes.emplace_back(kind.first);
    return codes;
}

void refuse_before(FieldReader& reader, const std::string& name, const std::optional<Date>& date,
                   Date received_on) {
    if (date && *date < received_on)
        reader.refuse(
            name, "before_receipt",
            "L’alerte est arrivée le " + short_date(received_on) + ". Indiquez ce jour ou un jour qui suit.");
}

}  // namespace

Result<Date> read_confirmation(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    const auto date =
        reader.past_date("talked_on", "Indiquez le jour où vous avez parlé à la personne.", today);
    refuse_before(reader, "talked_on", date, received_on);
    if (!reader.ticked("talked"))
        reader.refuse("talked", "missing",
                      "Cochez la case si la personne a confirmé son accord de vive voix.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return *date;
}

Result<PlannedVisit> read_planned_visit(const PostedForm& form, Date today) {
    FieldReader reader{form};
    auto kind = reader.one_of("visit_kind", visit_kind_codes(), "Choisissez le type de visite.");
    const auto date = reader.required_date("visit_on", "Indiquez le jour de la visite.");
    if (date && *date < today)
        reader.refuse("visit_on", "passed", "La date est passée\u00a0: notez plutôt le résultat.");
    if (date && *date > today + longest_wait)
        reader.refuse("visit_on", "too_far", "La date est dans plus d’un an. Vérifiez l’année.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return PlannedVisit{std::move(kind), *date};
}

Result<Date> read_held_visit(const PostedForm& form, Date received_on, Date today) {
    FieldReader reader{form};
    const auto date = reader.past_date("visited_on", "Indiquez le jour où la visite a eu lieu.", today);
    refuse_before(reader, "visited_on", date, received_on);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return *date;
}

}  // namespace prevenance::forms

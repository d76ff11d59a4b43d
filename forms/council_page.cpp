#include "forms/council_page.h"

namespace prevenance::forms {
namespace {

constexpr const char* hidden = "Non dit\u00A0: le nombre de personnes est trop petit.";

std::string per_cent(const std::optional<int>& value) {
    return value ? std::to_string(*value) + "\u00A0%" : hidden;
}

std::string count(const std::optional<int>& value) {
    return value ? std::to_string(*value) : hidden;
}

TemplateData row(const std::string& label, const std::string& value, const std::string& how) {
    return TemplateData{}.set("label", label).set("value", value).set("how", how);
}

TemplateData::List rows_of(const CouncilFigures& figures) {
    return {row("Personnes dans la structure", count(figures.headcount), "Le dernier jour de la période."),
            row("Rotation", per_cent(figures.turnover),
                "La moitié des arrivées et des départs, rapportée à l’effectif de la veille de la période."),
            row("Absences", per_cent(figures.absence),
                "Jours d’absence comptés par le site, rapportés aux jours d’appartenance. Les absences "
                "protégées (maternité, grève, mandat…) n’y sont jamais."),
            row("Accidents du travail avec arrêt", count(figures.work_accidents),
                "Ceux que la structure a déclarés ici pour ses échéances légales.")};
}

}  // namespace

TemplateData council_data(const CouncilView& view) {
    LeafletView contacts;
    contacts.contacts = view.contacts;
    auto data = leaflet_data(contacts);
    data.set("employer_name", view.employer).set("siret", view.siret).set("date", view.date);
    data.set("from", view.from).set("to", view.to).set("rows", rows_of(view.figures));
    TemplateData::List subjects;
    for (const auto& subject : view.subjects) subjects.push_back(TemplateData{}.set("subject", subject));
    data.set("has_subjects", !subjects.empty()).set("subjects", std::move(subjects));
    data.set_optional("staff_informed_on", view.staff_informed_on);
    return data;
}

}  // namespace prevenance::forms

#include "forms/compared_services_page.h"

#include "forms/french.h"

namespace prevenance::forms {
namespace {

// What can be added up; the mean stay of several services cannot be made from their means.
struct Totals {
    int referrals = 0;
    int entries = 0;
    int positive_outcomes = 0;
    int outcomes = 0;
};

TemplateData line(const std::string& name, const Totals& totals, const std::string& mean_stay) {
    TemplateData data;
    data.set("name", name)
        .set("referrals", grouped(totals.referrals))
        .set("entries", grouped(totals.entries));
    data.set("mean_stay", mean_stay);
    data.set("positive", grouped(totals.positive_outcomes) + " sur " + grouped(totals.outcomes));
    data.set("positive_share", share_words(share_in_hundredths(totals.positive_outcomes, totals.outcomes)));
    return data;
}

Totals totals_of(const ActivityReport& report) {
    return {report.referrals, report.entries, report.positive_outcomes, report.outcomes.total};
}

}  // namespace

TemplateData compared_services_data(const ComparedServicesView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    set_period(data, view.asked, view.today);
    TemplateData::List lines;
    Totals sum;
    for (const auto& [service, report] : view.services) {
        const auto totals = totals_of(report);
        lines.push_back(
            line(service, totals, report.mean_stay ? counted(*report.mean_stay, "jour", "jours") : "–"));
        sum.referrals += totals.referrals;
        sum.entries += totals.entries;
        sum.positive_outcomes += totals.positive_outcomes;
        sum.outcomes += totals.outcomes;
    }
    data.set("services", std::move(lines)).set("is_alone", view.services.size() < 2);
    data.set("sum", line("Ensemble", sum, "–"));
    data.set("has_others", !view.shown_to.empty());
    if (view.may_choose && !view.shown_to.empty())
        data.set("choice",
                 TemplateData{}.set("shown_to_field",
                                    choice_field({"shown_to", "Qui voit les totaux de notre service\u00a0?",
                                                  "Rien n’est coché d’avance. Chaque service décide pour les "
                                                  "siens.",
                                                  true, view.shown_to},
                                                 errors)));
    else
        data.set("choice", false);
    return data;
}

}  // namespace prevenance::forms

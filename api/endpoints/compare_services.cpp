#include "api/endpoints/compare_services.h"

#include "api/page_reply.h"
#include "api/service_cases_view.h"
#include "api/services.h"
#include "forms/compared_services_page.h"
#include "storage/organisations.h"
#include "storage/service_cases.h"
#include "storage/service_sharing.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::ServiceSharing;

forms::ServiceFigures figures_of(const storage::Reader& reader, const OhService& service,
                                 ReportPeriod period) {
    const storage::ServiceCases cases{reader, MailboxScope::for_job(service.id)};
    return {service.name, activity_report(reported_cases(cases.all()), period)};
}

forms::ComparedServicesView view_of(const Call& call) {
    forms::ComparedServicesView view;
    view.asked = forms::asked_period(call.query, call.today());
    view.today = call.today();
    view.may_choose = call.scope().role == Role::physician;
    call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        const ServiceSharing sharing{reader, call.mailbox()};
        const auto own = call.mailbox().oh_service();
        const auto shown_to = sharing.shown_to();
        for (const auto& service : organisations.oh_services())
            if (service.id != own)
                view.shown_to.push_back({service.id.text(), service.name, "", shown_to.contains(service.id)});
        auto compared = sharing.that_show_us();
        compared.insert(compared.begin(), own);
        for (const auto& id : compared)
            if (const auto service = organisations.oh_service(id))
                view.services.push_back(figures_of(reader, *service, view.asked.period));
        return true;
    });
    return view;
}

Reply compared_page(const Call& call, const forms::ComparedServicesView& view,
                    std::vector<FieldError> errors) {
    auto data = forms::compared_services_data(view, errors);
    return page_reply(call, "Plusieurs services côte à côte", "compared_services", std::move(data),
                      std::move(errors));
}

// Nothing where the form names something that is no other service here.
std::optional<std::set<OhServiceId>> typed_services(const Call& call,
                                                    const forms::ComparedServicesView& view) {
    std::set<OhServiceId> services;
    for (const auto& text : call.form.values("shown_to")) {
        const auto id = OhServiceId::parse(text);
        if (!id || std::ranges::find(view.shown_to, text, &forms::Choice::value) == view.shown_to.end())
            return std::nullopt;
        services.insert(*id);
    }
    return services;
}

}  // namespace

Answer show_compared_services(const Call& call) {
    const auto view = view_of(call);
    return compared_page(call, view, view.asked.errors);
}

Answer choose_sharing(const Call& call) {
    const auto view = view_of(call);
    const auto services = typed_services(call, view);
    if (!services)
        return compared_page(call, view,
                             {{"shown_to", "unknown",
                               "Ce service n’est plus dans la liste. Rechargez la page, puis recommencez."}});
    const auto scope = call.mailbox();
    return Act{scope.oh_service().bytes, [scope, services = *services](storage::Transaction& transaction) {
                   ServiceSharing{transaction, scope}.show_to(transaction, services);
                   return see_other("/boite/rapport/groupement", "partage");
               }};
}

}  // namespace prevenance::api

#include "api/endpoints/show_documents.h"

#include "api/error_reply.h"
#include "api/noted_words.h"
#include "api/page_reply.h"
#include "api/retention_words.h"
#include "api/services.h"
#include "forms/document_page.h"
#include "forms/french.h"
#include "storage/organisations.h"

#include <algorithm>
#include <array>

namespace prevenance::api {
namespace {

struct Document {
    std::string_view name;  // in the address
    const char* page;
    const char* title;
    const char* for_whom;
    bool employers_only = false;  // it speaks to the staff of one structure
};

constexpr std::array<Document, 4> documents{{
    {"notice", "document_notice", "Ce que votre employeur note, et vos droits",
     "Notice à remettre à chaque salarié, avant de noter quoi que ce soit.", true},
    {"analyse-d-impact", "document_impact", "Analyse d’impact relative à la protection des données",
     "Pour la direction, les représentants du personnel et la personne chargée de la protection des "
     "données."},
    {"registre", "document_register", "Registre des activités de traitement",
     "Pour le registre que tient votre organisme."},
    {"menaces", "document_threats", "Ce qui est protégé, et ce qui ne l’est pas",
     "Pour qui met le site en service, et pour qui veut savoir ce qu’il peut en attendre."},
}};

bool is_employers(const Call& call) {
    return EmployerScope::of(call.scope()).has_value();
}

std::string folder_of(const Call& call) {
    return is_employers(call) ? "/documents" : "/administration/documents";
}

struct OwnOrganisations {
    std::optional<Employer> employer;
    std::optional<OhService> oh_service;
};

OwnOrganisations own_organisations(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Organisations organisations{reader};
        OwnOrganisations own{organisations.employer(call.employer().employer()), std::nullopt};
        if (own.employer && own.employer->oh_service)
            own.oh_service = organisations.oh_service(*own.employer->oh_service);
        return own;
    });
}

void fill_own(forms::DocumentParties& parties, const Call& call) {
    const auto own = own_organisations(call);
    parties.referent = call.who->display_name;
    if (own.employer) {
        parties.employer = own.employer->name;
        parties.siret = own.employer->siret.digits();
    }
    if (!own.oh_service) return;
    parties.oh_service = own.oh_service->name;
    parties.retention_officer = own.oh_service->retention_officer;
    parties.oh_service_phone = own.oh_service->phone;
}

forms::DocumentParties parties_of(const Call& call) {
    const auto& settings = call.services.settings;
    forms::DocumentParties parties;
    parties.operator_name = settings.operator_name;
    parties.hosting = settings.hosting;
    parties.data_contact = settings.data_contact;
    parties.help_phone = settings.help_phone;
    parties.address = settings.public_address;
    parties.date = forms::short_date(call.today());
    if (is_employers(call)) fill_own(parties, call);
    return parties;
}

// What a document says otherwise for want of a name.
std::vector<std::string> missing_names(const Settings& settings) {
    std::vector<std::string> missing;
    if (settings.data_contact.empty())
        missing.emplace_back("service.data_contact\u00A0: à qui écrire pour une question sur ses données.");
    if (settings.operator_name.empty())
        missing.emplace_back("service.operator_name\u00A0: l’organisme qui fait fonctionner le site.");
    if (settings.hosting.empty())
        missing.emplace_back("service.hosting\u00A0: qui héberge les données, et dans quel pays.");
    return missing;
}

}  // namespace

Answer show_documents(const Call& call) {
    forms::DocumentListView view;
    for (const auto& document : documents) {
        if (document.employers_only && !is_employers(call)) continue;
        view.documents.push_back(
            {folder_of(call) + "/" + std::string{document.name}, document.title, document.for_whom});
    }
    view.missing = missing_names(call.services.settings);
    return page_reply(call, "Quels documents remettre, et garder\u00A0?", "documents",
                      forms::document_list_data(view));
}

Answer show_document(const Call& call) {
    const auto name = call.request.path.substr(call.request.path.rfind('/') + 1);
    const auto at = std::ranges::find(documents, name, &Document::name);
    if (at == documents.end()) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const forms::DocumentView view{parties_of(call), what_is_noted(call),
                                   retention_words(call.services.settings.retention)};
    auto data = forms::document_data(view);
    data.set("documents_path", folder_of(call));
    return page_reply(call, at->title, at->page, std::move(data));
}

Answer show_limits(const Call& call) {
    forms::TemplateData data;
    data.set("address", call.services.settings.public_address);
    return page_reply(call, "Ce que ce site ne peut pas empêcher", "limits", std::move(data));
}

}  // namespace prevenance::api

#include "api/endpoints/show_documents.h"

#include "api/error_reply.h"
#include "api/leaflets.h"
#include "api/noted_words.h"
#include "api/page_reply.h"
#include "api/printed_page.h"
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

forms::DocumentGroup data_group(const Call& call) {
    forms::DocumentGroup group{"La protection des données", {}};
    for (const auto& document : documents) {
        if (document.employers_only && !is_employers(call)) continue;
        group.documents.push_back(
            {folder_of(call) + "/" + std::string{document.name}, document.title, document.for_whom});
    }
    return group;
}

forms::DocumentGroup leaflet_group() {
    forms::DocumentGroup group{"Les fiches, sans aucun nom de personne", {}};
    for (const auto& leaflet : leaflets)
        group.documents.push_back({"/fiches/" + std::string{leaflet.name}, leaflet.title, leaflet.what_for});
    return group;
}

forms::DocumentGroup collective_group() {
    return {
        "Le travail, pour toute la structure",
        {{"/documents/document-unique", "Lignes pour le document unique",
          "Une équipe, un risque, une action. Pour l’évaluation des risques. Jamais une personne."},
         {"/documents/comite", "Fiche pour le comité social et économique",
          "Quelques indicateurs de toute la structure. Les représentants du personnel peuvent la lire."}}};
}

// Letters stand where the person does: here is only where to find them.
forms::DocumentGroup referents_letters() {
    return {"Les lettres pour une personne",
            {{"/calendrier", "Pendant un arrêt long\u00A0: ce que la loi vous fait dire",
              "Sur l’échéance, et sur la fiche de la personne. Elle seule la lit."},
             {"/salaries", "Demande de visite, carte d’invitation, préparation d’un échange",
              "Sur la fiche de chaque personne. La demande va au service de santé au travail, la carte à la "
              "personne, la préparation reste chez vous."}}};
}

forms::DocumentGroup physicians_letters() {
    return {
        "Les lettres pour une personne",
        {{"/boite", "Attestation de présence",
          "Sur l’alerte ouverte. Des heures, sans motif. À la personne."},
         {"/boite", "Lettre de rendez-vous à l’employeur",
          "Sur l’alerte ouverte. Seulement avec l’accord daté de la personne. L’employeur la lit."},
         {"/boite", "Proposition de visite de préreprise", "Sur l’alerte ouverte. La personne seule la lit."},
         {"/boite", "Fiche de signalement et fiche relais",
          "Sur l’alerte ouverte. Un destinataire, un accord\u00A0: lui seul la lit, avec la personne."}}};
}

const Document* asked_for(const Call& call) {
    const auto folder = folder_of(call) + "/";
    const auto rest = std::string_view{call.request.path}.substr(folder.size());
    const auto at = std::ranges::find(documents, rest.substr(0, rest.find('/')), &Document::name);
    return at == documents.end() ? nullptr : &*at;
}

std::optional<PrintedPage> printed(const Call& call) {
    const auto* document = asked_for(call);
    if (document == nullptr) return std::nullopt;
    const forms::DocumentView view{parties_of(call), what_is_noted(call),
                                   retention_words(call.services.settings.retention)};
    const std::string name{document->name};
    auto data = forms::document_data(view);
    data.set("documents_path", folder_of(call));
    return PrintedPage{.title = document->title,
                       .name = document->page,
                       .data = std::move(data),
                       .path = folder_of(call) + "/" + name,
                       .file = name};
}

Reply list_reply(const Call& call, forms::DocumentListView view) {
    view.missing = missing_names(call.services.settings);
    return page_reply(call, "Quels documents remettre, et garder\u00A0?", "documents",
                      forms::document_list_data(view));
}

}  // namespace

Answer show_documents(const Call& call) {
    forms::DocumentListView view;
    if (is_employers(call)) view.groups = {leaflet_group(), collective_group(), referents_letters()};
    view.groups.push_back(data_group(call));
    return list_reply(call, std::move(view));
}

// The cell finds the leaflets here; letters are made from an alert, which only a physician opens.
Answer show_service_documents(const Call& call) {
    forms::DocumentListView view{{leaflet_group()}, {}};
    if (call.scope().role == Role::physician) view.groups.push_back(physicians_letters());
    return page_reply(call, "Quelles lettres et fiches imprimer\u00A0?", "documents",
                      forms::document_list_data(view));
}

Answer show_document(const Call& call) {
    auto page = printed(call);
    return page ? show_printed(call, std::move(*page)) : error_reply(call, {ErrorCode::not_found, {}, {}});
}

Answer print_document(const Call& call) {
    const auto page = printed(call);
    return page ? print_pdf(call, *page) : error_reply(call, {ErrorCode::not_found, {}, {}});
}

Answer show_limits(const Call& call) {
    forms::TemplateData data;
    data.set("address", call.services.settings.public_address);
    return page_reply(call, "Ce que ce site ne peut pas empêcher", "limits", std::move(data));
}

}  // namespace prevenance::api

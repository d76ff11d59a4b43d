#include "forms/page.h"

#include <array>

#include "forms/field.h"

namespace prevenance::forms {
namespace {

struct Link {
    std::string_view path;
    std::string_view label;
};

std::vector<Link> navigation_of(Role role) {
    switch (role) {
        case Role::manager: return {{"/a-faire", "À faire"}, {"/signaler", "Noter un signal"}};
        case Role::referent:
            return {{"/a-faire", "À faire"},         {"/signaler", "Noter un signal"},
                    {"/salaries", "Salariés"},       {"/equipes", "Équipes"},       {"/absences/importer", "Importer des absences"},
                    {"/calendrier", "Échéances légales"}};
        case Role::physician:
        case Role::cell_member: return {{"/boite", "Boîte de réception"}};
        case Role::network_analyst:
            return {{"/chiffres", "Chiffres du réseau"}, {"/territoire", "Territoire"}};
        case Role::administrator:
            return {{"/administration", "Comptes"}, {"/administration/organisations", "Organisations"},
                    {"/administration/regles", "Règles"}};
    }
    return {};
}

TemplateData::List navigation(const PageFrame& frame) {
    TemplateData::List links;
    if (!frame.role) return links;
    for (const auto& link : navigation_of(*frame.role))
        links.push_back(TemplateData{}
                            .set("link_path", std::string{link.path})
                            .set("link_label", std::string{link.label})
                            .set("link_is_here", link.path == frame.path));
    return links;
}

}  // namespace

std::string page(const Templates& templates, const PageFrame& frame, const std::string& name, TemplateData data) {
    data.set("title", frame.title);
    data.set("form_token", frame.form_token).set("submission_key", frame.submission_key);
    data.set("error_summaries", error_summary(frame.errors));

    TemplateData around;
    around.set("title", (frame.errors.empty() ? "" : "Erreur : ") + frame.title);
    around.set("stylesheet", frame.stylesheet).set("fictitious_data", frame.fictitious_data);
    around.set("signed_in", frame.role.has_value()).set("display_name", frame.display_name);
    around.set("form_token", frame.form_token).set("submission_key", frame.submission_key);
    around.set("links", navigation(frame));
    around.set_optional("notice", frame.notice).set_optional("help_phone", frame.help_phone);
    around.set("content", templates.fill(name, data, frame.language)).set("html_language", frame.html_language);
    return templates.fill("layout", around).text;
}

}  // namespace prevenance::forms

// The leaflets by name, and the contacts that go on them: those of who is signed in, or lines to fill in.
#pragma once

#include "api/call.h"
#include "forms/leaflet_page.h"

#include <array>
#include <string_view>

namespace prevenance::api {

struct Leaflet {
    std::string_view name;  // in the address
    const char* page;
    const char* title;
    const char* what_for;
};

inline constexpr std::array<Leaflet, 6> leaflets{{
    {"salarie", "leaflet_employee", "Garder mon travail\u00A0: six étapes",
     "À remettre à chaque salarié, ou à afficher. Tout le monde peut la lire."},
    {"employeur", "leaflet_employer", "Agir tôt\u00A0: six étapes pour l’employeur",
     "Pour la direction et les responsables de secteur. Tout le monde peut la lire."},
    {"procedure", "leaflet_procedure", "La procédure en quatre étapes",
     "Une page pour l’expliquer à une équipe, au comité social et économique, à un partenaire."},
    {"medecin-traitant", "leaflet_general_practitioner",
     "Pour le médecin traitant\u00A0: qui appeler, et quand",
     "Une page à remettre au médecin traitant, par la personne ou par le service de santé au travail."},
    {"guide-d-entretien", "leaflet_interview_guide", "Parler du travail\u00A0: guide d’échange",
     "À imprimer vierge avant un échange. À ne pas garder une fois rempli."},
    {"noter-un-signal", "leaflet_signal_form", "Noter un fait de travail sur papier",
     "Pour les responsables de secteur, là où il n’y a pas de réseau. À recopier, puis à détruire."},
}};

forms::LeafletContacts leaflet_contacts(const Call& call);

}  // namespace prevenance::api

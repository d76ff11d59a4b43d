#include "api/page_reply.h"

#include <array>

#include "api/services.h"
#include "domain/clock.h"

namespace prevenance::api {
namespace {

// What a page says after a form brought somebody there. The code stands in the address, the sentence never.
constexpr auto sentences = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"signal", "Signal noté. Vous pouvez le supprimer pendant 30 jours."},
    {"signal-supprime", "Signal supprimé."},
    {"salarie", "La personne est ajoutée."},
    {"salarie-corrige", "La fiche est corrigée."},
    {"equipe", "L’équipe est ajoutée."},
    {"information-du-personnel", "La date d’information du personnel est enregistrée."},
    {"informe", "La date d’information est enregistrée."},
    {"entretien", "L’échange est consigné."},
    {"reporte", "La suggestion reviendra à la date choisie."},
    {"suggestion-close", "La suggestion est close."},
    {"fait-supprime", "Le fait est supprimé. La règle s’applique encore aux autres faits."},
    {"fait-supprime-close", "Le fait est supprimé. La règle ne s’applique plus : la suggestion est close."},
    {"visite", "La demande de visite est prête à imprimer."},
    {"import", "L’import est fait. Vous pouvez l’annuler pendant 7 jours."},
    {"import-abandonne", "L’import est abandonné. Le fichier est détruit."},
    {"import-annule", "L’import est annulé."},
    {"mesures-lues", "Vous avez pris connaissance des préconisations."},
    {"mesures-repondues", "Vos réponses sont envoyées au service de santé au travail."},
    {"plan", "Le plan est enregistré. Proposez-le maintenant à la personne."},
    {"plan-modifie", "Le plan est modifié. Proposez-le de nouveau à la personne."},
    {"plan-propose", "La proposition est notée."},
    {"plan-repondu", "La réponse de la personne est notée. Elle peut la relire avec son code."},
    {"action-terminee", "C’est noté."},
    {"plan-termine", "Le plan est terminé. Le premier point vient dans six mois."},
    {"suivi", "Le point est enregistré."},
    {"suivi-arrete", "Les suivis sont arrêtés."},
    {"mesures-envoyees", "Les préconisations sont envoyées à l’employeur."},
    {"voix", "L’accord est confirmé de vive voix."},
    {"visite-prevue", "La visite est notée."},
    {"visite-faite", "Le résultat de la visite est noté."},
    {"alerte-close", "Le dossier est clos."},
    {"resultat", "Le résultat de la visite est noté."},
    {"document-remis", "Le document remis est noté."},
    {"echange-note", "L’échange est noté."},
    {"accompagnement", "La réponse à la proposition d’accompagnement est notée."},
    {"sortie", "La sortie est notée."},
    {"objectifs", "Les objectifs sont enregistrés."},
    {"note-ajoutee", "La note est ajoutée."},
    {"note-faite", "L’action est notée comme faite."},
    {"note-effacee", "La note est effacée."},
    {"reponses", "Vos réponses sont enregistrées."},
    {"partage", "Votre choix est enregistré."},
    {"suivi-demande", "La demande de suivi est notée."},
    {"suivi-repondu", "La réponse au suivi est notée."},
    {"boite-ouverte", "La boîte du service est ouverte. Faites maintenant entrer un ou une collègue."},
    {"boite-demande", "Votre demande est notée. Un membre de la boîte doit vous faire entrer."},
    {"boite-retrait",
     "Cette personne n’est plus membre. Une nouvelle clé est annoncée : elle servira dans 72 heures."},
    {"code-de-secours", "Votre code de secours est vérifié. Gardez le papier sous clé."},
    {"nouvelles-cles",
     "Votre mot de passe est changé et vous avez de nouvelles clés. Reconnectez-vous, puis demandez à entrer "
     "dans la boîte."},
    {"boite-membre", "Votre collègue est membre de la boîte."},
    {"compte", "Le compte est créé."},
    {"compte-ferme", "Le compte est fermé."},
    {"second-facteur", "Le secret du code est remplacé."},
    {"cle-retiree", "La clé d’accès est retirée. Elle n’ouvre plus rien."},
    {"organisation", "L’organisation est enregistrée."},
    {"departement", "Le département est enregistré."},
    {"entree-reseau", "L’entrée est enregistrée."},
    {"sortie-reseau", "La sortie est enregistrée."},
    {"arret", "L’arrêt est enregistré pour le calendrier des échéances légales."},
    {"visite-notee", "C’est noté pour le calendrier des échéances légales."},
    {"retour", "Les dates sont enregistrées pour le calendrier des échéances légales."},
    {"note-supprimee", "La note est supprimée. Le calendrier est recalculé."},
    {"chiffres", "Les chiffres de l’équipe sont enregistrés."},
    {"chiffres-supprimes", "Les chiffres du mois sont supprimés."},
    {"regle", "Les nombres de la règle sont changés. Les suggestions sont recalculées."},
    {"regle-inchangee", "Ces nombres étaient déjà ceux de la règle. Rien n’a changé."},
    {"echeance", "L’échéance est notée comme faite."},
    {"droit-note", "La demande est enregistrée."},
    {"droit-repondu",
     "Votre réponse est enregistrée. La personne peut la lire avec son code, ou sur votre lettre."},
    {"droit-prolonge", "Le délai est prolongé de deux mois. La personne peut lire pourquoi."},
    {"faits-effaces", "Les faits sont effacés. La fiche et les échéances légales restent."},
    {"personne-effacee", "La personne est effacée, ici et dans les sauvegardes."},
    {"cle-ajoutee", "La clé de sécurité est ajoutée. Reconnectez-vous : elle sert déjà."},
    {"cle-de-securite-retiree", "La clé de sécurité est retirée. Reconnectez-vous."},
    {"session-terminee", "La session est terminée."},
    {"sessions-terminees", "Toutes les autres sessions sont terminées."},
    {"mot-de-passe", "Votre mot de passe est changé. Reconnectez-vous."},
});

std::string sentence_for(const std::string& code) {
    for (const auto& [known, sentence] : sentences)
        if (known == code) return std::string{sentence};
    return {};
}

}  // namespace

forms::PageFrame page_frame(const Call& call, std::string title, std::vector<FieldError> errors) {
    forms::PageFrame frame;
    frame.title = std::move(title);
    frame.path = call.request.path;
    if (call.who) {
        frame.role = call.who->scope.role;
        frame.display_name = call.who->display_name;
        frame.form_token = call.who->form_token;
    }
    frame.submission_key = call.services.randomness.new_id<KeyId>().text();
    frame.help_phone = call.services.settings.help_phone;
    frame.stylesheet = call.services.stylesheet;
    frame.fictitious_data = call.services.settings.demo;
    if (errors.empty()) frame.notice = sentence_for(call.query.value("fait"));
    frame.errors = std::move(errors);
    return frame;
}

Reply page_reply(const Call& call, std::string title, const std::string& name, forms::TemplateData data,
                 std::vector<FieldError> errors) {
    Reply reply;
    reply.status = errors.empty() ? 200 : 422;
    reply.body = forms::page(call.services.templates, page_frame(call, std::move(title), std::move(errors)), name,
                             std::move(data));
    return reply;
}

Reply see_other(std::string path, std::string_view done) {
    if (!done.empty()) path += "?fait=" + std::string{done};
    Reply reply{303, "text/plain; charset=utf-8", "", {}};
    reply.headers.emplace_back("Location", std::move(path));
    return reply;
}

Reply json_reply(int status, std::string body) {
    return {status, "application/json; charset=utf-8", std::move(body), {}};
}

}  // namespace prevenance::api

#include "forms/rights_words.h"

namespace prevenance::forms {

std::string rights_kind_label(RightsKind kind) {
    switch (kind) {
        case RightsKind::access:
            return "Accès aux données";
        case RightsKind::correction:
            return "Correction d’un fait";
        case RightsKind::remark:
            return "Remarque sur un fait";
        case RightsKind::objection:
            return "Opposition à l’analyse des signaux";
        case RightsKind::limitation:
            return "Gel des données";
        case RightsKind::resumption:
            return "Reprise de l’analyse des signaux";
        case RightsKind::erasure:
            return "Effacement";
        case RightsKind::portability:
            return "Copie des données dans un fichier";
    }
    return {};
}

std::string rights_act(RightsKind kind) {
    switch (kind) {
        case RightsKind::access:
            return "Demander mes données";
        case RightsKind::correction:
            return "Corriger un fait";
        case RightsKind::remark:
            return "Ajouter une remarque";
        case RightsKind::objection:
            return "M’opposer à l’analyse des signaux";
        case RightsKind::limitation:
            return "Geler mes données";
        case RightsKind::resumption:
            return "Reprendre l’analyse des signaux";
        case RightsKind::erasure:
            return "Faire effacer mes données";
        case RightsKind::portability:
            return "Demander une copie dans un fichier";
    }
    return {};
}

std::vector<std::string> rights_explanation(RightsKind kind) {
    switch (kind) {
        case RightsKind::access:
            return {"Vous demandez tout ce que votre employeur garde sur vous dans ce service.",
                    "Votre employeur répond en un mois au plus."};
        case RightsKind::portability:
            return {"Vous demandez vos données dans un fichier qu’un autre logiciel peut lire.",
                    "Votre employeur répond en un mois au plus."};
        case RightsKind::correction:
            return {
                "Choisissez le fait et dites ce qui ne va pas. Le référent de votre employeur lit votre "
                "demande et vous répond en un mois au plus.",
                "S’il refuse, il doit dire pourquoi. Vous pouvez alors ajouter une remarque, ou saisir la "
                "CNIL (Commission nationale de l’informatique et des libertés)."};
        case RightsKind::remark:
            return {
                "Votre remarque part telle quelle au référent de votre employeur. Elle reste à côté du fait, "
                "ici et chez lui.",
                "N’écrivez rien sur votre santé : cela regarde le médecin du travail, pas votre employeur."};
        case RightsKind::objection:
            return {
                "Dès l’envoi, aucune règle n’analyse plus les signaux à votre sujet. Les suggestions "
                "d’échange "
                "ouvertes sont closes.",
                "Les échéances légales continuent : la loi oblige votre employeur à organiser vos visites "
                "médicales.",
                "Votre employeur voit que les signaux ne sont plus analysés parce que vous vous y êtes "
                "opposé ou opposée. Vous pouvez revenir en arrière à tout moment."};
        case RightsKind::limitation:
            return {
                "Dès l’envoi, vos données sont gardées mais plus utilisées : aucune règle n’analyse plus les "
                "signaux à votre sujet, et aucun nouveau signal n’est noté. C’est utile pendant qu’une "
                "correction est examinée.",
                "Les échéances légales continuent.",
                "Votre employeur voit que vous avez demandé ce gel. Vous pouvez le lever à tout moment."};
        case RightsKind::resumption:
            return {"Les règles analysent de nouveau les signaux à votre sujet, comme pour vos collègues.",
                    "Votre employeur voit que vous avez levé votre opposition ou votre gel."};
        case RightsKind::erasure:
            return {
                "Le référent de votre employeur répond en un mois au plus.",
                "Si vous avez quitté l’entreprise, tout est effacé, aussi dans les sauvegardes. Si vous y "
                "travaillez encore, votre fiche et ce qui sert aux échéances légales restent, parce que la "
                "loi l’exige : visites, arrêts déclarés, absences de 30 jours ou plus, demandes de visite "
                "et préconisations.",
                "Ce que vous avez envoyé au service de santé au travail reste chez lui. Pour le faire "
                "effacer, appelez-le. Après un effacement complet, votre code n’ouvre plus rien : retirez "
                "d’abord votre accord si vous le voulez.",
                "Ailleurs que dans ce service, votre employeur garde ce que la loi l’oblige à garder : le "
                "registre du personnel et les bulletins de paie."};
    }
    return {};
}

std::string rights_outcome_label(RightsOutcome outcome) {
    switch (outcome) {
        case RightsOutcome::granted:
            return "Accordée";
        case RightsOutcome::partly:
            return "Accordée en partie";
        case RightsOutcome::refused:
            return "Refusée";
    }
    return {};
}

}  // namespace prevenance::forms

#include "api/retention_words.h"

#include "api/keeping_time.h"

#include <algorithm>
#include <array>
#include <string>

namespace prevenance::api {
namespace {

struct Period {
    std::string_view name;           // of the key, without "retention."
    int RetentionSettings::*length;  // in the unit that ends the name
    const char* what;
    const char* after;
};

constexpr std::array<Period, 16> periods{{
    {"signals_months", &RetentionSettings::signals_months, "Un fait de travail noté, sans suite",
     "après le jour du fait"},
    {"absences_months", &RetentionSettings::absences_months, "Les dates d’une absence", "après sa fin"},
    {"talks_without_follow_up_months", &RetentionSettings::talks_without_follow_up_months,
     "Un échange sans suite", "après l’échange"},
    {"case_months", &RetentionSettings::case_months,
     "Une situation suivie (invitation, demande de visite, préconisations)", "après sa dernière étape"},
    {"after_departure_days", &RetentionSettings::after_departure_days,
     "Les faits, suggestions, échanges et invitations d’une personne partie", "après son départ"},
    {"departed_people_months", &RetentionSettings::departed_people_months,
     "Le nom et la fiche d’une personne partie", "après son départ"},
    {"legal_months", &RetentionSettings::legal_months, "Le calendrier des échéances légales",
     "après le départ de la personne"},
    {"rights_requests_months", &RetentionSettings::rights_requests_months,
     "Une demande d’exercice des droits", "après la réponse"},
    {"receipts_months", &RetentionSettings::receipts_months, "La preuve d’un accord, sans nom",
     "après la fin de l’accord"},
    {"alerts_months", &RetentionSettings::alerts_months, "Un message reçu par le service de santé au travail",
     "après sa dernière étape"},
    {"withdrawn_alerts_days", &RetentionSettings::withdrawn_alerts_days,
     "Un message retiré par la personne, qui n’est plus montré", "après le retrait"},
    {"closed_accounts_months", &RetentionSettings::closed_accounts_months, "Un compte fermé",
     "après sa fermeture"},
    {"audit_readings_months", &RetentionSettings::audit_readings_months, "Le journal de qui a lu quoi",
     "après la lecture"},
    {"audit_proofs_months", &RetentionSettings::audit_proofs_months,
     "Dans ce journal, les exports, les accords et les effacements", "après l’acte"},
    {"sent_messages_days", &RetentionSettings::sent_messages_days, "Un courriel envoyé par le site",
     "après son envoi"},
    {"repeated_requests_days", &RetentionSettings::repeated_requests_days,
     "La réponse gardée pour une demande envoyée deux fois", "après la demande"},
}};

// Months and years as people count them: sixty months are five years.
std::string months_in_words(int months) {
    if (months > 24 && months % 12 == 0) return std::to_string(months / 12) + " ans";
    return std::to_string(months) + " mois";
}

std::string days_in_words(int days) {
    return std::to_string(days) + (days > 1 ? " jours" : " jour");
}

std::string length_words(const Period& period, const RetentionSettings& settings) {
    const int length = settings.*period.length;
    return period.name.ends_with("_days") ? days_in_words(length) : months_in_words(length);
}

}  // namespace

std::vector<forms::KeptFor> retention_words(const RetentionSettings& settings) {
    std::vector<forms::KeptFor> lines{
        {"Une invitation sans réponse", "14 jours, puis son message est détruit"},
        {"Un accord donné par la personne", "jusqu’à la première visite, 6 mois au plus, sauf retrait avant"},
        {"L’empreinte d’un navigateur où un code a été tapé", "24 heures"},
        {"Les empreintes des réseaux d’où un employeur se connecte", "30 jours"}};
    for (const auto& period : periods)
        lines.push_back({period.what, length_words(period, settings) + " " + period.after});
    return lines;
}

bool has_retention_words(std::string_view name) {
    return std::ranges::find(periods, name, &Period::name) != periods.end();
}

std::map<HeldKind, std::string> held_words(const RetentionSettings& settings) {
    const auto signals = months_in_words(settings.signals_months);
    const auto followed =
        months_in_words(settings.case_months) + " après la dernière étape de votre situation";
    const auto departure =
        ", et au plus " + days_in_words(settings.after_departure_days) + " après votre départ.";
    const auto legal = months_in_words(settings.legal_months) + " après votre départ.";
    return {{HeldKind::signal,
             signals + " après le fait, ou, s’il y a eu un échange avec suite, " + followed + departure},
            {HeldKind::absence,
             months_in_words(settings.absences_months) + " après la fin de l’absence" + departure},
            {HeldKind::legal_stop, legal},
            {HeldKind::milestone, legal},
            {HeldKind::talk, "sans suite, " + months_in_words(settings.talks_without_follow_up_months) +
                                 "\u00A0; sinon " + followed + "."},
            {HeldKind::visit_request, followed + "."},
            {HeldKind::suggestion, signals + " après la suggestion, ou, s’il y a eu un échange avec suite, " +
                                       followed + departure},
            {HeldKind::invitation, "le message " + days_in_words(invitation_lasts.count()) +
                                       ", la date de remise " + followed + "."},
            {HeldKind::measures, followed + "."},
            {HeldKind::plan, followed + ", et un trimestre de plus pour le dernier suivi."},
            {HeldKind::reading, months_in_words(settings.audit_readings_months) + " au plus."}};
}

// Readings are not the employer's to keep longer: the log has its own end.
std::map<HeldKind, std::string> held_words_while_frozen(const RetentionSettings& settings) {
    auto words = held_words(settings);
    for (auto& [kind, how_long] : words)
        if (kind != HeldKind::reading) how_long = "tant que dure le gel que vous avez demandé.";
    return words;
}

std::vector<std::string> stays_in_words(const RetentionCounts& counts, std::string_view kind) {
    std::vector<std::string> sentences;
    const auto add = [&](const std::map<std::string, std::int64_t>& numbers, std::string_view why) {
        const auto found = numbers.find(std::string{kind});
        if (found == numbers.end()) return;
        sentences.push_back(std::to_string(found->second) + (found->second > 1 ? " gardés" : " gardé") +
                            "\u00A0: " + std::string{why});
    };
    add(counts.frozen, "la personne a demandé le gel.");
    add(counts.request_waits, "une demande de la personne attend sa réponse.");
    add(counts.held_back, "une autre ligne en dépend encore.");
    return sentences;
}

std::vector<RetentionLine> retention_table(const RetentionSettings& settings) {
    const auto followed = months_in_words(settings.case_months) + " après la dernière étape";
    const std::string departure =
        " Au plus tard " + days_in_words(settings.after_departure_days) + " après le départ.";
    return {
        {"signals", "Faits de travail sans suite",
         months_in_words(settings.signals_months) + " après le fait." + departure,
         "Convention\u00A0: la plus longue période regardée est de 183 jours."},
        {"absences", "Absences, en dates",
         months_in_words(settings.absences_months) + " après la fin." + departure,
         "Convention\u00A0: la règle S1 regarde douze mois."},
        {"imports", "Traces des fichiers d’absences importés", months_in_words(settings.absences_months),
         "Convention\u00A0: comme les absences."},
        {"suggestions", "Suggestions sur une personne ou une équipe",
         months_in_words(settings.signals_months) + ", ou avec la situation suivie." + departure,
         "Convention\u00A0: comme les faits."},
        {"talks", "Échanges sans suite",
         months_in_words(settings.talks_without_follow_up_months) + "." + departure,
         "Doctrine de la CNIL sur les alertes sans suite."},
        {"invitations", "Invitations remises", followed + ", quelle que soit la réponse.",
         "Convention\u00A0: suivi à 6, 12 et 24 mois de la procédure MT2I."},
        {"visit_requests", "Demandes de visite", followed + ".", "Convention\u00A0: suivi à 24 mois."},
        {"plans", "Plans d’action et leurs suivis",
         followed + ", et un trimestre de plus pour le dernier suivi.",
         "Convention\u00A0: suivi à 6, 12 et 24 mois de la procédure MT2I."},
        {"measures", "Préconisations et réponses", followed + ".", "Convention\u00A0: suivi à 24 mois."},
        {"legal_stops", "Arrêts du calendrier légal",
         months_in_words(settings.legal_months) + " après le départ",
         "Code du travail, R1221-26\u00A0: registre du personnel."},
        {"milestones", "Visites et entretiens du calendrier légal",
         months_in_words(settings.legal_months) + " après le départ",
         "Code du travail, R1221-26\u00A0: registre du personnel."},
        {"deadlines", "Échéances du calendrier légal",
         months_in_words(settings.legal_months) + " après le départ",
         "Code du travail, R1221-26\u00A0: registre du personnel."},
        {"rights_requests", "Demandes d’exercice des droits",
         months_in_words(settings.rights_requests_months) +
             " après la réponse, sans nom dès que la fiche est effacée. Une remarque reste avec son fait.",
         "Code civil, article 2224\u00A0: prescription de cinq ans."},
        {"people", "Fiches des personnes parties, et leur clé",
         months_in_words(settings.departed_people_months) + " après le départ, quand plus rien n’est gardé",
         "Convention\u00A0: la règle T1 compte les départs sur douze mois."},
        {"alerts", "Messages scellés au service de santé au travail",
         months_in_words(settings.alerts_months) + " après la dernière étape, ou 27 mois après la sortie d’un "
                                                   "accompagnement, pour ses suivis\u00A0; " +
             days_in_words(settings.withdrawn_alerts_days) + " après un retrait",
         "Convention\u00A0: suivi à 24 mois. RGPD, articles 7.3 et 17.", false},
        {"receipts", "Preuves d’accord",
         months_in_words(settings.receipts_months) + " après la fin de l’accord",
         "Code civil, article 2224\u00A0: prescription de cinq ans.", false},
        {"messages", "Avis envoyés", days_in_words(settings.sent_messages_days), "Convention.", false},
        {"accounts", "Nom et identifiant des comptes fermés",
         months_in_words(settings.closed_accounts_months) + " après la fermeture",
         "Convention\u00A0: comme les lectures du journal."},
        {"audit_readings", "Lectures dans le journal des accès",
         months_in_words(settings.audit_readings_months) + " au plus",
         "CNIL, recommandation sur la journalisation\u00A0: six mois à un an."},
        {"audit_proofs", "Accords, exports et effacements dans ce journal",
         months_in_words(settings.audit_proofs_months) + " au plus", "Code civil, article 2224."},
        {"checkpoint_mails", "Points de contrôle envoyés au témoin",
         days_in_words(settings.sent_messages_days), "Convention."},
        {"captured_mails", "Courriels de la démonstration", days_in_words(settings.sent_messages_days),
         "Convention."},
    };
}

}  // namespace prevenance::api

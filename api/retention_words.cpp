#include "api/retention_words.h"

#include "api/configuration_keys.h"

#include <algorithm>
#include <array>
#include <string>

namespace prevenance::api {
namespace {

struct Period {
    std::string_view name;  // of the key, without "retention."
    int usual;              // in the unit that ends the name
    const char* what;
    const char* after;
};

constexpr std::array<Period, 15> periods{{
    {"signals_months", 6, "Un fait de travail noté, sans suite", "après le jour du fait"},
    {"absences_months", 12, "Les dates d’une absence", "après sa fin"},
    {"talks_without_follow_up_months", 2, "Un échange sans suite", "après l’échange"},
    {"case_months", 24, "Une situation suivie (invitation, demande de visite, préconisations)",
     "après sa dernière étape"},
    {"after_departure_days", 31, "Les faits, suggestions, échanges et invitations d’une personne partie",
     "après son départ"},
    {"departed_people_months", 12, "Le nom et la fiche d’une personne partie", "après son départ"},
    {"legal_months", 60, "Le calendrier des échéances légales", "après le départ de la personne"},
    {"receipts_months", 60, "La preuve d’un accord, sans nom", "après la fin de l’accord"},
    {"alerts_months", 24, "Un message reçu par le service de santé au travail", "après sa dernière étape"},
    {"withdrawn_alerts_days", 30, "Un message retiré par la personne, qui n’est plus montré",
     "après le retrait"},
    {"closed_accounts_months", 12, "Un compte fermé", "après sa fermeture"},
    {"audit_readings_months", 12, "Le journal de qui a lu quoi", "après la lecture"},
    {"audit_proofs_months", 60, "Dans ce journal, les exports, les accords et les effacements",
     "après l’acte"},
    {"sent_messages_days", 30, "Un courriel envoyé par le site", "après son envoi"},
    {"repeated_requests_days", 7, "La réponse gardée pour une demande envoyée deux fois", "après la demande"},
}};

std::string configured(const Settings& settings, const Period& period) {
    for (const auto& key : configuration_keys())
        if (key.section == "retention" && key.name == period.name) return key.get(settings);
    return std::to_string(period.usual);
}

// Months and years as people count them: sixty months are five years.
std::string length_words(const Period& period, const std::string& number) {
    if (period.name.ends_with("_days")) return number + (number == "1" ? " jour" : " jours");
    const int months = std::stoi(number);
    if (months > 24 && months % 12 == 0) return std::to_string(months / 12) + " ans";
    return number + " mois";
}

}  // namespace

std::vector<forms::KeptFor> retention_words(const Settings& settings) {
    std::vector<forms::KeptFor> lines{
        {"Une invitation sans réponse", "14 jours, puis son message est détruit"},
        {"Un accord donné par la personne", "6 mois, sauf retrait avant"}};
    for (const auto& period : periods)
        lines.push_back(
            {period.what, length_words(period, configured(settings, period)) + " " + period.after});
    return lines;
}

bool has_retention_words(std::string_view name) {
    return std::ranges::find(periods, name, &Period::name) != periods.end();
}

bool erases_by_itself() {
    return std::ranges::any_of(configuration_keys(),
                               [](const ConfigurationKey& key) { return key.section == "retention"; });
}

}  // namespace prevenance::api

#include "api/acts_about.h"

#include "api/noted_facts.h"
#include "forms/french.h"
#include "storage/alerts.h"
#include "storage/invitations.h"

#include <algorithm>
#include <array>
#include <set>

namespace prevenance::api {
namespace {

struct Theme {
    std::string_view start;  // of the action's code
    std::string_view words;
};

constexpr std::array themes{
    Theme{"signal", "Fait de travail"},
    Theme{"employee", "Fiche"},
    Theme{"absence", "Absences"},
    Theme{"import", "Absences"},
    Theme{"suggestion", "Suggestion"},
    Theme{"interview", "Échange"},
    Theme{"invitation", "Invitation"},
    Theme{"alert", "Message au service de santé au travail"},
    Theme{"case", "Suite de votre message au service de santé au travail"},
    Theme{"measure", "Préconisations"},
    Theme{"milestone", "Échéances légales"},
    Theme{"legal_stop", "Échéances légales"},
    Theme{"deadline", "Échéances légales"},
    Theme{"visit", "Demande de visite"},
    Theme{"attendance_letter", "Attestation de présence"},
    Theme{"appointment_letter", "Lettre de rendez-vous"},
    Theme{"pre_return_letter", "Proposition de visite de préreprise"},
    Theme{"return_letter", "Lettre pendant un arrêt"},
    Theme{"sheet", "Fiche pour un organisme"},
    Theme{"rights", "Demande sur vos droits"},
    Theme{"held_data", "Tout ce qui est gardé sur vous"},
    Theme{"gdpr", "Tout ce qui est gardé sur vous"},
    Theme{"restore", "Remise en l’état après une restauration"},
    Theme{"retention", "Effacement à la fin de la durée de conservation"},
};

bool is_by_code(const storage::RecordedAct& act) {
    return !act.actor && (act.action == "invitation.use" || act.action == "invitation.attempt");
}

std::string theme_of(const std::string& action) {
    for (const auto& theme : themes)
        if (action.starts_with(theme.start)) return std::string{theme.words};
    return "Votre dossier";
}

// The way of a message, from sending to reading, is told by days wherever the person reads of it: a minute
// beside that of the card would tell on a copy which use of the card sent it.
std::string when_in_words(const storage::RecordedAct& act) {
    if (act.action.starts_with("alert") || act.action.starts_with("case")) return forms::long_date(in_paris(act.at).date);
    return forms::date_and_time(act.at);
}

std::string what_in_words(const storage::RecordedAct& act) {
    if (is_by_code(act)) return "Votre carte, avec son code";
    if (act.action.find("export") != std::string::npos) return theme_of(act.action) + "\u00A0: copie";
    return theme_of(act.action) + (storage::is_reading(act.action) ? "\u00A0: lecture" : "\u00A0: écriture");
}

// By entry: what the person did with that card, and what became of the alert sent with it.
std::set<std::int64_t> acts_of_card(const Services& services, const storage::Reader& reader,
                                    InvitationId card) {
    std::set<std::int64_t> entries;
    for (const auto& act : services.audit.acts_on(reader, card.bytes))
        if (!act.actor) entries.insert(act.sequence);
    const auto receipt = storage::find_receipt_of(reader, card);
    const auto alert = receipt ? storage::find_alert_of(reader, receipt->id) : std::nullopt;
    if (alert)
        for (const auto& act : services.audit.acts_on(reader, alert->bytes)) entries.insert(act.sequence);
    return entries;
}

}  // namespace

std::vector<ActAbout> acts_about(const Services& services, const storage::Reader& reader, EmployeeId person,
                                 InvitationId card, std::size_t most) {
    auto acts = services.audit.acts_on(reader, person.bytes);
    std::ranges::reverse(acts);
    for (const auto& other : storage::cards_of(reader, person)) {
        if (other == card) continue;
        const auto hidden = acts_of_card(services, reader, other);
        std::erase_if(acts, [&](const auto& act) { return hidden.contains(act.sequence); });
    }
    std::vector<ActAbout> lines;
    for (const auto& act : acts) {
        if (lines.size() == most) break;
        const auto who = is_by_code(act) ? std::string{"vous, ou quelqu’un qui avait votre carte"}
                                         : role_in_words(reader, act.actor);
        ActAbout line{what_in_words(act), "le " + when_in_words(act) + ", par " + who,
                      storage::is_reading(act.action)};
        // One form that was opened leaves several entries of one minute: one line tells as much.
        if (lines.empty() || lines.back() != line) lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace prevenance::api

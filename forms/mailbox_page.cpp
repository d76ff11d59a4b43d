#include "forms/mailbox_page.h"

#include "forms/field.h"
#include "forms/french.h"
#include "forms/service_case_form.h"
#include "forms/service_case_page.h"

#include <array>
#include <string_view>
#include <utility>

namespace prevenance::forms {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> set_aside_reasons{{
    {"other_mailbox", "elle est scellée pour un autre service ou avec une autre clé."},
    {"instance_signature", "elle a été modifiée en chemin, ou ne vient pas de cette installation."},
    {"receipt_missing", "aucun accord de la personne n’est enregistré."},
    {"receipt_mismatch", "l’accord enregistré n’est pas celui de cette alerte."},
    {"receipt_expired", "l’accord de la personne a pris fin avant la lecture."},
    {"malformed", "son contenu est illisible."},
    {"key_sealed_elsewhere", "la clé de la boîte n’ouvre pas son contenu."},
    {"commitment", "la clé de son contenu a été remplacée."},
    {"content", "son contenu a été modifié ou déplacé."},
    {"message_mismatch", "son contenu parle d’une autre alerte."},
    {"one_time_signature", "elle n’est pas signée avec le code remis à la personne."},
}};

std::string kind_words(const std::optional<AlertKind>& kind) {
    if (!kind) return "Envoi illisible";
    return *kind == AlertKind::own_request ? "Demande faite par la personne seule"
                                           : "Alerte envoyée par la personne";
}

std::string note_of(const AlertLine& line) {
    if (line.state == AlertState::withdrawn)
        return "Accord retiré" + (line.withdrawn_on ? " le " + long_date(*line.withdrawn_on) : "") + ".";
    if (line.state == AlertState::set_aside)
        return "Mise à l’écart\u00a0: " + set_aside_words(line.set_aside_because);
    if (line.visit_on) return "Visite le " + long_date(*line.visit_on) + ".";
    return {};
}

}  // namespace

std::string state_words(AlertState state) {
    switch (state) {
        case AlertState::set_aside:
            return "À l’écart";
        case AlertState::withdrawn:
            return "Accord retiré";
        case AlertState::fresh:
            return "Nouvelle";
        case AlertState::read:
            return "Lue";
        case AlertState::contacted:
            return "Contact";
        case AlertState::visit_planned:
            return "Visite prévue";
        case AlertState::visit_held:
            return "Visite faite";
        case AlertState::measures_sent:
            return "Préconisations";
        case AlertState::closed:
            return "Close";
    }
    return {};
}

std::string set_aside_words(const std::string& code) {
    for (const auto& [known, words] : set_aside_reasons)
        if (known == code) return std::string{words};
    return "elle n’a pas passé une vérification.";
}

namespace {

void set_news(TemplateData& data, const KeyNewsView& news) {
    data.set_optional("key_trouble", news.trouble);
    if (!news.announced) {
        data.set("key_announced", false);
    } else {
        const auto& key = *news.announced;
        data.set("key_announced", TemplateData{}
                                      .set("announced_on", date_and_time(key.announced_at))
                                      .set("announced_by", key.announced_by)
                                      .set("usable_from", date_and_time(key.usable_from))
                                      .set("announced_words", key.fingerprint));
    }
    TemplateData::List closed;
    for (const auto& name : news.closed) closed.push_back(TemplateData{}.set("closed_name", name));
    data.set("closed_members", std::move(closed));
}

struct Filter {
    InboxFilter value;
    std::string_view code;
    std::string_view label;
};
constexpr std::array<Filter, 5> filters{{
    {InboxFilter::all, "", "Toutes"},
    {InboxFilter::due, "a-faire", "À faire d’ici quinze jours"},
    {InboxFilter::to_read, "a-lire", "À lire ou à appeler"},
    {InboxFilter::under_way, "en-cours", "En cours"},
    {InboxFilter::ended, "terminees", "Terminées"},
}};

bool is_to_read(AlertState state) {
    return state == AlertState::fresh || state == AlertState::read;
}

bool has_ended(const AlertLine& line) {
    if (line.accompaniment) return *line.accompaniment != CaseStatus::ongoing;
    return line.state == AlertState::closed || line.state == AlertState::withdrawn ||
           line.state == AlertState::set_aside;
}

bool is_asked_for(const AlertLine& line, InboxFilter filter, Date today) {
    constexpr Days soon{14};
    switch (filter) {
        case InboxFilter::all:
            return true;
        case InboxFilter::due:
            return line.next && line.next->before <= today + soon;
        case InboxFilter::to_read:
            return is_to_read(line.state);
        case InboxFilter::under_way:
            return !is_to_read(line.state) && !has_ended(line);
        case InboxFilter::ended:
            return has_ended(line);
    }
    return true;
}

TemplateData::List filter_links(InboxFilter chosen) {
    TemplateData::List links;
    for (const auto& filter : filters) {
        const std::string query = filter.code.empty() ? "" : "?etat=" + std::string{filter.code};
        links.push_back(TemplateData{}
                            .set("filter_path", "/boite" + query)
                            .set("filter_label", std::string{filter.label})
                            .set("filter_is_here", filter.value == chosen));
    }
    return links;
}

// The message is not shown any more because its agreement ended in time, and the accompaniment goes on.
bool outlived_its_message(const AlertLine& alert) {
    return alert.state == AlertState::set_aside && alert.accompaniment.has_value();
}

TemplateData inbox_line(const AlertLine& alert, Date today) {
    const bool outlived = outlived_its_message(alert);
    const bool opens = alert.state != AlertState::withdrawn && !outlived;
    const bool has_case = outlived || (opens && alert.state != AlertState::set_aside);
    TemplateData line;
    line.set("kind", kind_words(alert.kind)).set("received", date_and_time(alert.received_at));
    line.set("state", outlived ? "Message terminé" : state_words(alert.state));
    line.set_optional(
        "note", outlived ? "Le message n’est plus montré\u00a0: son accord a pris fin." : note_of(alert));
    line.set_optional("link", opens ? "/boite/" + alert.id : std::string{});
    line.set_optional("case_link", has_case ? "/boite/" + alert.id + "/dossier" : std::string{});
    line.set_optional("employer", alert.employer_name);
    line.set_optional("accompaniment",
                      alert.accompaniment ? status_words(*alert.accompaniment) : std::string{});
    line.set_optional("next", alert.next
                                  ? long_date(alert.next->before) + "\u00a0: " + task_words(*alert.next)
                                  : std::string{});
    line.set("is_late", alert.next && alert.next->before < today);
    return line;
}

// Whom a member may take out: everybody else.
TemplateData removal_part(const MembersView& view) {
    ChoiceField who{
        .name = "account", .legend = "Qui retirer\u00A0?", .hint = "", .several = false, .choices = {}};
    for (const auto& member : view.members)
        if (!member.is_you)
            who.choices.push_back(
                {member.account, member.name, member.is_closed ? "Compte fermé" : "", false});
    const ChoiceField revoke{
        .name = "revoke",
        .legend = "L’ancienne clé a-t-elle pu être copiée\u00A0?",
        .hint = "",
        .several = true,
        .choices = {{"yes", "Oui\u00A0: ne plus rien recevoir pendant 72 heures",
                     "Sinon, les messages arrivent avec l’ancienne clé jusqu’à ce que la nouvelle serve.",
                     false}}};
    return std::move(TemplateData{}
                         .set("who_field", choice_field(who, view.errors))
                         .set("revoke_field", choice_field(revoke, view.errors)));
}

}  // namespace

InboxFilter inbox_filter(const std::string& text) {
    for (const auto& filter : filters)
        if (filter.code == text) return filter.value;
    return InboxFilter::all;
}

TemplateData inbox_data(const InboxView& view) {
    const auto today = in_paris(view.shown_at).date;
    TemplateData::List lines;
    for (const auto& alert : view.alerts)
        if (is_asked_for(alert, view.filter, today)) lines.push_back(inbox_line(alert, today));
    TemplateData data;
    data.set("is_empty", view.alerts.empty()).set("nothing_fits", !view.alerts.empty() && lines.empty());
    data.set("has_lines", !lines.empty()).set("alerts", std::move(lines));
    data.set("filters", filter_links(view.filter));
    data.set("shown_at", date_and_time(view.shown_at));
    set_news(data, view.news);
    data.set("has_no_recovery", view.is_member && !view.has_recovery_code);
    data.set("is_stranger", !view.is_member);
    data.set("has_one_member", view.is_member && view.has_one_member);
    const auto waiting = counted(view.applicants, "personne demande", "personnes demandent");
    data.set_optional("applicants", view.is_member && view.applicants > 0 ? waiting : std::string{});
    return data;
}

TemplateData cell_inbox_data(const std::vector<CellAlertLine>& alerts, Instant shown_at) {
    TemplateData::List lines;
    for (const auto& alert : alerts) {
        TemplateData line;
        line.set("received", date_and_time(alert.received_at)).set("state", state_words(alert.state));
        line.set("visit", alert.visit_on ? long_date(*alert.visit_on) : std::string{"–"});
        lines.push_back(std::move(line));
    }
    TemplateData data;
    data.set("is_empty", lines.empty()).set("alerts", std::move(lines));
    data.set("shown_at", date_and_time(shown_at));
    return data;
}

TemplateData members_data(const MembersView& view) {
    TemplateData::List members;
    for (const auto& member : view.members)
        members.push_back(TemplateData{}
                              .set("member_name", member.name)
                              .set("is_you", member.is_you)
                              .set("is_closed", member.is_closed));
    TemplateData::List applicants;
    for (const auto& applicant : view.applicants)
        applicants.push_back(
            TemplateData{}.set("account", applicant.account).set("applicant_name", applicant.name));
    const bool is_member = view.standing == MembersView::Standing::member;
    TemplateData data;
    data.set("has_one_member", view.members.size() == 1);
    data.set("members", std::move(members)).set_optional("fingerprint", view.fingerprint);
    set_news(data, view.news);
    if (is_member && view.members.size() > 1)
        data.set("removal", removal_part(view));
    else
        data.set("removal", false);
    data.set("is_member", is_member).set("has_applied", view.standing == MembersView::Standing::applied);
    data.set("may_apply", view.standing == MembersView::Standing::stranger);
    data.set("nobody_waits", is_member && applicants.empty());
    data.set("someone_waits", is_member && !applicants.empty());
    data.set("applicants", is_member ? std::move(applicants) : TemplateData::List{});
    return data;
}

TemplateData founding_data(const std::string& service_name) {
    return std::move(TemplateData{}.set("service_name", service_name));
}

}  // namespace prevenance::forms

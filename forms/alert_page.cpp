#include "forms/alert_page.h"

#include "forms/field.h"
#include "forms/follow_up_form.h"
#include "forms/french.h"
#include "forms/mailbox_page.h"

#include <array>
#include <string_view>
#include <utility>

namespace prevenance::forms {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> categories{{
    {"identity", "son nom et son employeur"},
    {"work_facts", "les faits de travail qu’elle a gardés"},
    {"own_words", "ses propres mots"},
    {"contact", "la façon de la joindre"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> doubts{{
    {"employer_network", "la réponse vient du même réseau que son employeur"},
    {"employer_session", "un compte de son employeur était ouvert dans le même navigateur"},
    {"soon_after_printing", "la réponse est venue moins de deux minutes après l’impression de la carte"},
    {"several_codes",
     "plusieurs codes ont servi sur le même appareil en 24 heures (ce peut être l’accueil d’un "
     "service, ou un appareil prêté)"},
    {"night", "la réponse a été donnée entre 22 h et 6 h"},
    {"replaced_card", "cette carte en remplace une autre, perdue"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> languages{{
    {"fr", "français"},
    {"pt", "portugais"},
    {"ar", "arabe"},
    {"en", "anglais"},
    {"es", "espagnol"},
    {"tr", "turc"},
    {"uk", "ukrainien"},
    {"ro", "roumain"},
}};

template <std::size_t Size>
std::string words_for(const std::array<std::pair<std::string_view, std::string_view>, Size>& known,
                      const std::string& code) {
    for (const auto& [listed, words] : known)
        if (listed == code) return std::string{words};
    return code;
}

std::string agreed_words(const std::vector<std::string>& codes) {
    std::string words;
    for (const auto& code : codes) words += (words.empty() ? "" : ", ") + words_for(categories, code);
    return words;
}

void set_content(TemplateData& data, const Alert& alert) {
    data.set("person_name", alert.person_name.reveal());
    data.set_optional("employer_name", alert.employer_name.reveal());
    TemplateData::List facts;
    for (const auto& fact : alert.facts) facts.push_back(TemplateData{}.set("fact", fact.reveal()));
    data.set("has_facts", !facts.empty()).set("facts", std::move(facts));
    data.set_optional("own_words", alert.own_words.reveal());
    data.set_optional("contact_how", alert.contact.how.reveal());
    data.set_optional("contact_when", alert.contact.when.reveal());
    data.set("language", words_for(languages, alert.language));
    data.set("is_own_request", alert.kind == AlertKind::own_request);
}

void set_receipt(TemplateData& data, const ConsentReceipt& receipt) {
    data.set("given_at", date_and_time(receipt.given_at)).set("expires_on", long_date(receipt.expires_on));
    data.set("purpose", receipt.purpose).set("agreed", agreed_words(receipt.categories));
    data.set("receipt", receipt.id.text());
}

void set_doubts(TemplateData& data, const std::vector<std::string>& codes) {
    TemplateData::List lines;
    for (const auto& code : codes) lines.push_back(TemplateData{}.set("doubt", doubt_words(code)));
    data.set("has_doubts", !lines.empty()).set("doubts", std::move(lines));
}

TemplateData confirmation(const AlertView& view) {
    TemplateData form;
    form.set("talked_on_field", day_field("talked_on", "Jour où vous avez parlé à la personne", "",
                                          view.typed_talked_on, view.errors));
    form.set("talked_field",
             choice_field(
                 {.name = "talked",
                  .legend = "Ce que la personne a dit",
                  .hint = "",
                  .several = true,
                  .choices = {{"true", "J’ai parlé à la personne. Elle confirme son accord.", "", false}}},
                 view.errors));
    return form;
}

TemplateData planning(const AlertView& view) {
    ChoiceField kinds{
        .name = "visit_kind", .legend = "Type de visite", .hint = "", .several = false, .choices = {}};
    const auto& chosen = view.typed_visit_kind.empty() ? view.visit_kind : view.typed_visit_kind;
    for (const auto& [code, words] : visit_kinds)
        kinds.choices.push_back({std::string{code}, std::string{words}, "", code == chosen});
    TemplateData form;
    form.set("visit_kind_field", choice_field(kinds, view.errors));
    form.set("visit_on_field",
             day_field("visit_on", "Jour de la visite", "La convocation part de votre logiciel habituel.",
                       view.typed_visit_on, view.errors));
    form.set("plans_again", view.visit_on.has_value());
    return form;
}

TemplateData holding(const AlertView& view) {
    TemplateData form;
    form.set("visited_on_field",
             day_field("visited_on", "Jour où la visite a eu lieu", "", view.typed_visited_on, view.errors));
    return form;
}

void set_follow_up(TemplateData& data, const AlertView& view) {
    data.set_optional("confirmed_on", view.confirmed_at ? long_date(in_paris(*view.confirmed_at).date) : "");
    data.set_optional(
        "visit_planned",
        view.visit_on ? long_date(*view.visit_on) + ", " + visit_kind_words(view.visit_kind) : "");
    data.set_optional("visited_on", view.visited_on ? long_date(*view.visited_on) : "");
    data.set_optional("closed_on", view.closed_at ? long_date(in_paris(*view.closed_at).date) : "");
}

// Only the forms of the step that comes next are there at all.
void set_forms(TemplateData& data, const AlertView& view) {
    const bool open = !view.closed_at;
    const bool confirmed = view.confirmed_at.has_value();
    const auto section = [&](const std::string& name, bool shown, TemplateData form) {
        if (shown)
            data.set(name, std::move(form));
        else
            data.set(name, false);
    };
    section("confirmation", open && !confirmed, confirmation(view));
    section("planning", open && confirmed && !view.visited_on, planning(view));
    section("holding", open && view.visit_on && !view.visited_on, holding(view));
    data.set("may_propose", open && confirmed).set("may_close", open);
    data.set("to_confirm", open && !confirmed);
}

}  // namespace

std::string visit_kind_words(const std::string& code) {
    return words_for(visit_kinds, code);
}

std::string doubt_words(const std::string& code) {
    return words_for(doubts, code);
}

TemplateData alert_data(const AlertView& view) {
    TemplateData data;
    data.set("path", "/boite/" + view.alert.id.text()).set("version", view.version);
    data.set("state", state_words(view.state)).set("received", date_and_time(view.received_at));
    set_follow_up(data, view);
    set_forms(data, view);
    set_doubts(data, view.doubts);
    data.set("is_refused_form", !view.errors.empty());
    if (!view.errors.empty()) return std::move(data.set("reading", false));
    TemplateData reading;
    set_content(reading, view.alert);
    set_receipt(reading, view.receipt);
    reading.set("receipt_hash", view.receipt_hash).set("spent", view.spent);
    reading.set("has_sent", !view.sent.empty()).set("sent", answered_measures_list(view.sent));
    return std::move(data.set("reading", std::move(reading)));
}

TemplateData hidden_alert_data(const HiddenAlertView& view) {
    TemplateData data;
    data.set("received", date_and_time(view.received_at)).set("receipt", view.receipt);
    data.set_optional("withdrawn_on",
                      view.withdrawn_at ? long_date(in_paris(*view.withdrawn_at).date) : std::string{});
    const bool expired = !view.withdrawn_at && view.set_aside_because == "receipt_expired";
    const bool faulty = !view.withdrawn_at && !expired && !view.set_aside_because.empty();
    data.set("expired", expired);
    data.set_optional("set_aside", faulty ? set_aside_words(view.set_aside_because) : std::string{});
    return data;
}

}  // namespace prevenance::forms

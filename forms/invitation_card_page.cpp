#include "forms/invitation_card_page.h"

#include "forms/field.h"
#include "forms/french.h"
#include "forms/qr_code.h"

namespace prevenance::forms {

std::string invitation_sentence(Date handed_over_on, Date closes_on, Date today) {
    const auto handed_over = "Invitation remise le " + short_date(handed_over_on) + ".";
    if (today > closes_on) return handed_over + " Invitation close.";
    return handed_over + " Elle reste ouverte jusqu’au " + short_date(closes_on) + ".";
}

std::string replaced_invitation_sentence(Date handed_over_on) {
    return "Invitation remise le " + short_date(handed_over_on) + ". Carte perdue, remplacée.";
}

TemplateData hand_over_data(const HandOverView& view) {
    TemplateData data;
    data.set("person", view.person).set("employee_path", view.employee_path);
    data.set("talk", view.talk).set("service", view.service).set("closes_on", view.closes_on);
    data.set_optional("obstacle", view.obstacle).set("possible", view.obstacle.empty());
    data.set("replaces_lost", view.replaces_lost);
    data.set("lost_field",
             choice_field({.name = "lost",
                           .legend = "Pourquoi une autre carte",
                           .hint = "Le code de l’ancienne carte ne permettra plus de répondre.",
                           .several = true,
                           .choices = {{"true", "La personne m’a dit avoir perdu sa carte.", "", false}}},
                          view.errors));
    TemplateData::List earlier;
    for (const auto& sentence : view.earlier) earlier.push_back(TemplateData{}.set("sentence", sentence));
    data.set("has_earlier", !earlier.empty()).set("earlier", std::move(earlier));
    return data;
}

TemplateData invitation_card_data(const InvitationCardView& view) {
    TemplateData data;
    data.set("person", view.person).set("employee_path", view.employee_path);
    data.set("talk", view.talk).set("service", view.service).set("service_phone", view.service_phone);
    data.set("card_key_words", view.key_words);
    data.set("qr", qr_code(view.address, "Adresse de l’invitation à scanner"));
    data.set("address", view.address).set("locator", view.locator).set("entry_address", view.entry_address);
    data.set("code", view.code).set("closes_on", view.closes_on);
    data.set("letter_address", view.letter_address);
    data.set_optional("card_help_phone", view.help_phone);
    return data;
}

}  // namespace prevenance::forms

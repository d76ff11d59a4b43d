#include "forms/answer_page.h"

#include "forms/field.h"
#include "forms/qr_code.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

void set_message(TemplateData& data, const MessageView& view) {
    data.set("path", view.path).set("code", view.code);
    data.set("person", view.person).set("employer", view.employer);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set("retention_officer", view.retention_officer).set("closes_on", view.closes_on);
}

TemplateData::List listed_facts(const MessageView& view) {
    TemplateData::List facts;
    for (std::size_t i = 0; i < view.facts.size(); ++i)
        facts.push_back(
            TemplateData{}
                .set("position", std::to_string(i))
                .set("line", view.facts[i])
                .set("struck", std::ranges::find(view.answer.struck, i) != view.answer.struck.end()));
    return facts;
}

}  // namespace

TemplateData invitation_entry_data(const std::string& typed, const std::vector<FieldError>& errors,
                                   const Say& say) {
    TemplateData data;
    data.set("locator_field", input_field({.name = "repere",
                                           .label = say("Le repère imprimé sur la carte"),
                                           .hint = say("13 chiffres et lettres, par exemple 7K3M-QX9P-2DFAH"),
                                           .value = typed,
                                           .type = "text",
                                           .autocomplete = "off",
                                           .input_mode = "",
                                           .longest = 40},
                                          errors));
    return data;
}

TemplateData invitation_code_data(const CodeView& view, const std::vector<FieldError>& errors,
                                  const Say& say) {
    TemplateData data;
    data.set("path", view.path).set("locator", view.shown);
    // The code that was wrong is not shown again: it is a secret, and typing it anew is how a slip is found.
    data.set("code_field",
             input_field({.name = "code",
                          .label = say("Votre code"),
                          .hint = say("Il est imprimé sur la carte, par exemple 7K3M-QX9P-2DFA-H. "
                                      "Les espaces, les tirets et les minuscules conviennent."),
                          .value = "",
                          .type = "text",
                          .autocomplete = "one-time-code",
                          .input_mode = "",
                          .longest = 60},
                         errors));
    return data;
}

void set_contact_fields(TemplateData& data, const TypedAnswer& answer, const std::vector<FieldError>& errors,
                        const Say& say) {
    data.set(
        "words_field",
        text_area_field({.name = "own_words",
                         .label = say("Vos mots, si vous voulez"),
                         .hint = say("Seul le service de santé au travail les lira. 1 000 signes au plus."),
                         .value = answer.own_words.reveal(),
                         .longest = 1000},
                        errors));
    data.set("reach_field", input_field({.name = "reach",
                                         .label = say("Comment vous joindre ?"),
                                         .hint = say("Votre téléphone ou votre e-mail personnel."),
                                         .value = answer.reach.reveal(),
                                         .type = "text",
                                         .autocomplete = "tel",
                                         .input_mode = "",
                                         .longest = 120},
                                        errors));
    data.set("when_field", input_field({.name = "reach_when",
                                        .label = say("À quels moments ?"),
                                        .hint = say("Par exemple : le mercredi, ou après 18 h. Facultatif."),
                                        .value = answer.reach_when.reveal(),
                                        .type = "text",
                                        .autocomplete = "off",
                                        .input_mode = "",
                                        .longest = 200},
                                       errors));
    data.set("no_message", answer.no_message);
    ChoiceField language{.name = "language",
                         .legend = say("Dans quelle langue vous parler ?"),
                         .hint = "",
                         .several = false,
                         .choices = {}};
    for (const auto& [code, name] : answer_languages())
        language.choices.push_back({code, name, "", code == answer.language});
    data.set("language_field", choice_field(language, errors));
}

void set_contact_lines(TemplateData& data, const TypedAnswer& answer) {
    data.set_optional("checked_words", answer.own_words.reveal());
    data.set("checked_reach", answer.reach.reveal());
    data.set_optional("checked_when", when_to_reach(answer).reveal());
    data.set("checked_language", language_name(answer.language));
}

TemplateData invitation_message_data(const MessageView& view, const std::vector<FieldError>& errors,
                                     const Say& say) {
    TemplateData data;
    set_message(data, view);
    data.set("facts", listed_facts(view));
    set_contact_fields(data, view.answer, errors, say);
    return data;
}

TemplateData consent_notice_data(const NoticeView& view) {
    TemplateData data;
    data.set("notice_service", view.service).set("notice_officer", view.retention_officer);
    data.set("notice_key_words", view.key_words).set("notice_categories", view.categories);
    data.set("notice_withdrawal", view.withdrawal);
    return data;
}

TemplateData invitation_review_data(const ReviewView& view) {
    TemplateData data;
    set_message(data, view.message);
    TemplateData::List kept;
    for (const auto position : view.message.answer.kept)
        kept.push_back(TemplateData{}.set("line", view.message.facts.at(position)));
    data.set("has_facts", !kept.empty()).set("kept_facts", std::move(kept));
    const auto struck_out = view.message.facts.size() - view.message.answer.kept.size();
    data.set_optional("struck_out", struck_out == 0 ? "" : std::to_string(struck_out));
    set_contact_lines(data, view.message.answer);
    data.set("hidden_fields", hidden_answer(view.message.answer));
    data.set("expires_on", view.expires_on).set("notice", view.notice);
    data.set_optional("new_key_from", view.new_key_from);
    return data;
}

TemplateData consent_receipt_data(const ReceiptView& view) {
    TemplateData data;
    data.set("sent_on", view.sent_on).set("expires_on", view.expires_on).set("receipt", view.receipt);
    data.set("call_on", view.call_on);
    data.set("receipt_hash", view.receipt_hash).set("signing_key", view.signing_key);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set("withdrawal", view.withdrawal).set("can_be_kept", view.can_be_kept);
    data.set("path", view.path).set("code", view.code);
    data.set("has_card", view.new_code.empty()).set("has_new_code", !view.new_code.empty());
    data.set("new_locator", view.new_locator).set("new_code", view.new_code).set("address", view.address);
    if (!view.new_code.empty()) data.set("qr", qr_code(view.address, "Adresse pour revenir à votre demande"));
    data.set("has_notice", view.notice.has_value()).set("notice", view.notice.value_or(Html{}));
    return data;
}

TemplateData plain_words_data(const std::vector<std::string>& paragraphs, const std::string& path,
                              const std::string& code) {
    TemplateData data;
    TemplateData::List lines;
    for (const auto& paragraph : paragraphs) lines.push_back(TemplateData{}.set("paragraph", paragraph));
    data.set("paragraphs", std::move(lines));
    data.set("path", path).set("code", code).set("has_code", !path.empty());
    return data;
}

}  // namespace prevenance::forms

#include "forms/answer_page.h"

#include "forms/field.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

void set_message(TemplateData& data, const MessageView& view) {
    data.set("path", view.path).set("code", view.code);
    data.set("person", view.person).set("employer", view.employer);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set("retention_officer", view.retention_officer).set("closes_on", view.closes_on);
}

TemplateData::List ticked_facts(const MessageView& view) {
    TemplateData::List facts;
    for (std::size_t i = 0; i < view.facts.size(); ++i)
        facts.push_back(TemplateData{}
                            .set("position", std::to_string(i))
                            .set("line", view.facts[i])
                            .set("kept", std::ranges::find(view.answer.kept, i) != view.answer.kept.end()));
    return facts;
}

}  // namespace

TemplateData invitation_entry_data(const std::string& typed, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("locator_field", input_field({.name = "repere",
                                           .label = "Le repère imprimé sur la carte",
                                           .hint = "13 chiffres et lettres, par exemple 7K3M-QX9P-2DFAH",
                                           .value = typed,
                                           .type = "text",
                                           .autocomplete = "off",
                                           .input_mode = "",
                                           .longest = 40},
                                          errors));
    return data;
}

TemplateData invitation_code_data(const CodeView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("path", view.path).set("locator", view.shown);
    // The code that was wrong is not shown again: it is a secret, and typing it anew is how a slip is found.
    data.set("code_field", input_field({.name = "code",
                                        .label = "Votre code",
                                        .hint = "Il est imprimé sur la carte, par exemple 7K3M-QX9P-2DFA-H. "
                                                "Les espaces, les tirets et les minuscules conviennent.",
                                        .value = "",
                                        .type = "text",
                                        .autocomplete = "one-time-code",
                                        .input_mode = "",
                                        .longest = 60},
                                       errors));
    return data;
}

void set_contact_fields(TemplateData& data, const TypedAnswer& answer,
                        const std::vector<FieldError>& errors) {
    data.set("words_field",
             text_area_field({.name = "own_words",
                              .label = "Vos mots, si vous voulez",
                              .hint = "Seul le service de santé au travail les lira. 1 000 signes au plus.",
                              .value = answer.own_words.reveal(),
                              .longest = 1000},
                             errors));
    data.set("reach_field", input_field({.name = "reach",
                                         .label = "Comment vous joindre ?",
                                         .hint = "Votre téléphone ou votre e-mail personnel.",
                                         .value = answer.reach.reveal(),
                                         .type = "text",
                                         .autocomplete = "tel",
                                         .input_mode = "",
                                         .longest = 120},
                                        errors));
    data.set("when_field", input_field({.name = "reach_when",
                                        .label = "À quels moments ?",
                                        .hint = "Par exemple : le mercredi, ou après 18 h. Facultatif.",
                                        .value = answer.reach_when.reveal(),
                                        .type = "text",
                                        .autocomplete = "off",
                                        .input_mode = "",
                                        .longest = 200},
                                       errors));
    data.set("no_message", answer.no_message);
    ChoiceField language{.name = "language",
                         .legend = "Dans quelle langue vous parler ?",
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

TemplateData invitation_message_data(const MessageView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    set_message(data, view);
    data.set("facts", ticked_facts(view));
    set_contact_fields(data, view.answer, errors);
    return data;
}

TemplateData consent_notice_data(const NoticeView& view) {
    TemplateData data;
    data.set("notice_service", view.service).set("notice_officer", view.retention_officer);
    data.set("notice_key_words", view.key_words).set("notice_categories", view.categories);
    data.set("notice_withdrawal", view.withdrawal);
    data.set_optional("notice_new_key", view.new_key_from);
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
    return data;
}

TemplateData consent_receipt_data(const ReceiptView& view) {
    TemplateData data;
    data.set("sent_on", view.sent_on).set("expires_on", view.expires_on).set("receipt", view.receipt);
    data.set("service", view.service).set("service_phone", view.service_phone);
    data.set("path", view.path).set("code", view.code).set("has_code", !view.path.empty());
    data.set("notice", view.notice);
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

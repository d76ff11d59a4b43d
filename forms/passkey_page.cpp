#include "forms/passkey_page.h"

#include "forms/field.h"

namespace prevenance::forms {
namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

void set_question(TemplateData& data, const PasskeyQuestion& question) {
    data.set("challenge", question.challenge).set("host", question.host);
    data.set("credentials", joined(question.credentials)).set("passkey_script", question.script);
}

TemplateData::List question_in_proof(const ProofView& view) {
    if (!view.question) return {};
    TemplateData data;
    set_question(data, *view.question);
    return {data};
}

TemplateData code_field(const ProofView& view) {
    InputField field;
    field.name = "totp";
    field.label = "Le code à 6 chiffres de votre application";
    field.autocomplete = "one-time-code";
    field.input_mode = "numeric";
    field.longest = 10;
    return input_field(field, view.errors);
}

}  // namespace

TemplateData passkey_sign_in_data(const PasskeyQuestion& question, const CarriedWay& way) {
    TemplateData data;
    set_question(data, question);
    set_way(data, way);
    return data;
}

TemplateData new_passkey_data(const NewPasskeyView& view) {
    TemplateData data;
    set_question(data, view.question);
    data.set("user_id", view.user_id).set("user_login", view.login).set("user_name", view.display_name);
    data.set("label_field", text_field("label", "Un nom pour la reconnaître",
                                       "Par exemple\u00A0: mon téléphone.", view.label, 80, view.errors));
    return data;
}

TemplateData proof_data(const ProofView& view) {
    TemplateData data;
    set_way(data, view.way);
    data.set("has_passkey", view.question.has_value()).set("passkey_question", question_in_proof(view));
    InputField password;
    password.name = "password";
    password.label = "Votre mot de passe";
    password.type = "password";
    password.autocomplete = "current-password";
    password.longest = 128;
    data.set("password_field", input_field(password, view.errors));
    data.set("totp_field", code_field(view));
    return data;
}

}  // namespace prevenance::forms

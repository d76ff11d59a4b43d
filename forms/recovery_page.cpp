#include "forms/recovery_page.h"

#include "forms/field.h"
#include "forms/french.h"

namespace prevenance::forms {
namespace {

constexpr const char* recovery_field = "recovery_code";

TemplateData secret_field(const std::string& name, const std::string& label, const std::string& hint,
                          const std::vector<FieldError>& errors) {
    InputField field;
    field.name = name;
    field.label = label;
    field.hint = hint;
    field.type = "password";
    field.autocomplete = "new-password";
    field.longest = 128;
    return input_field(field, errors);
}

}  // namespace

TemplateData recovery_data(const RecoveryView& view) {
    TemplateData data;
    data.set_optional("verified_on", view.verified_at ? date_and_time(*view.verified_at) : std::string{});
    data.set("has_no_code", !view.verified_at.has_value()).set("is_pending", view.is_pending);
    return data;
}

TemplateData recovery_code_data(const std::optional<Sensitive<std::string>>& code, const std::string& name,
                                const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set_optional("recovery_code", code ? code->reveal() : std::string{}).set("own_name", name);
    data.set("code_field",
             text_field(recovery_field, "Retapez le code, depuis le papier",
                        "27 caractères. Minuscules, espaces et tirets comptent peu, et O vaut 0.", "", 80,
                        errors));
    return data;
}

TemplateData reset_slip_data(const ResetSlipView& view) {
    return std::move(TemplateData{}
                         .set("reset_name", view.name)
                         .set("reset_login", view.login)
                         .set("reset_code", view.code.reveal())
                         .set("reset_address", view.address)
                         .set("reset_until", date_and_time(view.expires_at)));
}

TemplateData new_password_data(const PostedForm& typed, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("login_field", input_field({.name = "login",
                                         .label = "Votre identifiant",
                                         .hint = "",
                                         .value = typed.value("login"),
                                         .type = "text",
                                         .autocomplete = "username",
                                         .input_mode = "email",
                                         .longest = 200},
                                        errors));
    data.set("reset_code_field", text_field("code", "Le code du papier remis par l’administrateur",
                                            "13 caractères, valables un jour.", "", 40, errors));
    data.set("totp_field", input_field({.name = "totp",
                                        .label = "Le code à 6 chiffres de votre application",
                                        .hint = "Laissez vide si vous êtes responsable de secteur.",
                                        .value = "",
                                        .type = "text",
                                        .autocomplete = "one-time-code",
                                        .input_mode = "numeric",
                                        .longest = 10},
                                       errors));
    data.set("new_field",
             secret_field("new_password", "Le nouveau mot de passe",
                          "12 caractères au moins. Quatre mots sans lien entre eux vont très bien.", errors));
    data.set("again_field", secret_field("new_password_again", "Le nouveau, encore une fois", "", errors));
    data.set("recovery_field",
             text_field(recovery_field, "Votre code de secours, si vous êtes du service de santé au travail",
                        "27 caractères, sur la page que vous avez imprimée. Les autres laissent vide.", "",
                        80, errors));
    data.set(
        "without_field",
        choice_field(
            {.name = "without_recovery",
             .legend = "Pas de code de secours\u00A0?",
             .hint = "Vous recevrez de nouvelles clés. Un ou une collègue devra vous faire entrer à "
                     "nouveau dans la boîte.",
             .several = true,
             .choices = {{"yes", "Je n’ai plus mon code de secours", "", typed.has("without_recovery")}}},
            errors));
    return data;
}

}  // namespace prevenance::forms

#include "forms/sign_in_page.h"

#include "forms/field.h"

namespace prevenance::forms {
namespace {

TemplateData::List hidden_fields(const std::vector<std::pair<std::string, std::string>>& fields,
                                 const std::string& prefix) {
    TemplateData::List list;
    for (const auto& [name, value] : fields)
        list.push_back(TemplateData{}.set("hidden_name", prefix + name).set("hidden_value", value));
    return list;
}

}  // namespace

void set_way(TemplateData& data, const CarriedWay& way) {
    data.set("go_to", way.go_to).set("resume_path", way.resume_path);
    data.set("keeps_a_form", !way.resume_path.empty());
    data.set("resume_fields", hidden_fields(way.resume_fields, "resume."));
}

TemplateData sign_in_data(const SignInView& view) {
    TemplateData data;
    set_way(data, view.way);
    data.set("login_field", input_field({.name = "login",
                                         .label = "Votre identifiant",
                                         .hint = "",
                                         .value = view.login,
                                         .type = "text",
                                         .autocomplete = "username",
                                         .input_mode = "email",
                                         .longest = 200},
                                        view.errors));
    data.set("password_field", input_field({.name = "password",
                                            .label = "Votre mot de passe",
                                            .hint = "",
                                            .value = "",
                                            .type = "password",
                                            .autocomplete = "current-password",
                                            .input_mode = "",
                                            .longest = 128},
                                           view.errors));
    data.set("totp_field",
             input_field({.name = "totp",
                          .label = "Le code à 6 chiffres de votre application",
                          .hint = "Laissez vide si vous avez une clé de sécurité.",
                          .value = "",
                          .type = "text",
                          .autocomplete = "one-time-code",
                          .input_mode = "numeric",
                          .longest = 10},
                         view.errors));
    return data;
}

TemplateData resumed_form_data(const std::string& path,
                               const std::vector<std::pair<std::string, std::string>>& fields) {
    TemplateData data;
    data.set("resume_path", path).set("resume_fields", hidden_fields(fields, ""));
    return data;
}

}  // namespace prevenance::forms

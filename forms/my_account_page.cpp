#include "forms/my_account_page.h"

#include "forms/field.h"
#include "forms/french.h"

namespace prevenance::forms {
namespace {

TemplateData password_field(const std::vector<FieldError>& errors, const std::string& name, const std::string& label,
                            const std::string& hint, const std::string& autocomplete) {
    InputField field;
    field.name = name;
    field.label = label;
    field.hint = hint;
    field.type = "password";
    field.autocomplete = autocomplete;
    field.longest = 128;
    return input_field(field, errors);
}

void set_password_fields(TemplateData& data, const std::vector<FieldError>& errors) {
    data.set("current_field",
             password_field(errors, "current_password", "Votre mot de passe actuel", "", "current-password"));
    data.set("new_field",
             password_field(errors, "new_password", "Le nouveau mot de passe",
                            "12 caractères au moins. Quatre mots sans lien entre eux vont très bien.",
                            "new-password"));
    data.set("again_field",
             password_field(errors, "new_password_again", "Le nouveau, encore une fois", "", "new-password"));
}

TemplateData::List session_lines(const MyAccountView& view) {
    TemplateData::List lines;
    for (const auto& session : view.sessions)
        lines.push_back(TemplateData{}
                            .set("signed_in", date_and_time(session.signed_in_at))
                            .set("last_seen", date_and_time(session.last_seen_at))
                            .set_optional("session_browser", session.browser)
                            .set("session_name", session.name.text())
                            .set("is_this", session.is_this)
                            .set("is_other", !session.is_this));
    return lines;
}

TemplateData passkey_section(const MyAccountView& view) {
    TemplateData::List lines;
    for (const auto& passkey : view.passkeys)
        lines.push_back(
            TemplateData{}
                .set("passkey_id", passkey.id.text())
                .set("passkey_label", passkey.label)
                .set("passkey_since", date_and_time(passkey.added_at))
                .set_optional("passkey_used", passkey.last_used_at ? date_and_time(*passkey.last_used_at) : ""));
    TemplateData data;
    data.set("no_passkey", lines.empty()).set("passkeys", std::move(lines));
    return data.set("may_add_passkey", view.address_takes_passkeys)
        .set("address_without_name", !view.address_takes_passkeys);
}

TemplateData key_section(const MyAccountView& view) {
    TemplateData::List lines;
    for (const auto& key : view.api_keys)
        lines.push_back(TemplateData{}
                            .set("key_id", key.id.text())
                            .set("key_label", key.label)
                            .set("key_since", date_and_time(key.created_at))
                            .set("key_until", long_date(key.expires_on))
                            .set("key_revoked", key.revoked)
                            .set("key_stands", !key.revoked));
    TemplateData data;
    data.set("no_key", lines.empty()).set("keys", std::move(lines));
    InputField label;
    label.name = "label";
    label.label = "À quoi servira cette clé\u00A0?";
    label.hint = "Par exemple\u00A0: logiciel de paie.";
    label.value = view.api_key_label;
    label.longest = 80;
    return data.set("label_field", input_field(label, view.errors));
}

}  // namespace

TemplateData my_account_data(const MyAccountView& view) {
    TemplateData data;
    data.set("own_name", view.display_name).set("own_role", view.role);
    set_password_fields(data, view.errors);
    data.set("holds_keys", view.holds_keys);
    data.set("sessions", session_lines(view)).set("has_other_sessions", view.sessions.size() > 1);
    data.set("passkey_section", passkey_section(view));
    data.set("api_keys",
             view.may_have_api_keys ? TemplateData::List{key_section(view)} : TemplateData::List{});
    return data;
}

TemplateData own_password_data(bool first, const std::vector<FieldError>& errors) {
    TemplateData data;
    set_password_fields(data, errors);
    return data.set("is_first", first);
}

TemplateData new_api_key_data(const NewApiKeyView& view) {
    return TemplateData{}
        .set("api_key", view.key.reveal())
        .set("api_key_label", view.label)
        .set("api_key_until", long_date(view.expires_on))
        .set("api_address", view.public_address + "/api/v1/");
}

}  // namespace prevenance::forms

// The pages on which a browser is asked for a passkey: at sign-in, before something weighty, when one is
// added. They alone carry a script; each says what to do without it.
#pragma once

#include "domain/error.h"
#include "forms/sign_in_page.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

// What the script gives to the browser. Bytes are base64url here.
struct PasskeyQuestion {
    std::string challenge;
    std::string host;
    std::vector<std::string> credentials;  // those of the account
    std::string script;                    // "/assets/passkey.js?v=…"
};

TemplateData passkey_sign_in_data(const PasskeyQuestion& question, const CarriedWay& way);

struct NewPasskeyView {
    PasskeyQuestion question;
    std::string user_id;  // base64url of the account's identifier
    std::string login;
    std::string display_name;
    std::string label;  // as typed
    std::vector<FieldError> errors;
};
TemplateData new_passkey_data(const NewPasskeyView& view);

struct ProofView {
    std::optional<PasskeyQuestion> question;  // none: the account has no passkey
    CarriedWay way;
    std::vector<FieldError> errors;
};
TemplateData proof_data(const ProofView& view);

}  // namespace prevenance::forms

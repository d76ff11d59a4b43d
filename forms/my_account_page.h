// What a signed-in person sees and changes of the own account: password, open sessions, access keys.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct SessionLine {
    KeyId name;  // stands for the session in addresses; says nothing about it
    std::string browser;  // "Firefox, Windows"; may be empty
    Instant signed_in_at;
    Instant last_seen_at;
    bool is_this = false;
};

struct ApiKeyLine {
    KeyId id;
    std::string label;
    Instant created_at;
    Date expires_on;
    bool revoked = false;
};

struct PasskeyLine {
    PasskeyId id;
    std::string label;
    Instant added_at;
    std::optional<Instant> last_used_at;
};

struct MyAccountView {
    std::string display_name;
    std::string role;  // in words
    std::vector<SessionLine> sessions;
    bool address_takes_passkeys = false;  // a name and https, or this machine
    std::vector<PasskeyLine> passkeys;
    bool holds_keys = false;         // physicians and their cell
    bool may_have_api_keys = false;  // référents
    std::vector<ApiKeyLine> api_keys;
    std::string api_key_label;  // as typed
    std::vector<FieldError> errors;
};
TemplateData my_account_data(const MyAccountView& view);

// The page of the password alone; `first`: somebody drew the present one.
TemplateData own_password_data(bool first, const std::vector<FieldError>& errors);

struct NewApiKeyView {
    Sensitive<std::string> key;
    std::string label;
    Date expires_on;
    std::string public_address;
};
TemplateData new_api_key_data(const NewApiKeyView& view);

}  // namespace prevenance::forms

// What a page with a passkey posts: the browser's client data, read as JSON, and the authenticator's answer
// as it came. It says whether the fields can be read, never whether they are true (integrations/passkeys.h).
#pragma once

#include "domain/passkey.h"
#include "forms/posted_form.h"

#include <optional>
#include <string_view>

namespace prevenance::forms {

// Nothing where the text is no JSON object with type, challenge and origin.
std::optional<PasskeyClientData> read_client_data(std::string_view json);

// The page's script filled its fields: without it they come back empty.
bool has_passkey_answer(const PostedForm& form);

std::optional<PasskeyRegistration> read_passkey_registration(const PostedForm& form);
std::optional<PasskeyAssertion> read_passkey_assertion(const PostedForm& form);

}  // namespace prevenance::forms

// A visitor with a passkey in the pocket: walks the pages that ask for it, as a browser's script would.
#pragma once

#include "tests/api/test_instance.h"
#include "tests/integrations/software_authenticator.h"

#include <string>

namespace prevenance::api {

// Browsers give passkeys to this machine's name, not to its number.
inline constexpr auto passkey_address = "http://localhost:8080";
inline const PasskeySite passkey_place{"localhost", passkey_address};

// The value of an attribute of the last element of the page that has it.
std::string attribute(const Reply& page, const std::string& name);
Fields fields_of(const PasskeyAssertion& assertion);
Fields fields_of(const PasskeyRegistration& registration, const std::string& label);

// From "sign in with the code" to "signed in with the passkey". Each expects that it works.
void add_passkey(Visitor& visitor, tests::SoftwareAuthenticator& device,
                 const std::string& label = "mon téléphone");
// The page after the password; posting the answer is the test's.
Reply ask_with_password(Visitor& visitor, const std::string& login);
Reply sign_in_with(Visitor& visitor, tests::SoftwareAuthenticator& device, const std::string& login,
                   const tests::Lie& lie = {});

}  // namespace prevenance::api

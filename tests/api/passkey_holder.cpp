#include "tests/api/passkey_holder.h"

#include <gtest/gtest.h>

namespace prevenance::api {

std::string attribute(const Reply& page, const std::string& name) {
    const auto start = page.body.rfind(" " + name + "=\"");
    if (start == std::string::npos) return {};
    const auto from = start + name.size() + 3;
    return page.body.substr(from, page.body.find('"', from) - from);
}

Fields fields_of(const PasskeyAssertion& assertion) {
    return {{"client_data", assertion.client_data.text},
            {"credential", assertion.credential},
            {"authenticator_data", assertion.authenticator_data},
            {"signature", assertion.signature}};
}

Fields fields_of(const PasskeyRegistration& registration, const std::string& label) {
    return {{"client_data", registration.client_data.text},
            {"authenticator_data", registration.authenticator_data},
            {"label", label}};
}

void add_passkey(Visitor& visitor, tests::SoftwareAuthenticator& device, const std::string& label) {
    const auto page = visitor.get("/mon-compte/cles-de-securite/ajouter");
    ASSERT_EQ(page.status, 200) << page.body;
    const auto made = device.make(passkey_place, attribute(page, "data-challenge"));
    const auto added = visitor.post("/mon-compte/cles-de-securite/ajouter", fields_of(made, label));
    ASSERT_EQ(added.status, 303) << added.body;
    ASSERT_EQ(header(added, "Location"), "/connexion?fait=cle-ajoutee");
}

Reply ask_with_password(Visitor& visitor, const std::string& login) {
    visitor.get("/connexion");
    return visitor.post("/connexion",
                        {{"login", login}, {"password", TestInstance::test_password}, {"totp", ""}});
}

Reply sign_in_with(Visitor& visitor, tests::SoftwareAuthenticator& device, const std::string& login,
                   const tests::Lie& lie) {
    const auto page = ask_with_password(visitor, login);
    EXPECT_EQ(page.status, 200) << page.body;
    return visitor.post("/connexion/cle",
                        fields_of(device.answer(passkey_place, attribute(page, "data-challenge"), lie)));
}

}  // namespace prevenance::api

#include "forms/passkey_form.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

constexpr std::size_t longest_client_data = 4096;  // bytes; browsers write some two hundred

std::optional<std::string> text_in(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

}  // namespace

std::optional<PasskeyClientData> read_client_data(std::string_view json) {
    if (json.size() > longest_client_data) return std::nullopt;
    const auto object = nlohmann::json::parse(json, nullptr, false);
    if (!object.is_object()) return std::nullopt;
    const auto type = text_in(object, "type");
    const auto challenge = text_in(object, "challenge");
    const auto origin = text_in(object, "origin");
    if (!type || !challenge || !origin) return std::nullopt;
    const auto crossing = object.find("crossOrigin");
    const bool cross_origin = crossing != object.end() && *crossing != false;
    return PasskeyClientData{std::string{json}, *type, *challenge, *origin, cross_origin};
}

bool has_passkey_answer(const PostedForm& form) {
    return !form.value("client_data").empty();
}

std::optional<PasskeyRegistration> read_passkey_registration(const PostedForm& form) {
    auto said = read_client_data(form.value("client_data"));
    if (!said) return std::nullopt;
    return PasskeyRegistration{std::move(*said), form.value("authenticator_data")};
}

std::optional<PasskeyAssertion> read_passkey_assertion(const PostedForm& form) {
    auto said = read_client_data(form.value("client_data"));
    if (!said) return std::nullopt;
    return PasskeyAssertion{std::move(*said), form.value("credential"), form.value("authenticator_data"),
                            form.value("signature")};
}

}  // namespace prevenance::forms

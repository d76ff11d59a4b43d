#include "api/new_accounts.h"

#include "api/account_secrets.h"
#include "api/person_keys.h"
#include "api/sessions.h"
#include "integrations/breached_passwords.h"
#include "integrations/password_policy.h"
#include "storage/organisations.h"

#include <algorithm>
#include <array>

namespace prevenance::api {
namespace {

constexpr std::string_view issuer = "Prévenance";
constexpr std::chrono::days first_password_validity{7};

void check_organisation(const storage::Reader& reader, const forms::NewAccountForm& asked,
                        std::vector<FieldError>& errors) {
    const storage::Organisations organisations{reader};
    if (asked.employer && !organisations.employer(*asked.employer))
        errors.push_back(
            {"employer", "unknown", "Cette structure n’existe pas. Choisissez-en une de la liste."});
    if (asked.oh_service && !organisations.oh_service(*asked.oh_service))
        errors.push_back({"oh_service", "unknown", "Ce service n’existe pas. Choisissez-en un de la liste."});
    if (asked.network && !organisations.network(*asked.network))
        errors.push_back({"network", "unknown", "Ce réseau n’existe pas. Choisissez-en un de la liste."});
    for (const auto& team : asked.teams)
        if (asked.employer && !organisations.team(*asked.employer, team)) {
            errors.push_back(
                {"teams", "elsewhere", "Une des équipes choisies n’est pas de cette structure."});
            return;
        }
}

std::vector<FieldError> errors_in(const Services& services, const forms::NewAccountForm& asked) {
    return services.cases.read([&](const storage::Reader& reader) {
        std::vector<FieldError> errors;
        const auto index = login_index(services, asked.login.reveal());
        if (storage::Accounts{reader}.find_by_login(index))
            errors.push_back({"login", "taken", "Cet identifiant est déjà pris. Choisissez-en un autre."});
        check_organisation(reader, asked, errors);
        return errors;
    });
}

}  // namespace

Result<IssuedAccount> issue_account(Services& services, const forms::NewAccountForm& asked,
                                    const std::optional<Sensitive<std::string>>& chosen_password,
                                    Instant now) {
    auto errors = errors_in(services, asked);
    if (chosen_password)
        std::ranges::copy(
            password_errors(services, *chosen_password, {asked.login, asked.display_name}, "password"),
            std::back_inserter(errors));
    if (!errors.empty()) return fail(std::move(errors));

    IssuedAccount issued;
    issued.teams = asked.teams;
    issued.login = asked.login;
    issued.password = chosen_password ? *chosen_password : draw_password(services.randomness);
    NewAccount account;
    account.role = asked.role;
    account.employer = asked.employer;
    account.oh_service = asked.oh_service;
    account.network = asked.network;
    account.profile = {asked.login, asked.display_name};
    account.password = issued.password;
    account.totp = integrations::TotpSeed::draw(services.randomness);
    issued.totp_seed = account.totp->base32();
    issued.enrolment_uri = account.totp->enrolment_uri(issuer, asked.login);
    auto record = prepare_account(services, std::move(account), now);
    if (!record) return std::unexpected(record.error());
    issued.record = std::move(*record);
    if (!chosen_password) issued.record.first_password_until = now + first_password_validity;
    return issued;
}

bool store_account(storage::Transaction& transaction, const IssuedAccount& account) {
    if (storage::Accounts{transaction}.find_by_login(account.record.login_index)) return false;
    storage::Accounts::add(transaction, account.record);
    if (account.record.role == Role::manager)
        storage::Accounts::set_teams(transaction, account.record.id, account.teams);
    return true;
}

Result<IssuedSecondFactor> issue_second_factor(Services& services, const storage::AccountRecord& account) {
    const auto profile = open_profile(services, account);
    if (!profile) return std::unexpected(profile.error());
    const auto key = find_person_key(services, account.id.bytes);
    if (!key) return std::unexpected(key.error());
    const auto seed = integrations::TotpSeed::draw(services.randomness);
    return IssuedSecondFactor{seal_totp_seed(services, *key, account.id, seed), seed.base32(),
                              seed.enrolment_uri(issuer, profile->login)};
}

Sensitive<std::string> draw_password(Randomness& randomness) {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    constexpr std::size_t fair =
        256 / letters.size() * letters.size();  // above it, a byte would favour some letters
    std::string password;
    for (int drawn = 0; drawn < 20;) {
        std::array<std::uint8_t, 1> byte{};
        randomness.fill(byte);
        if (byte[0] >= fair) continue;
        if (drawn > 0 && drawn % 5 == 0) password += '-';
        password += letters[byte[0] % letters.size()];
        ++drawn;
    }
    return Sensitive<std::string>{std::move(password)};
}

// A list that cannot be read lets nothing pass: the operator asked for it.
std::optional<FieldError> breach_error(const std::filesystem::path& list,
                                       const Sensitive<std::string>& password, const std::string& field) {
    if (list.empty()) return std::nullopt;
    auto breached = integrations::BreachedPasswords::open(list);
    const auto found =
        breached ? breached->contain(password) : Result<bool>{std::unexpected(breached.error())};
    if (!found)
        return FieldError{
            field, "unavailable",
            "La liste des mots de passe volés ne se lit pas. Prévenez la personne qui s’occupe de ce site."};
    if (!*found) return std::nullopt;
    return FieldError{
        field, "password_breached",
        "Ce mot de passe est dans une liste de mots de passe volés\u00A0: il serait essayé parmi les "
        "premiers. Choisissez-en un autre."};
}

std::vector<FieldError> password_errors(const Services& services, const Sensitive<std::string>& password,
                                        const std::vector<Sensitive<std::string>>& context,
                                        const std::string& field) {
    const auto policy =
        integrations::PasswordPolicy::read(services.settings.resources / "config" / "refused_passwords.txt");
    if (!policy) return {{field, "unavailable", policy.error().detail}};
    auto errors = policy->check(password, context, field);
    if (auto error = breach_error(services.settings.breached_passwords, password, field))
        errors.push_back(std::move(*error));
    return errors;
}

std::vector<FieldError> new_password_errors(const Call& call, const storage::AccountRecord& account) {
    const Sensitive<std::string> password{call.form.value("new_password")};
    std::vector<Sensitive<std::string>> context;
    if (const auto profile = open_profile(call.services, account))
        context = {profile->login, profile->display_name};
    auto errors = password_errors(call.services, password, context, "new_password");
    if (call.form.value("new_password_again") != password.reveal())
        errors.push_back(
            {"new_password_again", "different", "Les deux nouveaux mots de passe sont différents."});
    return errors;
}

}  // namespace prevenance::api

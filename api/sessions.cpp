#include "api/sessions.h"

#include <algorithm>
#include <cctype>

#include "api/person_keys.h"

namespace prevenance::api {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds longest_session = 10h;

std::chrono::seconds longest_idle(Role role) {
    const bool reads_cases = role == Role::physician || role == Role::cell_member || role == Role::referent;
    return reads_cases ? 15min : 30min;
}

// __Host- binds the cookie to this host and to https; a demo on plain loopback cannot have it.
std::string cookie_name(const Settings& settings) {
    return settings.is_https() ? "__Host-prevenance" : "prevenance";
}

std::string entry_cookie_name(const Settings& settings) {
    return cookie_name(settings) + "-entry";
}

std::string cookie_flags(const Settings& settings) {
    return std::string{"; Path=/; HttpOnly; SameSite=Lax"} + (settings.is_https() ? "; Secure" : "");
}

std::optional<std::string> cookie_in(const Request& request, const std::string& name) {
    std::string_view cookies = request.header("cookie");
    while (!cookies.empty()) {
        const auto end = std::min(cookies.find(';'), cookies.size());
        auto pair = cookies.substr(0, end);
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        if (pair.starts_with(name + "=")) return std::string{pair.substr(name.size() + 1)};
    }
    return std::nullopt;
}

std::optional<Scope> scope_of(const storage::Reader& reader, AccountId id) {
    const storage::Accounts accounts{reader};
    const auto account = accounts.find(id);
    if (!account || account->disabled_at) return std::nullopt;
    Scope scope{account->id, account->role, account->employer, account->oh_service, account->network, {}};
    if (account->role == Role::manager) scope.teams = accounts.teams_of(id);
    return scope;
}

std::optional<SignedIn> by_api_key(std::string_view key, Services& services, Instant now) {
    const auto hash = api_key_hash(services, std::string{key});
    return services.cases.read([&](const storage::Reader& reader) -> std::optional<SignedIn> {
        const auto record = storage::Accounts{reader}.api_key(hash);
        if (!record || record->revoked_at || record->expires_on < in_paris(now).date) return std::nullopt;
        const auto scope = scope_of(reader, record->account);
        if (!scope) return std::nullopt;
        return SignedIn{*scope, record->label, Bytes{hash.begin(), hash.end()}, {}, {}, {}, false};
    });
}

struct OpenSession {
    storage::SessionRecord record;
    Scope scope;
    storage::AccountRecord account;
};

std::optional<OpenSession> open_session(const Services& services, const Digest& hash, Instant now) {
    return services.cases.read([&](const storage::Reader& reader) -> std::optional<OpenSession> {
        const storage::Accounts accounts{reader};
        const auto record = accounts.session(hash);
        if (!record || now - record->signed_in_at > longest_session) return std::nullopt;
        const auto scope = scope_of(reader, record->account);
        if (!scope || now - record->last_seen_at > longest_idle(scope->role)) return std::nullopt;
        return OpenSession{*record, *scope, *accounts.find(record->account)};
    });
}

std::optional<SignedIn> by_cookie(const std::string& cookie, Services& services, Instant now) {
    const auto secret = integrations::SessionSecret::parse(cookie);
    if (!secret) return std::nullopt;
    const auto hash = secret->stored_hash();
    const auto session = open_session(services, hash, now);
    if (!session) return std::nullopt;
    if (now - session->record.last_seen_at > 1min) {
        services.cases.write_later(
            [hash, now](storage::Transaction& transaction) {
                storage::Accounts::touch_session(transaction, hash, now);
            },
            [](const std::exception_ptr&) {});  // being seen a minute too early does no harm
    }
    const auto profile = open_profile(services, session->account);
    if (!profile) return std::nullopt;
    return SignedIn{session->scope, profile->display_name.reveal(), Bytes{hash.begin(), hash.end()},
                    Bytes{cookie.begin(), cookie.end()}, secret->form_token(), session->record.proved_at,
                    session->account.first_password_until.has_value()};
}

SealedPlace profile_place(AccountId account) { return {"", "account", account.text(), "sealed_profile"}; }

}  // namespace

std::optional<SignedIn> who_asks(const Request& request, Services& services, Instant now) {
    constexpr std::string_view bearer = "Bearer ";
    const auto authorization = request.header("authorization");
    if (authorization.starts_with(bearer)) return by_api_key(authorization.substr(bearer.size()), services, now);
    const auto cookie = cookie_in(request, cookie_name(services.settings));
    if (!cookie) return std::nullopt;
    return by_cookie(*cookie, services, now);
}

std::pair<std::string, std::string> session_cookie(const Settings& settings,
                                                   const integrations::SessionSecret& secret) {
    return {"Set-Cookie", cookie_name(settings) + "=" + secret.cookie().reveal() + cookie_flags(settings)};
}

std::pair<std::string, std::string> ended_session_cookie(const Settings& settings) {
    return {"Set-Cookie", cookie_name(settings) + "=; Max-Age=0" + cookie_flags(settings)};
}

std::pair<std::string, std::string> entry_cookie(const Settings& settings, const integrations::SessionSecret& secret) {
    return {"Set-Cookie", entry_cookie_name(settings) + "=" + secret.cookie().reveal() + "; Max-Age=300" +
                              cookie_flags(settings)};
}

std::pair<std::string, std::string> ended_entry_cookie(const Settings& settings) {
    return {"Set-Cookie", entry_cookie_name(settings) + "=; Max-Age=0" + cookie_flags(settings)};
}

std::optional<integrations::SessionSecret> entry_secret(const Call& call) {
    const auto cookie = cookie_in(call.request, entry_cookie_name(call.services.settings));
    return cookie ? integrations::SessionSecret::parse(*cookie) : std::nullopt;
}

integrations::SessionSecret session_secret(const Call& call) {
    return integrations::SessionSecret::parse(text_of(call.who->session_secret)).value();
}

Digest session_hash(const Call& call) {
    Digest hash{};
    std::ranges::copy(call.who->token_hash, hash.begin());
    return hash;
}

storage::SessionRecord session_record(const Call& call) {
    return call.services.cases
        .read([&](const storage::Reader& reader) { return storage::Accounts{reader}.session(session_hash(call)); })
        .value();
}

KeyId session_name(const Services& services, const Digest& token_hash) {
    const auto named = services.keyed_hash(bytes_of("session name\n" + std::string{text_of(token_hash)}));
    KeyId name;
    std::copy_n(named.begin(), name.bytes.size(), name.bytes.begin());
    return name;
}

Result<Profile> open_profile(const Services& services, const storage::AccountRecord& account) {
    const auto key = find_person_key(services, account.id.bytes);
    if (!key) return std::unexpected(key.error());
    const auto words = open_words(services, *key, profile_place(account.id), account.sealed_profile);
    if (!words) return std::unexpected(words.error());
    const auto& text = words->reveal();
    const auto line_end = std::min(text.find('\n'), text.size());
    return Profile{Sensitive<std::string>{text.substr(0, line_end)},
                   Sensitive<std::string>{text.substr(std::min(line_end + 1, text.size()))}};
}

Bytes seal_profile(Services& services, const integrations::FieldKey& key, AccountId account, const Profile& profile) {
    return seal_words(services, key, profile_place(account),
                      Sensitive<std::string>{profile.login.reveal() + "\n" + profile.display_name.reveal()});
}

Bytes login_index(const Services& services, const std::string& login) {
    std::string folded;
    for (const char c : login)
        if (c != ' ') folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const auto index = integrations::blind_index(services.root, "", "account.login", Sensitive<std::string>{folded});
    return {index.begin(), index.end()};
}

std::string draw_api_key(Services& services) {
    return "pv_" + integrations::SessionSecret::draw(services.randomness).cookie().reveal();
}

Digest api_key_hash(const Services& services, const std::string& key) {
    return services.keyed_hash(bytes_of("api key\n" + key));
}

}  // namespace prevenance::api

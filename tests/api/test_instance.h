// A whole installation in a temporary folder, with a clock the test sets, a few fictitious organisations and
// people, and visitors who ask as a browser or an API client would. Databases, keys and templates are the
// real ones; only password hashing is cheap.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "api/dispatcher.h"
#include "api/instance.h"
#include "domain/account.h"
#include "domain/organisation.h"

namespace prevenance::api {

// A clock that stands still until the test moves it. 2026-03-12 at 10:00 UTC, a Thursday.
class SetClock final : public Clock {
public:
    Instant now() const override { return now_; }
    void move(std::chrono::seconds by) { now_ += by; }
    void set(Date date) { now_ = Instant{date} + std::chrono::hours{10}; }

private:
    Instant now_ = Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 12}} + std::chrono::hours{10};
};

class TestInstance {
public:
    // `resources` is the folder with config/ and forms/: the project's own, or a copy that a test changed.
    explicit TestInstance(const std::filesystem::path& resources = PREVENANCE_SOURCE_DIR,
                          const std::string& public_address = "http://127.0.0.1:8080");
    ~TestInstance();

    Services& services() { return instance_->services(); }
    Instance& whole() { return *instance_; }
    SetClock& clock() { return *clock_; }
    const std::filesystem::path& folder() const { return folder_; }

    // Sends one request through the dispatcher and waits for its answer.
    Reply ask(Request request);

    // Two employers with one team each, a service and a network, all fictitious.
    EmployerId employer;
    TeamId team;
    EmployerId other_employer;
    TeamId other_team;
    OhServiceId oh_service;
    NetworkId network;

    // Adds a person to `team` who was informed on 2 January 2026; returns the identifier.
    EmployeeId add_employee(const std::string& payroll_number, const std::string& given_name,
                            const std::string& family_name);
    EmployeeId add_employee_of(EmployerId employer_id, TeamId team_id, const std::string& payroll_number,
                               const std::string& given_name, const std::string& family_name);

    // Makes the account and gives its identifier. The sign-in name is `login`, the password `test_password`.
    // A manager gets `team`.
    AccountId add_account(Role role, const std::string& login);
    AccountId add_account_of(Role role, const std::string& login, EmployerId employer_id, TeamId team_id);
    std::string add_api_key(AccountId account);

    static constexpr const char* test_password = "une phrase assez longue pour un essai";

    // Stops, lets `meanwhile` do something to the files, and starts again at the same moment. The error is what
    // refused the start: nothing runs then until a restart works.
    Result<void> restart(const std::function<void(Settings&)>& meanwhile = {});
    SetClock& stopped_clock();  // of the next start, while nothing runs

    // The six digits for that account now; each moves the clock on by 30 s, because a step opens once.
    std::string second_factor(const std::string& login);
    // Of an account that a page made: the secret that was shown with it.
    void know_seed(const std::string& login, const std::string& seed) { totp_seeds_[login] = seed; }
    Role role_of(const std::string& login) const { return roles_.at(login); }

private:
    void open(std::unique_ptr<SetClock> clock);
    Result<void> open_with(const Settings& settings, std::unique_ptr<SetClock> clock);

    std::filesystem::path folder_;
    std::filesystem::path resources_;
    std::string public_address_;
    SetClock* clock_ = nullptr;
    SetClock stopped_clock_;
    std::unique_ptr<Instance> instance_;
    std::unique_ptr<Dispatcher> dispatcher_;
    std::map<std::string, std::string> totp_seeds_;  // by sign-in name, base 32
    std::map<std::string, Role> roles_;
};

using Fields = std::multimap<std::string, std::string>;

// One person with a browser: keeps cookies, and the hidden form fields of the last page.
class Visitor {
public:
    explicit Visitor(TestInstance& instance) : instance_(instance) {}

    Reply get(const std::string& path);
    // Adds the hidden fields form_token and submission_key of the last page, as a browser would.
    Reply post(const std::string& path, const Fields& fields);
    Reply post_file(const std::string& path, const Fields& fields, const std::string& file_field,
                    const std::string& bytes);
    // Posts `fields` and nothing else.
    Reply post_exactly(const std::string& path, const Fields& fields);

    // Signs in, and expects that it works.
    void sign_in(const std::string& login, Role role);
    void forget_cookies() { cookies_.clear(); }
    std::map<std::string, std::string>& cookies() { return cookies_; }
    // Sent with every request, in place of what a browser would say there.
    std::map<std::string, std::string>& headers() { return headers_; }

    // The value of a hidden field of the last page; empty where there is none.
    std::string hidden(const std::string& name) const;

    // What the browser would send, without a body.
    Request request(const std::string& method, const std::string& path) const;

private:
    Reply keep(Reply reply);

    TestInstance& instance_;
    std::map<std::string, std::string> cookies_;
    std::map<std::string, std::string> headers_;
    std::string last_page_;
};

// One program with an API key.
Reply call_api(TestInstance& instance, const std::string& key, const std::string& method, const std::string& path,
               const std::string& json = {}, const std::string& idempotency_key = {});

std::string header(const Reply& reply, const std::string& name);
// Whether the text of a page contains `words`; entities and non-breaking spaces count as what they show.
bool shows(const Reply& reply, const std::string& words);

}  // namespace prevenance::api

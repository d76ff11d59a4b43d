#include "tests/api/test_instance.h"

#include <future>

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "api/account_secrets.h"
#include "api/people.h"
#include "forms/posted_form.h"
#include "integrations/random.h"
#include "integrations/sodium.h"
#include "storage/accounts.h"
#include "storage/organisations.h"

namespace prevenance::api {
namespace {

std::filesystem::path make_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "prevenance-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return pattern;
}

Settings test_settings(const std::filesystem::path& folder, const std::filesystem::path& resources,
                       const std::string& public_address) {
    Settings settings;
    settings.public_address = public_address;
    settings.data = folder / "data";
    settings.root_key = folder / "root.key";
    settings.resources = resources;
    settings.fast_passwords = true;
    settings.help_phone = "01 00 00 00 00";
    settings.operator_name = "Groupement Exemple";
    settings.hosting = "Machine Exemple, en France";
    settings.data_contact = "donnees@exemple.fr";
    return settings;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string encoded(const Fields& fields) {
    std::string body;
    for (const auto& [name, value] : fields)
        body += (body.empty() ? "" : "&") + forms::encode_percent(name) + "=" + forms::encode_percent(value);
    return body;
}

}  // namespace

TestInstance::TestInstance(const std::filesystem::path& resources, const std::string& public_address)
    : folder_(make_folder()), resources_(resources), public_address_(public_address) {
    integrations::SystemRandomness randomness;
    EXPECT_TRUE(integrations::prepare_sodium());
    EXPECT_TRUE(integrations::RootKey::create(folder_ / "root.key", randomness));
    open(std::make_unique<SetClock>());

    employer = randomness.new_id<EmployerId>();
    other_employer = randomness.new_id<EmployerId>();
    team = randomness.new_id<TeamId>();
    other_team = randomness.new_id<TeamId>();
    oh_service = randomness.new_id<OhServiceId>();
    network = randomness.new_id<NetworkId>();
    services().cases.write([&](storage::Transaction& transaction) {
        using storage::Organisations;
        Organisations::add(transaction, OhService{oh_service, "Santé au travail Exemple", "Dominique Essai", "01 00 00 00 01"});
        Organisations::add(transaction, Employer{employer, "Aide à domicile Exemple", *Siret::parse("73282932000074"),
                                                 "2941", "8810A", EmploymentMode::provider, oh_service});
        Organisations::add(transaction, Employer{other_employer, "Autre structure Exemple",
                                                 *Siret::parse("40483304800022"), "3127", "8810A",
                                                 EmploymentMode::provider, oh_service});
        Organisations::add(transaction, Team{team, employer, "Secteur Nord"});
        Organisations::add(transaction, Team{other_team, other_employer, "Secteur Sud"});
        Organisations::add(transaction, Network{network, "Réseau Exemple"});
        Organisations::set_staff_informed_on(transaction, employer, *parse_iso_date("2026-01-02"));
        services().audit.record(transaction, {clock_->now(), std::nullopt, "test.prepare", std::nullopt});
    });
}

void TestInstance::open(std::unique_ptr<SetClock> clock) {
    auto opened = open_with(test_settings(folder_, resources_, public_address_), std::move(clock));
    if (opened) return;
    std::string why = opened.error().detail;
    for (const auto& field : opened.error().fields) why += "\n" + field.message;
    throw std::runtime_error(why);
}

Result<void> TestInstance::open_with(const Settings& settings, std::unique_ptr<SetClock> clock) {
    auto* const set_clock = clock.get();
    auto opened = Instance::open(settings, std::move(clock));
    if (!opened) return std::unexpected(opened.error());
    clock_ = set_clock;
    instance_ = std::move(*opened);
    dispatcher_ = std::make_unique<Dispatcher>(instance_->services(), routes(), 4);
    return {};
}

Result<void> TestInstance::restart(const std::function<void(Settings&)>& meanwhile) {
    if (instance_) stopped_clock_ = *clock_;
    dispatcher_.reset();
    instance_.reset();
    auto settings = test_settings(folder_, resources_, public_address_);
    if (meanwhile) meanwhile(settings);
    return open_with(settings, std::make_unique<SetClock>(stopped_clock_));
}

SetClock& TestInstance::stopped_clock() { return stopped_clock_; }

TestInstance::~TestInstance() {
    dispatcher_.reset();
    instance_.reset();
    std::filesystem::remove_all(folder_);
}

Reply TestInstance::ask(Request request) {
    auto promise = std::make_shared<std::promise<Reply>>();
    auto answer = promise->get_future();
    if (request.request_id.empty()) request.request_id = services().randomness.new_id<KeyId>().text();
    if (request.client_address.empty()) request.client_address = "127.0.0.1";
    dispatcher_->handle(std::move(request), Responder{[promise](Reply reply) { promise->set_value(std::move(reply)); }});
    return answer.get();
}

EmployeeId TestInstance::add_employee(const std::string& payroll_number, const std::string& given_name,
                                      const std::string& family_name) {
    return add_employee_of(employer, team, payroll_number, given_name, family_name);
}

EmployeeId TestInstance::add_employee_of(EmployerId employer_id, TeamId team_id, const std::string& payroll_number,
                                         const std::string& given_name, const std::string& family_name) {
    Employee employee;
    employee.id = services().randomness.new_id<EmployeeId>();
    employee.employer = employer_id;
    employee.team = team_id;
    employee.payroll_number = Sensitive<std::string>{payroll_number};
    employee.given_name = Sensitive<std::string>{given_name};
    employee.family_name = Sensitive<std::string>{family_name};
    employee.birth_year = 1980;
    employee.job_family = "AAD";
    employee.entry = *parse_iso_date("2020-01-06");
    employee.informed_on = *parse_iso_date("2026-01-02");
    const auto scope = EmployerScope::for_job(employer_id);
    const auto record = seal_new_employee(services(), scope, employee);
    services().cases.write([&](storage::Transaction& transaction) {
        storage::Employees{transaction, scope}.add(transaction, record);
        services().audit.record(transaction, {clock_->now(), std::nullopt, "test.prepare", employee.id.bytes});
    });
    return employee.id;
}

AccountId TestInstance::add_account(Role role, const std::string& login) {
    return add_account_of(role, login, employer, team);
}

AccountId TestInstance::add_account_of(Role role, const std::string& login, EmployerId employer_id, TeamId team_id) {
    NewAccount account;
    account.role = role;
    const bool at_employer = role == Role::manager || role == Role::referent;
    if (at_employer) account.employer = employer_id;
    if (role == Role::physician || role == Role::cell_member) account.oh_service = oh_service;
    if (role == Role::network_analyst) account.network = network;
    account.profile = {Sensitive<std::string>{login}, Sensitive<std::string>{"Essai " + login}};
    account.password = Sensitive<std::string>{test_password};
    account.totp = integrations::TotpSeed::draw(services().randomness);
    totp_seeds_[login] = account.totp->base32().reveal();
    roles_[login] = role;
    const auto record = prepare_account(services(), std::move(account), clock_->now()).value();
    services().cases.write([&](storage::Transaction& transaction) {
        storage::Accounts::add(transaction, record);
        if (role == Role::manager) storage::Accounts::set_teams(transaction, record.id, {team_id});
        services().audit.record(transaction, {clock_->now(), std::nullopt, "test.prepare", record.id.bytes});
    });
    return record.id;
}

std::string TestInstance::add_api_key(AccountId account) {
    const auto key = draw_api_key(services());
    const storage::ApiKeyRecord record{services().randomness.new_id<KeyId>().bytes,
                                       account,
                                       api_key_hash(services(), key),
                                       "essai",
                                       clock_->now(),
                                       clock_->today() + Days{365},
                                       std::nullopt};
    services().cases.write([&](storage::Transaction& transaction) {
        storage::Accounts::add_api_key(transaction, record);
        services().audit.record(transaction, {clock_->now(), std::nullopt, "test.prepare", account.bytes});
    });
    return key;
}

// Asks Debian's oathtool, which is not the library the program uses to check.
std::string TestInstance::second_factor(const std::string& login) {
    clock_->move(std::chrono::seconds{30});
    const auto command = "oathtool --totp --base32 --now '" +
                         replaced(replaced(iso_instant(clock_->now()), "T", " "), "Z", " UTC") + "' " + totp_seeds_.at(login);
    std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
    char digits[16] = {};
    if (!pipe || std::fgets(digits, sizeof digits, pipe.get()) == nullptr)
        throw std::runtime_error("oathtool is missing: apt install oathtool");
    return std::string{digits}.substr(0, 6);
}

Request Visitor::request(const std::string& method, const std::string& path) const {
    Request request;
    request.method = method;
    const auto question = std::min(path.find('?'), path.size());
    request.path = path.substr(0, question);
    request.query = path.substr(std::min(question + 1, path.size()));
    request.headers["host"] = "127.0.0.1:8080";
    if (method == "POST") {
        request.headers["origin"] = instance_.services().settings.public_address;
        request.headers["sec-fetch-site"] = "same-origin";
    }
    std::string cookies;
    for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) request.headers["cookie"] = cookies;
    for (const auto& [name, value] : headers_) request.headers[name] = value;
    return request;
}

Reply Visitor::keep(Reply reply) {
    for (const auto& [name, value] : reply.headers) {
        if (name != "Set-Cookie") continue;
        const auto equals = value.find('=');
        const auto end = value.find(';');
        const auto content = value.substr(equals + 1, end - equals - 1);
        if (content.empty()) cookies_.erase(value.substr(0, equals));
        else cookies_[value.substr(0, equals)] = content;
    }
    if (!reply.body.empty()) last_page_ = reply.body;
    return reply;
}

Reply Visitor::get(const std::string& path) { return keep(instance_.ask(request("GET", path))); }

Reply Visitor::post_exactly(const std::string& path, const Fields& fields) {
    auto posted = request("POST", path);
    posted.headers["content-type"] = "application/x-www-form-urlencoded";
    posted.body = encoded(fields);
    return keep(instance_.ask(std::move(posted)));
}

Reply Visitor::post(const std::string& path, const Fields& fields) {
    Fields complete = fields;
    for (const auto* name : {"form_token", "submission_key"})
        if (!complete.contains(name) && !hidden(name).empty()) complete.emplace(name, hidden(name));
    return post_exactly(path, complete);
}

Reply Visitor::post_file(const std::string& path, const Fields& fields, const std::string& file_field,
                         const std::string& bytes) {
    const std::string boundary = "limite-d-un-essai";
    std::string body;
    Fields complete = fields;
    for (const auto* name : {"form_token", "submission_key"})
        if (!complete.contains(name)) complete.emplace(name, hidden(name));
    for (const auto& [name, value] : complete)
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + file_field +
            "\"; filename=\"fichier.csv\"\r\nContent-Type: text/csv\r\n\r\n" + bytes + "\r\n--" + boundary + "--\r\n";
    auto posted = request("POST", path);
    posted.headers["content-type"] = "multipart/form-data; boundary=" + boundary;
    posted.body = std::move(body);
    return keep(instance_.ask(std::move(posted)));
}

void Visitor::sign_in(const std::string& login, Role role) {
    ASSERT_EQ(instance_.role_of(login), role) << "another person than the test takes this one for";
    get("/connexion");
    const auto reply = post("/connexion", {{"login", login},
                                           {"password", TestInstance::test_password},
                                           {"totp", instance_.second_factor(login)}});
    ASSERT_EQ(reply.status, 303) << reply.body;
    get(header(reply, "Location"));
}

std::string Visitor::hidden(const std::string& name) const {
    const auto start = last_page_.rfind("name=\"" + name + "\" value=\"");
    if (start == std::string::npos) return {};
    const auto from = start + name.size() + 15;
    return last_page_.substr(from, last_page_.find('"', from) - from);
}

Reply call_api(TestInstance& instance, const std::string& key, const std::string& method, const std::string& path,
               const std::string& json, const std::string& idempotency_key) {
    Request request;
    request.method = method;
    const auto question = std::min(path.find('?'), path.size());
    request.path = path.substr(0, question);
    request.query = path.substr(std::min(question + 1, path.size()));
    request.headers["host"] = "127.0.0.1:8080";
    request.headers["authorization"] = "Bearer " + key;
    if (!json.empty()) request.headers["content-type"] = "application/json";
    if (!idempotency_key.empty()) request.headers["idempotency-key"] = idempotency_key;
    request.body = json;
    return instance.ask(std::move(request));
}

std::string header(const Reply& reply, const std::string& name) {
    for (const auto& [known, value] : reply.headers)
        if (known == name) return value;
    return {};
}

bool shows(const Reply& reply, const std::string& words) {
    auto text = reply.body;
    for (const auto& [from, to] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
             {"\u00A0", " "}, {"\u202F", " "}, {"&#39;", "'"}, {"&apos;", "'"}, {"&quot;", "\""}, {"&lt;", "<"},
             {"&gt;", ">"}, {"&amp;", "&"}})
        text = replaced(std::move(text), from, to);
    return text.find(words) != std::string::npos;
}

}  // namespace prevenance::api

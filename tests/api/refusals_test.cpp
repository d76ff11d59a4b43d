// What the log says of refusals, line by line, and that an employee's pages leave none.
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <regex>
#include <sstream>

namespace prevenance::api {
namespace {

// The log of this test instead of standard error's.
class KeptLog {
public:
    KeptLog() : before_(spdlog::default_logger()) {
        auto logger =
            std::make_shared<spdlog::logger>("kept", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_));
        logger->set_pattern("%v");
        logger->set_level(spdlog::level::debug);
        spdlog::set_default_logger(std::move(logger));
    }
    ~KeptLog() { spdlog::set_default_logger(before_); }
    KeptLog(const KeptLog&) = delete;
    KeptLog& operator=(const KeptLog&) = delete;

    std::vector<std::string> take_lines() {
        std::vector<std::string> lines;
        std::istringstream text{text_.str()};
        for (std::string line; std::getline(text, line);) lines.push_back(line);
        text_.str("");
        return lines;
    }

private:
    std::shared_ptr<spdlog::logger> before_;
    std::ostringstream text_;
};

class Refusals : public testing::Test {
protected:
    Refusals() {
        referent_ = instance_.add_account(Role::referent, "referente");
        manager_ = instance_.add_account(Role::manager, "responsable");
    }

    // Exactly one line, of this form.
    void expect_line(const std::string& form) {
        const auto lines = log_.take_lines();
        ASSERT_EQ(lines.size(), 1U) << form;
        EXPECT_TRUE(std::regex_match(lines.front(), std::regex{form + " request=[0-9a-f-]{36}"}))
            << lines.front();
    }

    TestInstance instance_;
    AccountId referent_;
    AccountId manager_;
    KeptLog log_;
};

TEST_F(Refusals, a_wrong_sign_in_is_one_line_with_a_name_nobody_can_read_back) {
    Visitor visitor{instance_};
    visitor.get("/connexion");
    const auto try_as = [&](const std::string& login) {
        instance_.clock().move(std::chrono::minutes{2});
        visitor.post("/connexion",
                     {{"login", login}, {"password", "ce n’est pas le bon"}, {"totp", "123456"}});
        const auto lines = log_.take_lines();
        EXPECT_EQ(lines.size(), 1U);
        std::smatch found;
        const std::regex form{"refused kind=secret name=([0-9a-f]{16}) account=none request=[0-9a-f-]{36}"};
        EXPECT_TRUE(std::regex_match(lines.front(), found, form)) << lines.front();
        return found[1].str();
    };
    const auto known = try_as("referente");
    EXPECT_EQ(try_as("REFERENTE"), known) << "the same name, the same digits";
    EXPECT_NE(try_as("personne"), known);
}

TEST_F(Refusals, a_right_password_with_a_wrong_code_is_one_line_too) {
    Visitor visitor{instance_};
    visitor.get("/connexion");
    visitor.post("/connexion",
                 {{"login", "referente"}, {"password", TestInstance::test_password}, {"totp", "000000"}});
    expect_line("refused kind=secret name=[0-9a-f]{16} account=none");
    visitor.post("/connexion",
                 {{"login", "referente"}, {"password", TestInstance::test_password}, {"totp", "000000"}});
    expect_line("refused kind=waiting route=sign_in status=429 account=none");
}

TEST_F(Refusals, a_wrong_paper_for_a_forgotten_password_is_one_line) {
    Visitor visitor{instance_};
    visitor.get("/nouveau-mot-de-passe");
    const auto page =
        visitor.post("/nouveau-mot-de-passe", {{"login", "referente"}, {"code", "0000-0000-0000-0"}});
    EXPECT_EQ(page.status, 422);
    expect_line("refused kind=secret name=[0-9a-f]{16} account=none");
}

TEST_F(Refusals, a_right_that_somebody_lacks_and_a_thing_of_another_are_told_apart) {
    Visitor visitor{instance_};
    visitor.sign_in("responsable", Role::manager);
    log_.take_lines();
    EXPECT_EQ(visitor.get("/salaries").status, 403);
    expect_line("refused kind=right route=employee.list status=403 account=" + manager_.text());
    EXPECT_EQ(visitor.get("/signaux/" + FactId{}.text()).status, 404);
    expect_line("refused kind=address route=signal.read status=404 account=" + manager_.text());
    EXPECT_EQ(visitor.get("/administrateur/secret").status, 404);
    expect_line("refused kind=address route=none status=404 account=" + manager_.text());
}

TEST_F(Refusals, a_form_without_its_token_or_from_another_site) {
    Visitor visitor{instance_};
    visitor.sign_in("referente", Role::referent);
    log_.take_lines();
    EXPECT_EQ(visitor.post_exactly("/mon-compte/sessions/terminer", {}).status, 403);
    expect_line("refused kind=forgery route=session.end_others status=403 account=" + referent_.text());
    auto elsewhere = visitor.request("POST", "/connexion");
    elsewhere.headers["origin"] = "https://mal.example";
    EXPECT_EQ(instance_.ask(elsewhere).status, 403);
    expect_line("refused kind=forgery route=sign_in status=403 account=" + referent_.text());
}

TEST_F(Refusals, a_key_that_opens_nothing_and_a_body_no_page_sends) {
    EXPECT_EQ(call_api(instance_, "pv_" + std::string(43, 'A'), "GET", "/api/v1/employees").status, 401);
    expect_line("refused kind=key route=employee.list status=401 account=none");
    Visitor visitor{instance_};
    visitor.sign_in("referente", Role::referent);
    log_.take_lines();
    EXPECT_EQ(visitor.get("/salaries?q=a&q=b").status, 400);
    expect_line("refused kind=input route=employee.list status=400 account=" + referent_.text());
}

TEST_F(Refusals, a_name_that_is_not_this_service) {
    auto request = Visitor{instance_}.request("GET", "/connexion");
    request.headers["host"] = "mal.example";
    EXPECT_EQ(instance_.ask(request).status, 400);
    expect_line("refused kind=host route=sign_in.show status=400 account=none");
}

TEST_F(Refusals, a_password_that_somebody_signed_in_guesses) {
    Visitor visitor{instance_};
    visitor.sign_in("responsable", Role::manager);
    visitor.get("/mon-compte");
    log_.take_lines();
    visitor.post("/mon-mot-de-passe", {{"current_password", "faux"}});
    expect_line("refused kind=secret name=[0-9a-f]{16} account=" + manager_.text());
}

// Whatever is done there, right or wrong, by somebody signed in at the employer's or by nobody.
TEST_F(Refusals, an_employees_pages_leave_no_line) {
    Visitor employer{instance_};
    employer.sign_in("referente", Role::referent);
    Visitor nobody{instance_};
    log_.take_lines();
    for (auto* visitor : {&employer, &nobody}) {
        for (const auto* path :
             {"/invitation", "/i/AAAA-BBBB", "/demander-une-visite", "/i/AAAA-BBBB?x=1&x=2"})
            visitor->get(path);
        for (const auto* path : {"/i/AAAA-BBBB", "/i/AAAA-BBBB/retrait", "/i/AAAA-BBBB/donnees",
                                 "/i/AAAA-BBBB/droits", "/demander-une-visite"}) {
            visitor->post_exactly(path, {{"code", "0000"}});
            auto elsewhere = visitor->request("POST", path);
            elsewhere.headers["origin"] = "https://mal.example";
            EXPECT_EQ(instance_.ask(elsewhere).status, 403) << path;
            auto large = visitor->request("POST", path);
            large.body = std::string(70'000, 'a');
            EXPECT_EQ(instance_.ask(large).status, 413) << path;
            auto misnamed = visitor->request("POST", path);
            misnamed.headers["host"] = "mal.example";
            EXPECT_EQ(instance_.ask(misnamed).status, 400) << path;
        }
    }
    EXPECT_EQ(log_.take_lines(), std::vector<std::string>{});
}

TEST_F(Refusals, what_is_allowed_leaves_no_line) {
    Visitor visitor{instance_};
    visitor.sign_in("referente", Role::referent);
    for (const auto* path : {"/a-faire", "/salaries", "/mon-compte", "/"}) visitor.get(path);
    visitor.post("/deconnexion", {});
    EXPECT_EQ(visitor.get("/a-faire").status, 303) << "a session that is over is everyday life";
    EXPECT_EQ(log_.take_lines(), std::vector<std::string>{});
}

}  // namespace
}  // namespace prevenance::api

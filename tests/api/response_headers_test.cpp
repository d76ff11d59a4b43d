// What every reply says to the browser: each route, as nobody and as each role, errors and assets too. The
// golden file names every set of headers and every address that departs from the ordinary one; a new route
// that says what all others say changes nothing in it.
#include "tests/api/golden_file.h"
#include "tests/api/passkey_holder.h"

#include <gtest/gtest.h>

#include <array>

namespace prevenance::api {
namespace {

constexpr std::array watched{"Content-Security-Policy",
                             "X-Content-Type-Options",
                             "Referrer-Policy",
                             "Cross-Origin-Opener-Policy",
                             "Cross-Origin-Resource-Policy",
                             "Permissions-Policy",
                             "Cache-Control",
                             "Strict-Transport-Security",
                             "Clear-Site-Data",
                             "Server",
                             "X-Powered-By",
                             "Access-Control-Allow-Origin"};

std::string said_in(const Reply& reply) {
    std::string said;
    for (const auto* name : watched) {
        std::size_t times = 0;
        for (const auto& [known, value] : reply.headers) times += known == name;
        EXPECT_LE(times, 1U) << name;
        if (times > 0) said += "  " + std::string{name} + ": " + header(reply, name) + "\n";
    }
    return said;
}

// "{employee}" is a well-formed identifier that nobody has.
std::string address_of(const Route& route) {
    std::string path{route.pattern};
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
        path.replace(open, path.find('}') - open + 1, "0b8a5a2e-31c4-4f7c-9d3e-6a1f0c2b4d5e");
    return path;
}

struct Asker {
    std::string name;
    Visitor visitor;
};

class HeadersOfEveryReply {
public:
    explicit HeadersOfEveryReply(const std::string& public_address)
        : instance_(PREVENANCE_SOURCE_DIR, public_address) {
        askers_.push_back({"nobody", Visitor{instance_}});
        for (const auto& [role, name] : role_names) {
            instance_.add_account(role, std::string{name});
            askers_.push_back({std::string{name}, Visitor{instance_}});
            askers_.back().visitor.sign_in(std::string{name}, role);
            instance_.clock().move(std::chrono::seconds{61});
        }
    }

    std::string text() {
        for (const auto* path :
             {"/assets/prevenance.css", "/assets/icon.svg", "/assets/passkey.js", "/rien", "/%2e%2e"})
            for (auto& asker : askers_) note(asker, "GET", path, asker.visitor.get(path));
        for (const auto& route : routes())
            for (auto& asker : askers_) ask(asker, route);
        return written();
    }

private:
    void ask(Asker& asker, const Route& route) {
        const auto path = address_of(route);
        if (route.method == "GET")
            return note(asker, "GET", std::string{route.pattern}, asker.visitor.get(path));
        // Without token: a refusal; with one: whatever the endpoint says to an empty form.
        note(asker, "POST", std::string{route.pattern}, asker.visitor.post_exactly(path, {}));
        if (path == "/deconnexion") return;  // once, at the end
        asker.visitor.get("/accessibilite");
        note(asker, "POST", std::string{route.pattern}, asker.visitor.post(path, {}));
    }

    void note(const Asker& asker, const std::string& method, const std::string& pattern, const Reply& reply) {
        EXPECT_LT(reply.status, 500) << method << " " << pattern << " as " << asker.name;
        sets_[said_in(reply)].insert(method + " " + pattern);
        ++replies_;
    }

    std::string written() {
        for (auto& asker : askers_) {
            asker.visitor.get("/accessibilite");
            note(asker, "POST", "/deconnexion", asker.visitor.post("/deconnexion", {}));
        }
        std::size_t most = 0;
        for (const auto& [said, addresses] : sets_) most = std::max(most, addresses.size());
        std::string text;
        for (const auto& [said, addresses] : sets_) {
            if (addresses.size() == most) {
                text = "Every reply that is not named below\n" + said + "\n" + text;
                continue;
            }
            for (const auto& address : addresses) text += address + "\n";
            text += said + "\n";
        }
        EXPECT_GT(replies_, routes().size() * 7);
        return text;
    }

    TestInstance instance_;
    std::vector<Asker> askers_;
    std::map<std::string, std::set<std::string>> sets_;
    std::size_t replies_ = 0;
};

TEST(ResponseHeaders, are_those_of_the_golden_file_with_https) {
    tests::expect_golden("headers_https.golden.txt",
                         HeadersOfEveryReply{"https://prevenance.example"}.text());
}

TEST(ResponseHeaders, are_those_of_the_golden_file_on_this_machine) {
    tests::expect_golden("headers_local.golden.txt", HeadersOfEveryReply{"http://localhost:8080"}.text());
}

}  // namespace
}  // namespace prevenance::api

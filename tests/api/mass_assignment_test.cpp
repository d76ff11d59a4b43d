// A form changes the fields it shows and no others: each is posted once as it is, and once with every column
// name of the schema beside it; the two databases differ in nothing that the added names could have done.
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <set>
#include <sstream>

namespace prevenance::api {
namespace {

constexpr auto marked = "marque4242";

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), ::pclose};
    std::string text;
    char part[4096];
    while (pipe && std::fgets(part, sizeof part, pipe.get()) != nullptr) text += part;
    return text;
}

std::string ask_database(const TestInstance& instance, const std::string& sql) {
    return output_of("sqlite3 '" + (instance.folder() / "data/prevenance.db").string() + "' \"" + sql + "\"");
}

std::set<std::string> column_names(const TestInstance& instance) {
    std::set<std::string> names;
    std::istringstream lines{ask_database(instance,
                                          "SELECT DISTINCT p.name FROM sqlite_master m JOIN "
                                          "pragma_table_info(m.name) p WHERE m.type = 'table'")};
    for (std::string line; std::getline(lines, line);) names.insert(line);
    return names;
}

// Rows of each table, and how often the other employer and each role stand in them.
std::string shape_of(const TestInstance& instance) {
    const auto dump = ask_database(instance, ".dump");
    EXPECT_EQ(dump.find(marked), std::string::npos);
    std::string hex;
    for (const auto byte : instance.other_employer.bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        hex += {digits[byte >> 4U], digits[byte & 0x0FU]};
    }
    std::map<std::string, int> seen;
    std::istringstream lines{dump};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("INSERT INTO ")) continue;
        const auto table = line.substr(12, line.find(' ', 12) - 12);
        ++seen[table];
        if (line.find(hex) != std::string::npos) ++seen[table + " of the other employer"];
        for (const auto& [role, name] : role_names)
            if (line.find("'" + std::string{name} + "'") != std::string::npos)
                ++seen[table + " " + std::string{name}];
    }
    std::string shape;
    for (const auto& [what, times] : seen) shape += what + ": " + std::to_string(times) + "\n";
    return shape;
}

struct World {
    TestInstance instance;
    EmployeeId person = instance.add_employee("0042", "Camille", "Durand");
    AccountId referent = instance.add_account(Role::referent, "referente");
    AccountId administrator = instance.add_account(Role::administrator, "administratrice");
};

struct Story {
    const char* name;
    const char* login;
    Role role;
    std::function<std::string(const World&)> page;
    std::function<std::string(const World&)> path;
    std::function<Fields(const World&)> fields;
    std::set<std::string> other_face = {};  // fields of the same form on another page
};

std::string always(const char* path, const World&) {
    return path;
}

std::vector<Story> stories() {
    const auto at = [](const char* path) {
        return [path](const World& world) { return always(path, world); };
    };
    const auto of_person = [](const char* end) {
        return [end](const World& world) { return "/salaries/" + world.person.text() + end; };
    };
    const auto person_fields = [](const std::string& number) {
        return [number](const World& world) {
            return Fields{{"given_name", "Alix"},
                          {"family_name", "Martin"},
                          {"payroll_number", number},
                          {"birth_year", "1981"},
                          {"team", world.instance.team.text()},
                          {"job_family", "AAD"},
                          {"entered_on", "06/01/2020"},
                          {"informed_on", "02/01/2026"}};
        };
    };
    return {
        {"add a person", "referente", Role::referent, at("/salaries/nouveau"), at("/salaries/nouveau"),
         person_fields("0099")},
        {"correct a person", "referente", Role::referent, of_person("/modifier"), of_person("/modifier"),
         person_fields("0042")},
        {"note a signal",
         "referente",
         Role::referent,
         at("/signaler"),
         at("/signaler"),
         [](const World& world) {
             return Fields{{"employee", world.person.text()}, {"type", "TENSIONS"}, {"day", "today"}};
         },
         {"fact", "team"}},
        {"add a team", "referente", Role::referent, at("/equipes/nouvelle"), at("/equipes/nouvelle"),
         [](const World&) {
             return Fields{{"name", "Secteur Est"}};
         }},
        {"make an API key", "referente", Role::referent, at("/mon-compte"), at("/mon-compte/cles"),
         [](const World&) {
             return Fields{{"label", "paie"}};
         }},
        {"date the information of the staff", "referente", Role::referent, at("/a-faire"),
         at("/information-du-personnel"),
         [](const World&) {
             return Fields{{"informed_on", "05/01/2026"}};
         }},
        {"add an account", "administratrice", Role::administrator, at("/administration/comptes/ajouter"),
         at("/administration/comptes/ajouter"),
         [](const World& world) {
             return Fields{{"role", "manager"},
                           {"login", "nouvelle@exemple.fr"},
                           {"display_name", "Nouvelle Personne"},
                           {"employer", world.instance.employer.text()},
                           {"teams", world.instance.team.text()}};
         }},
        {"add an employer", "administratrice", Role::administrator, at("/administration/structures/ajouter"),
         at("/administration/structures/ajouter"),
         [](const World& world) {
             return Fields{{"name", "Aide du Val"}, {"siret", "55208131766522"},
                           {"idcc", "2941"},        {"naf", "88.10A"},
                           {"mode", "provider"},    {"oh_service", world.instance.oh_service.text()}};
         }},
        {"sign out", "referente", Role::referent, at("/mon-compte"), at("/deconnexion"),
         [](const World&) { return Fields{}; }},
    };
}

enum class Extra { none, words, other_tenant };

// `half` of the column names: all of them are more fields than a form may have.
std::string shape_after(const Story& story, Extra extra, std::size_t half = 0) {
    World world;
    Visitor visitor{world.instance};
    visitor.sign_in(story.login, story.role);
    const auto page = visitor.get(story.page(world));
    auto fields = story.fields(world);
    if (extra != Extra::none) {
        std::size_t place = 0;
        for (const auto& name : column_names(world.instance)) {
            if (place++ % 2 != half) continue;
            const bool declared = page.body.find("name=\"" + name + "\"") != std::string::npos ||
                                  fields.contains(name) || story.other_face.contains(name);
            if (declared) continue;
            fields.emplace(name, extra == Extra::words   ? marked
                                 : name == "role"        ? "administrator"
                                 : name.ends_with("_at") ? "1"
                                                         : world.instance.other_employer.text());
        }
        EXPECT_GT(fields.size(), 60U);
    }
    const auto reply = visitor.post(story.path(world), fields);
    EXPECT_LT(reply.status, 400) << story.name << "\n" << reply.body;
    return shape_of(world.instance);
}

TEST(MassAssignment, column_names_beside_a_form_change_nothing) {
    for (const auto& story : stories()) {
        SCOPED_TRACE(story.name);
        const auto plain = shape_after(story, Extra::none);
        EXPECT_GT(plain.size(), 200U);
        for (const std::size_t half : {0U, 1U}) {
            EXPECT_EQ(shape_after(story, Extra::words, half), plain);
            EXPECT_EQ(shape_after(story, Extra::other_tenant, half), plain);
        }
    }
}

TEST(MassAssignment, one_parameter_twice_is_refused_by_page_and_by_api) {
    World world;
    const auto key = world.instance.add_api_key(world.referent);
    Visitor visitor{world.instance};
    visitor.sign_in("referente", Role::referent);
    visitor.get("/equipes/nouvelle");
    EXPECT_EQ(visitor.post("/equipes/nouvelle", {{"name", "Un"}, {"name", "Deux"}}).status, 400);
    EXPECT_EQ(visitor.get("/salaries?q=a&q=b").status, 400);
    EXPECT_EQ(call_api(world.instance, key, "GET", "/api/v1/employees?limit=1&limit=1000").status, 400);
    EXPECT_EQ(call_api(world.instance, key, "POST", "/api/v1/signals",
                       R"({"day": "today", "day": "yesterday"})", "k1")
                  .status,
              400);
}

}  // namespace
}  // namespace prevenance::api

// Who belongs to which network and where, as an administrator sets it, and what publications make of it.
#include "storage/memberships.h"
#include "storage/organisations.h"
#include "tests/api/sector.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <thread>

namespace prevenance::api {
namespace {

using storage::members_as_published;
using storage::Stay;

class Memberships : public testing::Test {
protected:
    Memberships() : admin(instance) {
        instance.add_account(Role::administrator, "admin");
        admin.sign_in("admin", Role::administrator);
    }

    static std::string address(NetworkId network) { return "/administration/reseaux/" + network.text(); }
    std::string address() const { return address(instance.network); }

    Reply join(NetworkId network, EmployerId employer, const char* first_day) {
        admin.get(address(network));
        return admin.post(address(network) + "/entrees", {{"employer", employer.text()}, {"first_day", first_day}});
    }
    Reply join(EmployerId employer, const char* first_day) { return join(instance.network, employer, first_day); }
    Reply leave(EmployerId employer, const char* last_day) {
        admin.get(address());
        return admin.post(address() + "/sorties", {{"member", employer.text()}, {"last_day", last_day}});
    }
    Reply set_department(EmployerId employer, const char* code) {
        const auto path = "/administration/structures/" + employer.text() + "/departement";
        admin.get(path);
        return admin.post(path, {{"department", code}});
    }

    template <class Look>
    auto read(Look look) {
        return instance.services().cases.read(look);
    }
    std::vector<Stay> stays() {
        return read([&](const storage::Reader& reader) { return storage::stays_in(reader, instance.network); });
    }
    auto times_noted(EmployerId employer, const char* action) {
        const auto acts = read([&](const storage::Reader& reader) {
            return instance.services().audit.acts_on(reader, employer.bytes);
        });
        return std::ranges::count(acts, action, &storage::RecordedAct::action);
    }
    std::vector<EmployerId> add_members(int count) {
        std::vector<EmployerId> employers;
        for (int i = 0; i < count; ++i)
            employers.push_back(sector.add_employer(40, 8, "OBS_RETARD", day("2026-02-10")));
        return employers;
    }

    TestInstance instance;
    Sector sector{instance};
    Visitor admin;
};

TEST_F(Memberships, an_employer_enters_from_a_day_on_and_leaves_with_a_last_day) {
    EXPECT_TRUE(shows(admin.get(address()), "Aucune structure n’est entrée dans ce réseau."));
    EXPECT_EQ(join(instance.employer, "2026-03-01").status, 303);
    EXPECT_TRUE(shows(admin.get(address()), "depuis le 1er mars 2026"));
    EXPECT_EQ(leave(instance.employer, "2026-06-30").status, 303);
    EXPECT_TRUE(shows(admin.get(address()), "du 1er mars 2026 au 30 juin 2026"));
    EXPECT_EQ(times_noted(instance.employer, "network.join"), 1);
    EXPECT_EQ(times_noted(instance.employer, "network.leave"), 1);
    EXPECT_TRUE(shows(admin.get("/administration/organisations"), "</a> : 1 structure"));
    instance.clock().set(day("2026-07-01"));
    admin.sign_in("admin", Role::administrator);
    EXPECT_TRUE(shows(admin.get("/administration/organisations"), "</a> : 0 structure"));
}

TEST_F(Memberships, the_page_says_what_a_membership_means_for_figures) {
    const auto page = admin.get(address());
    EXPECT_TRUE(shows(page, "membres du premier au dernier jour de sa période"));
    EXPECT_TRUE(shows(page, "Ce qui est publié ne change pas"));
    EXPECT_TRUE(shows(page, "le 1er janv. 2026 au plus tard"));
}

TEST_F(Memberships, what_cannot_be_is_refused_in_words_and_changes_nothing) {
    ASSERT_EQ(join(instance.employer, "2026-03-01").status, 303);
    const auto before = stays();
    const auto nobody = instance.services().randomness.new_id<EmployerId>();
    const auto refused = [&](const Reply& reply, const char* words) {
        EXPECT_EQ(reply.status, 422) << words;
        EXPECT_TRUE(shows(reply, words)) << words;
        EXPECT_TRUE(shows(reply, "Erreur : Membres : Réseau Exemple")) << words;
    };
    refused(join(nobody, "2026-03-05"), "Cette structure n’existe pas.");
    refused(join(instance.employer, "2026-03-05"), "déjà membre de ce réseau, depuis le 1er mars 2026");
    refused(join(instance.other_employer, "2027-04-01"), "dans plus d’un an");
    refused(join(instance.other_employer, "hier"), "hier");
    refused(leave(instance.other_employer, "2026-03-05"), "n’est pas membre de ce réseau");
    refused(leave(nobody, "2026-03-05"), "n’est pas membre de ce réseau");
    refused(leave(instance.employer, "2026-02-28"), "avant son premier jour, le 1er mars 2026");
    refused(leave(instance.employer, "2126-03-01"), "dans plus d’un an");
    admin.get(address());
    const auto empty = admin.post(address() + "/sorties", {});
    refused(empty, "Choisissez la structure qui sort.");
    refused(empty, "Donnez son dernier jour");
    EXPECT_EQ(stays(), before);
    EXPECT_EQ(times_noted(instance.employer, "network.join"), 1);
    EXPECT_EQ(times_noted(instance.employer, "network.leave"), 0);
}

TEST_F(Memberships, of_two_administrators_who_enter_an_employer_at_once_one_does_and_the_other_is_told) {
    instance.add_account(Role::administrator, "admin2");
    Visitor second{instance};
    second.sign_in("admin2", Role::administrator);
    constexpr std::size_t rounds = 20;
    for (std::size_t round = 1; round <= rounds; ++round) {
        const auto first_day = day("2026-03-01") + Days{4 * round};
        std::array<Reply, 2> replies;
        for (auto* visitor : {&admin, &second}) visitor->get(address());
        {
            std::vector<std::jthread> at_once;
            for (auto* visitor : {&admin, &second})
                at_once.emplace_back([this, visitor, first_day, &reply = replies[at_once.size()]] {
                    reply = visitor->post(address() + "/entrees", {{"employer", instance.employer.text()},
                                                                   {"first_day", iso_date(first_day)}});
                });
        }
        EXPECT_EQ(std::ranges::count(replies, 303, &Reply::status), 1);
        const auto told = std::ranges::find(replies, 422, &Reply::status);
        ASSERT_NE(told, replies.end());
        EXPECT_TRUE(shows(*told, "déjà membre de ce réseau"));
        EXPECT_EQ(stays().size(), round);
        EXPECT_EQ(times_noted(instance.employer, "network.join"), round);
        ASSERT_EQ(leave(instance.employer, iso_date(first_day + Days{1}).c_str()).status, 303);
    }
}

TEST_F(Memberships, a_day_in_a_published_period_is_refused_and_the_next_one_is_not) {
    const auto members = add_members(4);
    sector.publish(first_quarter);
    instance.clock().set(day("2026-04-10"));
    admin.sign_in("admin", Role::administrator);
    EXPECT_TRUE(shows(admin.get(address()), "Les chiffres de ce réseau sont publiés jusqu’au 31 mars 2026."));
    for (const auto* published : {"2025-11-03", "2026-01-01", "2026-03-31"}) {
        const auto reply = join(instance.employer, published);
        EXPECT_EQ(reply.status, 422) << published;
        EXPECT_TRUE(shows(reply, "Donnez le 1er avr. 2026 ou un jour qui suit.")) << published;
    }
    const auto reply = leave(members[0], "2026-03-30");
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Donnez le 31 mars 2026 ou un jour qui suit."));
    EXPECT_EQ(stays().size(), 4U);
    EXPECT_EQ(join(instance.employer, "2026-04-01").status, 303);
    EXPECT_EQ(leave(members[0], "2026-03-31").status, 303);
}

TEST_F(Memberships, a_stay_that_ended_can_be_followed_by_another) {
    ASSERT_EQ(join(instance.employer, "2025-01-01").status, 303);
    ASSERT_EQ(leave(instance.employer, "2025-11-30").status, 303);
    EXPECT_EQ(join(instance.employer, "2025-11-30").status, 422) << "two stays share no day";
    EXPECT_EQ(join(instance.employer, "2026-02-01").status, 303);
    EXPECT_EQ(stays(), (std::vector<Stay>{{instance.employer, day("2025-01-01"), day("2025-11-30")},
                                          {instance.employer, day("2026-02-01")}}));
    const auto page = admin.get(address());
    EXPECT_TRUE(shows(page, "du 1er janv. 2025 au 30 nov. 2025") && shows(page, "depuis le 1er févr. 2026"));
}

TEST_F(Memberships, who_comes_back_the_next_day_never_left) {
    ASSERT_EQ(join(instance.employer, "2025-01-01").status, 303);
    ASSERT_EQ(leave(instance.employer, "2026-02-10").status, 303);
    ASSERT_EQ(join(instance.employer, "2026-02-11").status, 303);
    EXPECT_EQ(stays(), (std::vector<Stay>{{instance.employer, day("2025-01-01")}}));
}

TEST_F(Memberships, a_last_day_is_corrected_until_its_period_is_published) {
    const auto members = add_members(5);
    ASSERT_EQ(leave(members[0], "2026-02-20").status, 303);
    EXPECT_EQ(leave(members[0], "2026-02-21").status, 303);
    sector.publish(first_quarter);
    instance.clock().set(day("2026-04-10"));
    admin.sign_in("admin", Role::administrator);
    const auto reply = leave(members[0], "2026-05-01");
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "est sortie de ce réseau le 21 févr. 2026"));
    EXPECT_EQ(join(members[0], "2026-04-01").status, 303) << "but it may come back";
}

TEST_F(Memberships, who_enters_in_the_middle_of_a_quarter_counts_from_the_next_one_on) {
    add_members(4);
    const auto enters = sector.add_outsider(40, 8, "OBS_RETARD", day("2026-02-11"));
    ASSERT_EQ(join(enters, "2026-01-02").status, 303);
    const auto quarter = sector.publish(first_quarter);
    EXPECT_EQ(cell_of(quarter, "employers").value, 4);
    expect_about(cell_of(quarter, "employees"), 160);
    EXPECT_EQ(cell_of(sector.publish(second_quarter), "employers").value, 5);
    EXPECT_EQ(cell_of(sector.publish(whole_2026), "employers").value, 4);
}

TEST_F(Memberships, who_leaves_in_the_middle_of_a_quarter_is_not_counted_in_it) {
    const auto members = add_members(5);
    ASSERT_EQ(leave(members[0], "2026-03-30").status, 303);
    const auto quarter = sector.publish(first_quarter);
    EXPECT_EQ(cell_of(quarter, "employers").value, 4);
    expect_about(cell_of(quarter, "employees"), 160);
}

TEST_F(Memberships, leaving_does_not_change_what_is_published) {
    const auto members = add_members(5);
    const auto before = sector.publish(first_quarter);
    EXPECT_EQ(cell_of(before, "employers").value, 5);
    instance.clock().set(day("2026-04-10"));
    admin.sign_in("admin", Role::administrator);
    ASSERT_EQ(leave(members[0], "2026-03-31").status, 303);
    const auto after = sector.publish(first_quarter);
    EXPECT_EQ(after.id, before.id);
    EXPECT_EQ(after.cells, before.cells);
    EXPECT_EQ(cell_of(sector.publish(second_quarter), "employers").value, 4);
}

// Judged with the stays of today, the second network would be the first one again, and the difference of what both show
// is the employer that was taken out meanwhile.
TEST_F(Memberships, a_later_correction_does_not_alter_how_a_published_quarter_is_judged) {
    const auto members = add_members(5);
    expect_about(cell_of(sector.publish(first_quarter), "signals"), 40);
    sector.leave(members[0], day("2026-02-15"));
    const auto judged = read([&](const storage::Reader& reader) {
        return members_as_published(reader, instance.network, first_quarter);
    });
    EXPECT_EQ(std::set(judged.begin(), judged.end()), std::set(members.begin(), members.end()));
    const auto inner = sector.add_network("Réseau intérieur", {members.begin() + 1, members.end()});
    EXPECT_EQ(cell_of(sector.publish(inner, first_quarter), "signals").hidden_because,
              HiddenBecause::protects_another_cell);
    EXPECT_EQ(cell_of(sector.publish(whole_2026), "employers").value, 4);
}

TEST_F(Memberships, one_employer_belongs_to_three_networks_and_leaves_one) {
    const auto members = add_members(5);
    const auto second = sector.add_network("Deuxième réseau", {members.begin() + 1, members.end()});
    const auto third = sector.add_network("Troisième réseau", {members.begin() + 2, members.end()});
    ASSERT_EQ(join(second.id, members[0], "2026-01-01").status, 303);
    ASSERT_EQ(join(third.id, members[0], "2026-01-01").status, 303);
    EXPECT_TRUE(shows(admin.get("/administration/organisations"),
                      "Réseaux : Deuxième réseau, Réseau Exemple, Troisième réseau"));
    ASSERT_EQ(leave(members[0], "2026-03-11").status, 303);
    EXPECT_EQ(cell_of(sector.publish(first_quarter), "employers").value, 4);
    EXPECT_EQ(cell_of(sector.publish(second, first_quarter), "employers").value, 5);
    EXPECT_EQ(cell_of(sector.publish(third, first_quarter), "employers").value, 4);
}

TEST_F(Memberships, these_pages_are_for_administrators_and_a_missing_network_is_not_found) {
    instance.add_account(Role::referent, "referente");
    Visitor referent{instance};
    referent.sign_in("referente", Role::referent);
    const auto department = "/administration/structures/" + instance.employer.text() + "/departement";
    for (const auto& path : {address(), department}) EXPECT_EQ(referent.get(path).status, 403) << path;
    EXPECT_EQ(referent.post(address() + "/entrees", {{"employer", instance.employer.text()}}).status, 403);
    EXPECT_EQ(admin.get(address(instance.services().randomness.new_id<NetworkId>())).status, 404);
    EXPECT_EQ(admin.get("/administration/reseaux/n-importe-quoi").status, 404);
    EXPECT_EQ(admin.get("/administration/structures/n-importe-quoi/departement").status, 404);
}

TEST_F(Memberships, a_departement_is_asked_of_a_new_employer_and_taken_from_the_list) {
    const auto add = [&](const char* siret, const char* department) {
        admin.get("/administration/structures/ajouter");
        return admin.post("/administration/structures/ajouter", {{"name", "Aide du Val"},
                                                                 {"siret", siret},
                                                                 {"idcc", "2941"},
                                                                 {"naf", "88.10A"},
                                                                 {"mode", "provider"},
                                                                 {"department", department}});
    };
    EXPECT_TRUE(shows(admin.get("/administration/structures/ajouter"), "2A Corse-du-Sud"));
    for (const auto* wrong : {"20", "975", "Loire"}) {
        const auto reply = add("55210055400013", wrong);
        EXPECT_EQ(reply.status, 422) << wrong;
        EXPECT_TRUE(shows(reply, "n’est le code d’aucun département")) << wrong;
    }
    EXPECT_EQ(add("55210055400013", "2A").status, 303);
    EXPECT_TRUE(shows(admin.get("/administration/organisations"), "Département : Corse-du-Sud (2A)"));
    EXPECT_EQ(add("35600000000048", "").status, 303) << "it may be said later";
    EXPECT_TRUE(shows(admin.get("/administration/organisations"), "Département pas encore connu"));
}

TEST_F(Memberships, a_departement_is_set_changed_and_forgotten) {
    EXPECT_EQ(set_department(instance.employer, "43").status, 303);
    EXPECT_TRUE(shows(admin.get("/administration/organisations"), "Haute-Loire (43)"));
    EXPECT_EQ(set_department(instance.employer, "99").status, 422);
    EXPECT_TRUE(shows(admin.get("/administration/organisations"), "Haute-Loire (43)"));
    EXPECT_EQ(set_department(instance.employer, "").status, 303);
    EXPECT_FALSE(shows(admin.get("/administration/organisations"), "Haute-Loire (43)"));
    EXPECT_EQ(times_noted(instance.employer, "employer.set_department"), 2);
}

// A sector of three départements, the first of which has ten employers.
class Departments : public Memberships {
protected:
    void spread(const std::vector<EmployerId>& members) {
        for (std::size_t i = 0; i < members.size(); ++i)
            sector.set_department(members[i], i < 10 ? "42" : i < 15 ? "43" : "07");
    }
    std::optional<std::string> counted_under(EmployerId employer) {
        return read([&](const storage::Reader& reader) {
            return storage::department_as_counted(reader, employer, whole_2026);
        });
    }
    static auto cells_by_department(const storage::Publication& publication) {
        return std::ranges::count(publication.cells, CellDimension::department, &storage::PublishedCell::dimension);
    }
};

TEST_F(Departments, published_cells_carry_the_code_and_the_name) {
    spread(add_members(16));
    const auto publication = sector.publish(first_quarter);
    std::set<std::pair<std::string, std::string>> named;
    for (const auto& cell : publication.cells)
        if (cell.dimension == CellDimension::department) named.emplace(cell.category, cell.category_label);
    EXPECT_EQ(named, (std::set<std::pair<std::string, std::string>>{
                         {"07", "Ardèche"}, {"42", "Loire"}, {"43", "Haute-Loire"}}));
}

TEST_F(Departments, what_is_set_after_a_quarter_without_any_counts_in_the_next) {
    const auto members = add_members(16);
    EXPECT_EQ(cells_by_department(sector.publish(first_quarter)), 0);
    spread(members);
    EXPECT_GT(cells_by_department(sector.publish(second_quarter)), 0);
    EXPECT_EQ(counted_under(members[0]), "42");
}

// Under its new département it would be judged in a region that the first quarter never showed.
TEST_F(Departments, one_that_moves_stays_until_the_end_of_a_year_published_by_departement) {
    const auto members = add_members(16);
    spread(members);
    sector.publish(first_quarter);
    EXPECT_EQ(set_department(members[0], "43").status, 303);
    sector.publish(second_quarter);
    EXPECT_EQ(counted_under(members[0]), "42");
    const storage::Period next_year{day("2027-01-01"), day("2027-03-31")};
    sector.publish(next_year);
    EXPECT_EQ(read([&](const storage::Reader& reader) {
                  return storage::department_as_counted(reader, members[0], {day("2027-01-01"), day("2027-12-31")});
              }),
              "43");
}

}  // namespace
}  // namespace prevenance::api

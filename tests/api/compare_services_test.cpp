// Several health services side by side: totals of those that chose to show them, and nothing of anybody else.
#include "storage/organisations.h"
#include "storage/service_sharing.h"
#include "tests/api/mailbox_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

constexpr const char* page_path = "/boite/rapport/groupement";

class CompareServices : public MailboxCase {
protected:
    CompareServices() {
        open_the_mailbox();
        const auto own = instance.oh_service;
        write([&](storage::Transaction& transaction) {
            storage::Organisations::add(transaction,
                                        OhService{neighbour, "Service voisin", "X", "01 00 00 00 02"});
        });
        instance.oh_service = neighbour;
        instance.add_account(Role::physician, "voisine@autre.example");
        instance.oh_service = own;
    }
    Reply choose(Visitor& visitor, const Fields& fields) {
        visitor.get(page_path);
        return visitor.post(page_path, fields);
    }
    bool is_shown(OhServiceId whose, OhServiceId to_whom) {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::ServiceSharing{reader, MailboxScope::for_job(whose)}.shown_to().contains(to_whom);
        });
    }

    OhServiceId neighbour = instance.services().randomness.new_id<OhServiceId>();
};

TEST_F(CompareServices, nobody_sees_the_totals_of_a_service_that_did_not_choose_it) {
    delivered_alert();
    auto neighbours = signed_in("voisine@autre.example", Role::physician);
    const auto page = neighbours.get(page_path);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Aucun autre service ne vous montre ses totaux"));
    EXPECT_FALSE(shows(page, "<td>1</td>"));
    EXPECT_EQ(choose(neighbours, {{"shown_to", instance.oh_service.text()}}).status, 303);
    EXPECT_FALSE(shows(neighbours.get(page_path), "<td>1</td>")) << "showing the own totals opens no others";
}

TEST_F(CompareServices, a_service_shows_its_totals_and_takes_them_back) {
    delivered_alert();
    auto own = signed_in(physician_login, Role::physician);
    auto neighbours = signed_in("voisine@autre.example", Role::physician);
    ASSERT_EQ(choose(own, {{"shown_to", neighbour.text()}}).status, 303);
    EXPECT_TRUE(is_shown(instance.oh_service, neighbour));
    EXPECT_FALSE(is_shown(neighbour, instance.oh_service));
    const auto page = neighbours.get(page_path);
    EXPECT_TRUE(shows(page, "Ensemble"));
    EXPECT_TRUE(shows(page, "<td>1</td>")) << "one referral";
    EXPECT_FALSE(shows(own.get(page_path), "Ensemble"));
    ASSERT_EQ(choose(own, {}).status, 303);
    EXPECT_FALSE(shows(neighbours.get(page_path), "Ensemble"));
}

TEST_F(CompareServices, only_physicians_decide_and_the_cell_reads) {
    auto member = signed_in(cell_login, Role::cell_member);
    const auto page = member.get(page_path);
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(shows(page, "name=\"shown_to\""));
    EXPECT_EQ(choose(member, {{"shown_to", neighbour.text()}}).status, 403);
    EXPECT_FALSE(is_shown(instance.oh_service, neighbour));
}

TEST_F(CompareServices, a_choice_that_names_no_other_service_is_refused_and_changes_nothing) {
    auto own = signed_in(physician_login, Role::physician);
    ASSERT_EQ(choose(own, {{"shown_to", neighbour.text()}}).status, 303);
    for (const auto& wrong : {instance.oh_service.text(), std::string{"00000000-0000-0000-0000-000000000001"},
                              std::string{"tout le monde"}}) {
        const auto refused = choose(own, {{"shown_to", wrong}});
        EXPECT_EQ(refused.status, 422) << wrong;
        EXPECT_TRUE(shows(refused, "Ce service n’est plus dans la liste."));
    }
    EXPECT_TRUE(is_shown(instance.oh_service, neighbour));
}

TEST_F(CompareServices, a_period_that_cannot_be_read_is_told_beside_its_field) {
    auto own = signed_in(physician_login, Role::physician);
    const auto page = own.get(std::string{page_path} + "?du=2026-03-01&au=2026-02-01");
    EXPECT_TRUE(shows(page, "La période finit avant de commencer."));
    EXPECT_TRUE(shows(page, "value=\"2026-02-01\""));
}

}  // namespace
}  // namespace prevenance::api

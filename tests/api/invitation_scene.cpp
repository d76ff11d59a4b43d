#include "tests/api/invitation_scene.h"

#include "api/mailboxes.h"
#include "storage/case_file.h"
#include "storage/mailboxes.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

namespace prevenance::api {
namespace {

void write(TestInstance& instance, const std::function<void(storage::Transaction&)>& work) {
    instance.services().cases.write([&](storage::Transaction& transaction) {
        work(transaction);
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
}

}  // namespace

Card card_on(const Reply& page) {
    std::smatch code;
    std::smatch locator;
    EXPECT_TRUE(std::regex_search(page.body, code, std::regex{"handed-code\">([0-9A-Z-]+)<"}));
    EXPECT_TRUE(std::regex_search(page.body, locator, std::regex{"/i/([0-9A-Z-]+)<"}));
    return {code[1], locator[1]};
}

InvitationScene::InvitationScene() {
    open_mailbox();
    record_talk(person);
    record_signal(person, "RETARDS_OUBLIS", "2026-02-17");
    record_absence(person, "2026-02-02", "2026-02-04");
}

void InvitationScene::open_mailbox() {
    auto& services = instance.services();
    const auto now = instance.clock().now();
    const auto founded =
        found_mailbox_for(services, instance.oh_service, {physician, physician_keys}, now).value();
    write(instance, [&](auto& transaction) { append(transaction, instance.oh_service, founded); });
    const auto application = application_of(services, instance.oh_service, {colleague, colleague_keys});
    write(instance,
          [&](auto& transaction) { apply(transaction, instance.oh_service, colleague, application, now); });
    const auto admitted =
        admit(services, instance.oh_service, {physician, physician_keys}, colleague, now).value();
    write(instance, [&](auto& transaction) { append(transaction, instance.oh_service, admitted); });
}

void InvitationScene::record_talk(EmployeeId employee) {
    write(instance, [&](auto& transaction) {
        transaction.execute(
            "INSERT INTO interview(id, employer, employee, held_on, mode, accompanied, wish, recorded_at, "
            "recorded_by) "
            "VALUES (?, ?, ?, ?, 'on_site', 0, 'invitation', ?, ?)",
            {instance.services().randomness.new_id<InterviewId>(), instance.employer, employee,
             *parse_iso_date("2026-03-10"), instance.clock().now(), referent});
    });
}

void InvitationScene::record_signal(EmployeeId employee, const std::string& type, const std::string& day) {
    const storage::SignalRecord signal{instance.services().randomness.new_id<FactId>(),
                                       employee,
                                       std::nullopt,
                                       type,
                                       *parse_iso_date(day),
                                       instance.clock().now(),
                                       referent,
                                       std::nullopt};
    write(instance, [&](auto& transaction) {
        storage::CaseFile{transaction, EmployerScope::for_job(instance.employer)}.add(transaction, signal);
    });
}

void InvitationScene::record_absence(EmployeeId employee, const std::string& first, const std::string& last) {
    const storage::AbsenceRecord absence{instance.services().randomness.new_id<FactId>(),
                                         employee,
                                         "MALADIE",
                                         *parse_iso_date(first),
                                         *parse_iso_date(last),
                                         instance.clock().now(),
                                         std::nullopt};
    write(instance, [&](auto& transaction) {
        storage::CaseFile{transaction, EmployerScope::for_job(instance.employer)}.add(transaction, absence);
    });
}

Card InvitationScene::hand_over() {
    if (!signed_in) employer.sign_in("referente", Role::referent);
    signed_in = true;
    const auto path = "/salaries/" + person.text() + "/invitation";
    const auto question = employer.get(path);
    EXPECT_EQ(question.status, 200) << question.body;
    const auto page = employer.post(path, {});
    EXPECT_EQ(page.status, 200) << page.body;
    return card_on(page);
}

Reply InvitationScene::answer(const Card& card, Fields fields) {
    fields.emplace("code", card.code);
    Visitor person_at_home{instance};
    return person_at_home.post_exactly(card.path(), fields);
}

Reply InvitationScene::send(const Card& card, Fields fields) {
    if (fields.empty())
        fields = {{"struck", "1"},
                  {"own_words", "CANARI-je voudrais en parler"},
                  {"reach", "06 39 98 00 00"},
                  {"reach_when", "CANARI-le soir"},
                  {"language", "pt"}};
    fields.emplace("answer", "send");
    return answer(card, fields);
}

Fields InvitationScene::own_request() const {
    return {{"service", instance.oh_service.text()},
            {"person_name", "CANARI-Camille Essai"},
            {"employer_name", "CANARI-Une structure"},
            {"own_words", "CANARI-je voudrais parler de mes trajets"},
            {"reach", "camille@courriel.example"},
            {"language", "fr"},
            {"answer", "send"}};
}

Card InvitationScene::send_alone() {
    Visitor alone{instance};
    const auto page = alone.post_exactly("/demander-une-visite", own_request());
    EXPECT_EQ(page.status, 200) << page.body;
    return card_on(page);
}

std::int64_t InvitationScene::count(const std::string& table) {
    return instance.services().cases.read([&](const storage::Reader& reader) -> std::int64_t {
        if (table == "receipt") return reader.number("SELECT count(*) FROM receipt");
        if (table == "sealed_alert") return reader.number("SELECT count(*) FROM sealed_alert");
        if (table == "outbox") return reader.number("SELECT count(*) FROM outbox WHERE cancelled_at IS NULL");
        if (table == "content")
            return reader.number("SELECT count(*) FROM invitation_content WHERE sealed_content IS NOT NULL");
        throw std::logic_error(table);
    });
}

bool InvitationScene::on_disk(const std::string& words) {
    bool looked = false;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(instance.folder())) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream{entry.path(), std::ios::binary};
        std::stringstream bytes;
        bytes << stream.rdbuf();
        looked = looked || bytes.str().size() > 10'000;
        if (bytes.str().find(words) != std::string::npos) return true;
    }
    EXPECT_TRUE(looked) << "no database was read";
    return false;
}

integrations::MailboxKey InvitationScene::mailbox_key() {
    return instance.services().cases.read([&](const storage::Reader& reader) {
        const auto rosters = storage::rosters_of(reader, instance.oh_service);
        const auto sealed = storage::sealed_mailbox_key(reader, instance.oh_service, colleague).value();
        return integrations::open_mailbox_key(sealed, integrations::decode_roster(rosters.back()).value(),
                                              colleague, colleague_keys)
            .value();
    });
}

}  // namespace prevenance::api

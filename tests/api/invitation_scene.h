// An employer, a person who had a talk, and a service with an open mailbox of two members: everything an
// invitation needs. Words about the person carry a canary, so that a test can look for it in stored bytes.
#pragma once

#include "integrations/mailbox.h"
#include "integrations/member_keys.h"
#include "tests/api/test_instance.h"

#include <string>

namespace prevenance::api {

struct Card {
    std::string code;
    std::string locator;  // as printed
    std::string path() const { return "/i/" + locator; }
};

// The code and the locator of a page that was printed or handed over.
Card card_on(const Reply& page);

class InvitationScene {
public:
    InvitationScene();

    // Signs the référent in once, hands over to `person`, and reads the card.
    Card hand_over();
    void record_talk(EmployeeId employee);
    void record_signal(EmployeeId employee, const std::string& type, const std::string& day);
    void record_absence(EmployeeId employee, const std::string& first, const std::string& last);
    void open_mailbox();

    // One POST of the employee, from a browser without any cookie.
    Reply answer(const Card& card, Fields fields);
    Reply send(const Card& card, Fields fields = {});
    // What somebody writes who asks for a visit alone, and the card of the page that follows.
    Fields own_request() const;
    Card send_alone();

    std::int64_t count(const std::string& table);
    // How often `words` stand in the bytes of the databases and their logs.
    bool on_disk(const std::string& words);
    // The mailbox's private half, as a member holds it.
    integrations::MailboxKey mailbox_key();

    TestInstance instance;
    AccountId referent = instance.add_account(Role::referent, "referente");
    AccountId physician = instance.add_account(Role::physician, "docteure");
    AccountId colleague = instance.add_account(Role::physician, "docteur");
    integrations::MemberKeys physician_keys = integrations::MemberKeys::draw(instance.services().randomness);
    integrations::MemberKeys colleague_keys = integrations::MemberKeys::draw(instance.services().randomness);
    EmployeeId person = instance.add_employee("0417", "Canarine", "CANARI-Vasseur");
    Visitor employer{instance};
    bool signed_in = false;
};

}  // namespace prevenance::api

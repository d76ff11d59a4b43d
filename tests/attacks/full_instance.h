// An installation in which something of every kind exists, twice or more: three employers, two occupational
// health services, two networks, people in every role, with what each of them writes. It is what the attacks
// of this folder are tried on. Nobody in it exists.
//
// Everything is made through the pages and the API, as people would; only publications come from their job.
#pragma once

#include "tests/api/test_instance.h"

#include <string>
#include <vector>

namespace prevenance::api {

// One way of asking: a session, a key, or nothing that counts.
struct Attacker {
    std::string name;
    Role role = Role::manager;
    std::optional<AccountId> account;
    std::string employer;            // as text; empty for who has none
    std::vector<std::string> teams;  // a manager's
    std::string oh_service;
    std::string network;
    std::string way;             // "session", "api_key", "nobody"
    std::string state = "live";  // or "ended", "expired", "closed", "revoked", "garbage"
    bool reads_mailbox = false;  // a physician on the roster
    std::string cookie;          // whole header
    std::string bearer;
    std::string form_token;
};

// One object with an identifier, and to whom it belongs. What does not apply is empty.
struct Thing {
    std::string kind;  // as in the names of path parameters: "employee", "signal", "alert"
    std::string id;
    std::string employer;
    std::string team;
    std::string author;  // account
    std::string oh_service;
    std::string network;
    std::string account;  // whose it is: an API key's
    std::string state;    // "signal" or "legal" for a rule; "closed" for an account
};

class FullInstance {
public:
    FullInstance();

    TestInstance instance{PREVENANCE_SOURCE_DIR, "http://localhost:8080"};  // a name: browsers give it passkeys
    std::vector<Attacker> attackers() const { return attackers_; }
    std::vector<Thing> things();

    // Paper codes that were handed over and not used, with their address.
    struct Card {
        std::string path;
        std::string code;
    };
    const std::vector<Card>& cards() const { return cards_; }
    const std::vector<Card>& answered_cards() const { return answered_cards_; }
    const std::map<std::string, AccountId>& accounts() const { return accounts_; }  // by sign-in name

private:
    struct Site {
        EmployerId employer;
        TeamId team;
        TeamId second_team;
        OhServiceId oh_service;
        NetworkId network;
        std::string name;  // "a", "b", "c": first letter of every login
        std::vector<EmployeeId> people;
    };

    void add_organisations();
    void add_people(Site& site);
    void open_mailbox(OhServiceId service, const std::string& name);
    void work_at(Site& site);
    void note_signals(Site& site);
    void import_absences(const Site& site, Visitor& referent);
    void fill_calendar(const Site& site, Visitor& referent);
    void ask_for_rights(const Site& site, Visitor& referent);
    std::string make_plan(EmployeeId person, Visitor& referent);  // proposed
    void agree_on_a_plan(EmployeeId person, Visitor& referent);
    void plan_to_amend(EmployeeId person, Visitor& referent);
    void talk_and_invite(const Site& site, Visitor& referent);
    void answer_card(const Card& card);
    void care_for_alerts(const std::string& physician);
    void accompany(Visitor& visits, const std::string& alert, const std::string& day);
    void publish();
    void sign_everybody_in();

    void add_account(Role role, const std::string& login, const Site& site);
    void add_keys();
    Attacker described(Role role, const std::string& login, const Site& site, const std::string& way);
    void enter(Attacker& attacker, const std::string& login);
    Visitor visitor(const std::string& login, Role role);
    Card hand_over(EmployeeId person, Visitor& referent);
    Reply done(Reply reply, const std::string& what);

    OhServiceId second_service_;
    NetworkId second_network_;
    std::vector<Site> sites_;
    std::map<std::string, AccountId> accounts_;  // by login
    std::vector<Attacker> attackers_;
    std::vector<Card> cards_;
    std::vector<Card> answered_cards_;
};

}  // namespace prevenance::api

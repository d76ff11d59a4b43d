#include "tests/attacks/full_instance.h"

#include "api/jobs/deliver_outbox.h"
#include "api/jobs/publish_statistics.h"
#include "api/people.h"
#include "storage/accounts.h"
#include "storage/memberships.h"
#include "storage/organisations.h"

#include <regex>
#include <stdexcept>

namespace prevenance::api {
namespace {

using storage::Organisations;

std::string found(const Reply& reply, const char* pattern) {
    std::smatch match;
    if (!std::regex_search(reply.body, match, std::regex{pattern}))
        throw std::runtime_error(std::string{"not on the page: "} + pattern);
    return match[1];
}

void write(TestInstance& instance, const std::function<void(storage::Transaction&)>& work) {
    instance.services().cases.write([&](storage::Transaction& transaction) {
        work(transaction);
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
}

std::string today(TestInstance& instance) {
    return iso_date(in_paris(instance.clock().now()).date);
}

}  // namespace

FullInstance::FullInstance() {
    // Who may have a file is decided before it is made; making one for every attempt would take days.
    const auto restarted = instance.restart([](Settings& settings) { settings.pdf_engine.clear(); });
    if (!restarted) throw std::runtime_error("the installation does not start without its PDF engine");
    add_organisations();
    for (auto& site : sites_) add_people(site);
    open_mailbox(instance.oh_service, "a");
    open_mailbox(second_service_, "c");
    for (auto& site : sites_) work_at(site);
    run_outbox(instance.services(), nullptr, instance.clock().now());
    care_for_alerts("a.physician");
    care_for_alerts("c.physician");
    publish();
    add_keys();
    sign_everybody_in();
}

void FullInstance::add_organisations() {
    auto& randomness = instance.services().randomness;
    second_service_ = randomness.new_id<OhServiceId>();
    second_network_ = randomness.new_id<NetworkId>();
    const auto third = randomness.new_id<EmployerId>();
    sites_ = {{instance.employer,
               instance.team,
               randomness.new_id<TeamId>(),
               instance.oh_service,
               instance.network,
               "a",
               {}},
              {instance.other_employer,
               instance.other_team,
               randomness.new_id<TeamId>(),
               instance.oh_service,
               instance.network,
               "b",
               {}},
              {third,
               randomness.new_id<TeamId>(),
               randomness.new_id<TeamId>(),
               second_service_,
               second_network_,
               "c",
               {}}};
    write(instance, [&](storage::Transaction& transaction) {
        Organisations::add(transaction, OhService{second_service_, "Prévention Exemple", "Camille Exemple",
                                                  "01 00 00 00 02"});
        Organisations::add(transaction, Network{second_network_, "Second réseau"});
        Organisations::add(transaction,
                           Employer{third, "Troisième structure", *Siret::parse("35600000000048"), "2941",
                                    "8810A", EmploymentMode::provider, second_service_});
        Organisations::add(transaction, Team{sites_[2].team, third, "Secteur Ouest"});
        for (const auto& site : sites_) {
            Organisations::add(transaction, Team{site.second_team, site.employer, "Seconde équipe"});
            storage::join_network(transaction, site.network, site.employer, *parse_iso_date("2025-01-01"));
            Organisations::set_staff_informed_on(transaction, site.employer, *parse_iso_date("2026-01-02"));
        }
    });
}

// The fixture gives every account its own service and network: those of the site, while it is made.
void FullInstance::add_account(Role role, const std::string& login, const Site& site) {
    const auto service = std::exchange(instance.oh_service, site.oh_service);
    const auto network = std::exchange(instance.network, site.network);
    const bool second = login.ends_with("second_manager");
    accounts_[login] =
        instance.add_account_of(role, login, site.employer, second ? site.second_team : site.team);
    instance.oh_service = service;
    instance.network = network;
}

void FullInstance::add_people(Site& site) {
    for (int i = 0; i < 4; ++i)
        site.people.push_back(instance.add_employee_of(site.employer, i < 3 ? site.team : site.second_team,
                                                       site.name + std::to_string(100 + i),
                                                       "Personne" + std::to_string(i), "Essai-" + site.name));
    for (const auto role : {Role::manager, Role::referent})
        add_account(role, site.name + "." + std::string{role_name(role)}, site);
    add_account(Role::manager, site.name + ".second_manager", site);
    add_account(Role::referent, site.name + ".second_referent", site);
    if (site.name == "b") return;
    for (const auto* login : {".physician", ".colleague", ".applicant", ".outsider"})
        add_account(Role::physician, site.name + login, site);
    add_account(Role::cell_member, site.name + ".cell_member", site);
    add_account(Role::network_analyst, site.name + ".network_analyst", site);
    add_account(Role::administrator, site.name + ".administrator", site);
}

Reply FullInstance::done(Reply reply, const std::string& what) {
    if (reply.status != 200 && reply.status != 201 && reply.status != 303)
        throw std::runtime_error(what + ": " + std::to_string(reply.status) + "\n" + reply.body);
    return reply;
}

Visitor FullInstance::visitor(const std::string& login, Role role) {
    Visitor visitor{instance};
    visitor.sign_in(login, role);
    return visitor;
}

void FullInstance::open_mailbox(OhServiceId, const std::string& name) {
    auto founder = visitor(name + ".physician", Role::physician);
    founder.get("/boite/ouvrir");
    done(founder.post("/boite/ouvrir", {}), "founding a mailbox");
    for (const auto* login : {".colleague", ".applicant"}) {
        auto newcomer = visitor(name + login, Role::physician);
        newcomer.get("/boite/membres");
        done(newcomer.post("/boite/membres/demander", {}), "asking to come in");
    }
    founder.get("/boite/membres");
    done(founder.post("/boite/membres/admettre", {{"account", accounts_.at(name + ".colleague").text()}}),
         "letting in");
}

void FullInstance::work_at(Site& site) {
    note_signals(site);
    auto referent = visitor(site.name + ".referent", Role::referent);
    import_absences(site, referent);
    fill_calendar(site, referent);
    talk_and_invite(site, referent);
    ask_for_rights(site, referent);
}

void FullInstance::note_signals(Site& site) {
    const auto note = [&](const std::string& login, Role role, const std::string& path,
                          const Fields& fields) {
        auto author = visitor(login, role);
        author.get(path);
        done(author.post(path, fields), "noting a signal");
    };
    const auto about = [&](std::size_t person, const std::string& type) {
        return Fields{{"employee", site.people[person].text()}, {"type", type}, {"day", "yesterday"}};
    };
    note(site.name + ".manager", Role::manager, "/signaler", about(0, "RETARDS_OUBLIS"));
    note(site.name + ".second_manager", Role::manager, "/signaler", about(3, "TENSIONS"));
    note(site.name + ".referent", Role::referent, "/signaler", about(1, "DIFFICULTE_TACHES"));
    note(site.name + ".second_referent", Role::referent, "/signaler", about(0, "DIFFICULTE_TACHES"));
    note(site.name + ".manager", Role::manager, "/signaler/equipe",
         {{"team", site.team.text()}, {"type", "EQUIPE_PLANNING"}, {"day", "today"}});
}

void FullInstance::import_absences(const Site& site, Visitor& referent) {
    const std::string head = "matricule;date_debut;date_fin;motif\r\n";
    const auto upload = [&](const std::string& rows) {
        referent.get("/absences/importer");
        const auto reply =
            done(referent.post_file("/absences/importer", {}, "file", head + rows), "uploading");
        const auto to = header(reply, "Location");
        return to.substr(0, to.rfind('/'));
    };
    std::string rows;
    for (const auto* days : {"05/01/2026;06/01/2026", "26/01/2026;28/01/2026", "23/02/2026;24/02/2026"})
        for (int person = 0; person < 2; ++person)
            rows += site.name + std::to_string(100 + person) + ";" + days + ";Maladie\r\n";
    const auto path = upload(rows);
    referent.get(path + "/apercu");
    done(referent.post(path + "/importer", {}), "importing");
    upload(site.name + "102;02/03/2026;03/03/2026;Maladie\r\n");  // waits for a decision
}

void FullInstance::fill_calendar(const Site& site, Visitor& referent) {
    const auto person = site.people[2].text();
    const auto post = [&](const std::string& path, const Fields& fields) {
        referent.get(path);
        return done(referent.post(path, fields), path);
    };
    post("/calendrier/arret",
         {{"employee", person}, {"kind", "AT"}, {"starts_on", "01/02/2026"}, {"ends_on", "08/03/2026"}});
    post("/calendrier/visite", {{"employee", person}, {"code", "VISITE_5_ANS"}, {"held_on", "02/03/2021"}});
    post("/calendrier/retour",
         {{"employee", person}, {"starts_on", "03/11/2025"}, {"ends_on", "22/01/2026"}});
    post("/equipes/" + site.team.text() + "/chiffres/2026-02", {{"HEURES_TRAVAILLEES", "4120"}});
    post("/regles/S1",
         {{"longest", "7"}, {"half_year", "183"}, {"few", "3"}, {"year", "365"}, {"several", "5"}});
}

// Two requests copied from paper; the first is extended, then answered.
void FullInstance::ask_for_rights(const Site& site, Visitor& referent) {
    for (std::size_t person = 0; person < 2; ++person) {
        referent.get("/droits/papier");
        const auto reply = done(referent.post("/droits/papier", {{"employee", site.people[person].text()},
                                                                 {"right", "access"},
                                                                 {"received_on", "11/03/2026"},
                                                                 {"words", "Je voudrais tout lire."},
                                                                 {"identity_checked", "true"}}),
                                "a request on paper");
        if (person == 1) return;
        const auto to = header(reply, "Location");
        const auto path = to.substr(0, to.find('?'));
        referent.get(path);
        done(referent.post(path + "/prolonger", {{"reason", "Beaucoup de demandes ce mois-ci."}}),
             "extending");
        referent.get(path);
        done(referent.post(path + "/reponse", {{"outcome", "granted"}, {"answer", "Voici votre copie."}}),
             "answering");
    }
}

FullInstance::Card FullInstance::hand_over(EmployeeId person, Visitor& referent) {
    const auto path = "/salaries/" + person.text() + "/invitation";
    referent.get(path);
    const auto page = done(referent.post(path, {}), "handing over");
    return {found(page, "(/i/[0-9A-Z-]+)<"), found(page, "handed-code\">([0-9A-Z-]+)<")};
}

void FullInstance::talk_and_invite(const Site& site, Visitor& referent) {
    for (std::size_t person = 0; person < 2; ++person) {
        const auto base = "/salaries/" + site.people[person].text();
        referent.get(base + "/entretien");
        done(referent.post(base + "/entretien", {{"held_on", "2026-03-11"},
                                                 {"mode", "on_site"},
                                                 {"accompanied", "no"},
                                                 {"topics", "hours"},
                                                 {"wish", "invitation"}}),
             "a talk");
        const auto card = hand_over(site.people[person], referent);
        if (person == 0)
            answer_card(card);
        else
            cards_.push_back(card);
    }
    const auto path = "/salaries/" + site.people[1].text() + "/demande-de-visite";
    referent.get(path);
    done(referent.post(path,
                       {{"object", "tasks_difficult"},
                        {"motive", "Les tournées comptent beaucoup de transferts et deux coupures longues."},
                        {"informed_on", today(instance)},
                        {"decided", "true"}}),
         "asking for a visit");
    agree_on_a_plan(site.people[0], referent);
    plan_to_amend(site.people[1], referent);
}

std::string FullInstance::make_plan(EmployeeId person, Visitor& referent) {
    const auto path = "/salaries/" + person.text() + "/plan";
    referent.get(path);
    const auto made = header(done(referent.post(path, {{"document_kind", "measures_proposal"},
                                                       {"document_on", "2026-03-09"},
                                                       {"exchanged_on", "2026-03-10"},
                                                       {"action_0", "pair_for_transfers"},
                                                       {"detail_0", "Chez deux personnes aidées"},
                                                       {"owner_0", "sector_manager"},
                                                       {"owner_name_0", "Responsable Exemple"},
                                                       {"due_on_0", "2026-05-04"},
                                                       {"action_1", "breaks"},
                                                       {"owner_1", "direction"},
                                                       {"due_on_1", "2026-05-04"}}),
                                  "a plan"),
                             "Location");
    const auto address = made.substr(0, made.find('?'));
    referent.get(address);
    done(referent.post(address + "/proposer", {{"revision", "1"}, {"proposed_on", today(instance)}}),
         "proposing");
    referent.get(address);
    return address;
}

void FullInstance::agree_on_a_plan(EmployeeId person, Visitor& referent) {
    const auto plan = make_plan(person, referent);
    done(referent.post(plan + "/reponse",
                       {{"revision", "2"}, {"answer", "accepted"}, {"answered_on", today(instance)}}),
         "agreeing");
    referent.get(plan);
    done(referent.post(plan + "/actions", {{"revision", "3"},
                                           {"position", "0"},
                                           {"ending", "given_up"},
                                           {"ended_on", today(instance)},
                                           {"reason", "Une seule personne travaille ce jour-là"}}),
         "giving up");
}

void FullInstance::plan_to_amend(EmployeeId person, Visitor& referent) {
    const auto plan = make_plan(person, referent);
    done(referent.post(plan + "/reponse", {{"revision", "2"},
                                           {"answer", "to_amend"},
                                           {"answered_on", today(instance)},
                                           {"answer_words", "Plutôt le soir"}}),
         "amending");
}

void FullInstance::answer_card(const Card& card) {
    answered_cards_.push_back(card);
    Visitor person{instance};
    done(person.post_exactly(card.path, {{"code", card.code},
                                         {"kept", "0"},
                                         {"own_words", "je voudrais en parler"},
                                         {"reach", "06 39 98 00 00"},
                                         {"reach_when", "le soir"},
                                         {"language", "fr"},
                                         {"answer", "send"}}),
         "answering");
    Visitor alone{instance};
    for (const auto& service : {instance.oh_service, second_service_})
        done(alone.post_exactly("/demander-une-visite", {{"service", service.text()},
                                                         {"person_name", "Une Personne"},
                                                         {"employer_name", "Une structure"},
                                                         {"own_words", "je voudrais parler de mes trajets"},
                                                         {"reach", "personne@courriel.example"},
                                                         {"language", "fr"},
                                                         {"answer", "send"}}),
             "an own request");
}

// Every kind of note a case can have before its exit.
void FullInstance::accompany(Visitor& visits, const std::string& alert, const std::string& day) {
    const auto note = [&](const std::string& form, Fields fields) {
        visits.get(alert + "/dossier");
        fields.emplace("version", visits.hidden("version"));
        done(visits.post(alert + "/dossier/" + form, fields), form);
    };
    note("document", {{"document_kind", "ATTESTATION_SUIVI"}, {"issued_on", day}});
    note("echange", {{"with_whom", "employer"}, {"held_on", day}, {"agreed", "true"}, {"agreed_on", day}});
    note("echange", {{"with_whom", "partner"},
                     {"held_on", day},
                     {"partner_kind", "cap_emploi"},
                     {"agreed", "true"},
                     {"agreed_on", day}});
    note("entree", {{"proposal_answer", "enter"}, {"proposed_on", day}, {"accepted", "true"}});
}

// The first alert that came from an invitation goes all the way; the others stay as they arrived.
void FullInstance::care_for_alerts(const std::string& physician) {
    auto visits = visitor(physician, Role::physician);
    const auto inbox = visits.get("/boite").body;
    const std::regex path{"/boite/[0-9a-f-]{36}"};
    std::set<std::string> paths;
    for (std::sregex_iterator it{inbox.begin(), inbox.end(), path}, end; it != end; ++it)
        paths.insert(it->str());
    for (const auto& alert : paths) {
        if (!shows(visits.get(alert), "Personne0")) continue;
        const auto day = today(instance);
        done(visits.post(alert + "/confirmer", {{"talked_on", day}, {"talked", "true"}}), "confirming");
        visits.get(alert);
        done(visits.post(alert + "/visite", {{"visit_kind", "employee_request"}, {"visit_on", day}}),
             "planning");
        visits.get(alert);
        done(visits.post(alert + "/visite-faite", {{"visited_on", day}}), "the visit");
        accompany(visits, alert, day);
        const Fields measures{{"measure", "pair_for_transfers"},
                              {"detail_pair_for_transfers", "Pour les levers du matin"},
                              {"talked_with_employee_on", day},
                              {"talked_with_employer_on", day},
                              {"review_on", "2026-06-10"}};
        visits.get(alert + "/preconisations");
        done(visits.post(alert + "/preconisations/relire", measures), "reading again");
        done(visits.post(alert + "/preconisations", measures), "measures");
    }
}

void FullInstance::publish() {
    auto& services = instance.services();
    const auto networks =
        services.cases.read([](const storage::Reader& reader) { return Organisations{reader}.networks(); });
    publish_period(services, networks, quarter_of(*parse_iso_date("2025-11-01")), instance.clock().now());
    publish_period(services, networks, year_of(*parse_iso_date("2025-11-01")), instance.clock().now());
}

Attacker FullInstance::described(Role role, const std::string& login, const Site& site,
                                 const std::string& way) {
    Attacker attacker;
    attacker.name = login + (way == "session" ? "" : "'s key");
    attacker.role = role;
    attacker.account = accounts_.at(login);
    attacker.way = way;
    if (role == Role::manager || role == Role::referent) attacker.employer = site.employer.text();
    if (role == Role::manager)
        attacker.teams = {login.ends_with("second_manager") ? site.second_team.text() : site.team.text()};
    if (role == Role::physician || role == Role::cell_member) attacker.oh_service = site.oh_service.text();
    if (role == Role::network_analyst) attacker.network = site.network.text();
    attacker.reads_mailbox = login.ends_with(".physician") || login.ends_with(".colleague");
    return attacker;
}

void FullInstance::add_keys() {
    for (const auto& site : sites_)
        for (const auto role : {Role::manager, Role::referent}) {
            const auto login = site.name + "." + std::string{role_name(role)};
            auto attacker = described(role, login, site, "api_key");
            attacker.bearer = instance.add_api_key(accounts_.at(login));
            attackers_.push_back(attacker);
        }
    auto doctor = described(Role::physician, "a.physician", sites_[0], "api_key");
    doctor.bearer = instance.add_api_key(*doctor.account);
    attackers_.push_back(doctor);
    auto revoked = described(Role::referent, "b.second_referent", sites_[1], "api_key");
    revoked.bearer = instance.add_api_key(*revoked.account);
    revoked.state = "revoked";
    write(instance, [&](auto& transaction) {
        const auto keys = storage::Accounts{transaction}.api_keys_of(*revoked.account);
        storage::Accounts::revoke_api_key(transaction, keys.front().id, instance.clock().now());
    });
    attackers_.push_back(revoked);
}

void FullInstance::enter(Attacker& attacker, const std::string& login) {
    Visitor visits{instance};
    visits.sign_in(login, attacker.role);
    visits.get("/mon-compte");
    attacker.form_token = visits.hidden("form_token");
    attacker.cookie = visits.request("GET", "/").headers.at("cookie");
    if (attacker.state == "ended") visits.post("/deconnexion", {});
}

// The fixture's clock goes on by half a minute at each sign-in: all of them fit into the fifteen minutes
// after which an idle session ends, except the one that is meant to have ended.
void FullInstance::sign_everybody_in() {
    const auto add = [&](Role role, const std::string& login, const Site& site, const std::string& state) {
        auto attacker = described(role, login, site, "session");
        attacker.state = state;
        if (state != "live") attacker.name += " (" + state + ")";
        enter(attacker, login);
        attackers_.push_back(attacker);
    };
    add(Role::referent, "a.referent", sites_[0], "expired");
    instance.clock().move(std::chrono::hours{2});
    const auto since = instance.clock().now();
    for (const auto& site : sites_) {
        for (const auto* login : {".manager", ".second_manager"})
            add(Role::manager, site.name + login, site, "live");
        add(Role::referent, site.name + ".referent", site, "live");
        if (site.name == "b") continue;
        for (const auto* login : {".physician", ".applicant", ".outsider"})
            add(Role::physician, site.name + login, site, "live");
        add(Role::cell_member, site.name + ".cell_member", site, "live");
        add(Role::network_analyst, site.name + ".network_analyst", site, "live");
        add(Role::administrator, site.name + ".administrator", site, "live");
    }
    add(Role::referent, "b.referent", sites_[1], "ended");
    add(Role::referent, "c.second_referent", sites_[2], "closed");
    auto key = described(Role::referent, "c.second_referent", sites_[2], "api_key");
    key.bearer = instance.add_api_key(*key.account);
    key.state = "closed";
    attackers_.push_back(key);
    write(instance, [&](auto& transaction) {
        storage::Accounts::disable(transaction, accounts_.at("c.second_referent"), instance.clock().now());
        // The first ones signed in more than ten minutes ago; what asks for a fresh proof is attempted too.
        transaction.execute("UPDATE session SET proved_at = ? WHERE signed_in_at >= ?",
                            {instance.clock().now(), since});
    });
    Attacker nobody;
    nobody.name = nobody.way = "nobody";
    attackers_.push_back(nobody);
    auto garbage = nobody;
    garbage.name = "garbage cookie";
    garbage.cookie = "prevenance=" + std::string(43, 'A');
    attackers_.push_back(garbage);
    auto garbage_key = nobody;
    garbage_key.name = "garbage key";
    garbage_key.bearer = "pv_" + std::string(43, 'A');
    attackers_.push_back(garbage_key);
}

std::vector<Thing> FullInstance::things() {
    std::vector<Thing> all;
    const auto text = [](const storage::Row& row, int column) {
        return row.is_null(column) ? std::string{} : row.id<KeyId>(column).text();
    };
    const auto take = [&](const storage::Reader& reader, const char* kind, storage::Sql sql) {
        reader.each(sql, {}, [&](const storage::Row& row) {
            all.push_back({kind, text(row, 0), text(row, 1), text(row, 2), text(row, 3), text(row, 4),
                           text(row, 5), text(row, 6), row.is_null(7) ? "" : row.text(7)});
        });
    };
    instance.services().cases.read([&](const storage::Reader& reader) {
        take(reader, "employee", "SELECT id, employer, team, NULL, NULL, NULL, NULL, NULL FROM employee");
        take(reader, "team", "SELECT id, employer, id, NULL, NULL, NULL, NULL, NULL FROM team");
        take(reader, "signal", "SELECT id, employer, team, recorded_by, NULL, NULL, NULL, NULL FROM signal");
        take(reader, "absence", "SELECT id, employer, NULL, NULL, NULL, NULL, NULL, NULL FROM absence");
        take(reader, "suggestion",
             "SELECT id, employer, team, NULL, NULL, NULL, NULL, family FROM suggestion");
        take(reader, "interview",
             "SELECT id, employer, NULL, recorded_by, NULL, NULL, NULL, NULL FROM interview");
        take(reader, "request",
             "SELECT id, employer, NULL, requested_by, NULL, NULL, NULL, NULL FROM visit_request");
        take(reader, "invitation",
             "SELECT id, employer, NULL, NULL, oh_service, NULL, NULL, NULL FROM invitation");
        take(reader, "measures",
             "SELECT id, employer, NULL, NULL, oh_service, NULL, NULL, NULL FROM measures");
        take(reader, "plan", "SELECT id, employer, NULL, NULL, NULL, NULL, NULL, NULL FROM action_plan");
        take(reader, "import",
             "SELECT id, employer, NULL, made_by, NULL, NULL, NULL, NULL FROM absence_import");
        take(reader, "milestone",
             "SELECT id, employer, NULL, recorded_by, NULL, NULL, NULL, code FROM milestone");
        take(reader, "stop",
             "SELECT id, employer, NULL, recorded_by, NULL, NULL, NULL, NULL FROM legal_stop");
        take(reader, "alert", "SELECT id, NULL, NULL, NULL, oh_service, NULL, NULL, NULL FROM sealed_alert");
        take(reader, "receipt", "SELECT id, NULL, NULL, NULL, oh_service, NULL, NULL, NULL FROM receipt");
        take(reader, "account",
             "SELECT id, employer, NULL, NULL, oh_service, network, id, "
             "CASE WHEN disabled_at IS NULL THEN role ELSE 'closed' END FROM account");
        take(reader, "key",
             "SELECT k.id, a.employer, NULL, NULL, a.oh_service, a.network, a.id, NULL FROM api_key k "
             "JOIN account a ON a.id = k.account");
        take(reader, "service", "SELECT id, NULL, NULL, NULL, id, NULL, NULL, NULL FROM oh_service");
        take(reader, "network", "SELECT id, NULL, NULL, NULL, NULL, id, NULL, NULL FROM network");
        take(reader, "employer", "SELECT id, id, NULL, NULL, NULL, NULL, NULL, NULL FROM employer");
        take(reader, "rights_request",
             "SELECT id, employer, NULL, NULL, NULL, NULL, NULL, kind FROM rights_request");
        take(reader, "applicant",
             "SELECT account, NULL, NULL, NULL, oh_service, NULL, account, NULL FROM mailbox_application");
        return true;
    });
    instance.services().statistics.read([&](const storage::Reader& reader) {
        take(reader, "publication",
             "SELECT id, NULL, NULL, NULL, NULL, network, NULL, NULL FROM publication");
        return true;
    });
    for (const auto& rule : instance.services().rules.rules())
        all.push_back({"rule",
                       rule.identity.id,
                       {},
                       {},
                       {},
                       {},
                       {},
                       {},
                       rule.family == RuleFamily::signal ? "signal" : "legal"});
    for (const auto& card : cards_)
        all.push_back({"locator", card.path.substr(3), {}, {}, {}, {}, {}, {}, {}});
    return all;
}

}  // namespace prevenance::api

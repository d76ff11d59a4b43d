// Tries every address of the program as everybody, with identifiers of everybody, and writes down what came
// of it. It judges nothing: permission_oracle.py does, which does not know the program's route table.
//
//   permission_attempts --attempts 1000000 --seed 1 | permission_oracle.py permissions.txt
//
// Everything passes the real dispatcher, the real endpoints and the writer's transaction. The one difference:
// what would be kept is taken back at the end of its transaction, so that every attempt meets the same
// installation and a signal that was deleted a thousand times is still there.
#include "api/route.h"
#include "forms/posted_form.h"
#include "integrations/digest.h"
#include "tests/attacks/full_instance.h"

#include <spdlog/spdlog.h>

#include <fstream>
#include <future>
#include <iostream>
#include <random>
#include <set>
#include <unistd.h>
#include <unordered_map>

namespace prevenance::api {
namespace {

constexpr int taken_back = 499;  // no status of the program: kept until the transaction was rolled back

// The endpoint of the program, whose success is noted and then taken back by the dispatcher.
Answer without_trace(const Call& call) {
    const auto found = match(routes(), call.request.method, call.request.path);
    auto answer = found.route->endpoint(call);
    auto* act = std::get_if<Act>(&answer);
    if (act == nullptr) return answer;
    return Act{act->about, [work = std::move(act->work)](storage::Transaction& transaction) {
                   auto reply = work(transaction);
                   if (reply.status >= 400) return reply;
                   reply.headers.emplace_back("Attempt-Status", std::to_string(reply.status));
                   reply.status = taken_back;
                   return reply;
               }};
}

std::vector<Route> routes_without_trace() {
    auto table = routes();
    for (auto& route : table) route.endpoint = without_trace;
    return table;
}

// "{employee}" in a path, "<employee>" in a body: an identifier of that kind.
struct Body {
    std::string_view method_and_pattern;
    std::string_view fields;  // urlencoded; JSON for the API
};

constexpr Body bodies[] = {
    {"POST /connexion", "login=<random>&password=essai"},
    {"POST /mon-compte/cles", "label=essai"},
    {"POST /information-du-personnel", "informed_on=12/03/2026"},
    {"POST /signaler", "employee=<employee>&type=TENSIONS&day=today"},
    {"POST /signaler/equipe", "team=<team>&type=EQUIPE_TENSIONS&day=today"},
    {"POST /api/v1/signals",
     R"({"employee":"<employee>","types":["OBS_RETARD"],"happened_on":"2026-03-10"})"},
    {"POST /salaries/nouveau",
     "given_name=A&family_name=B&payroll_number=<random>&birth_year=1980&team=<team>"
     "&job_family=AAD&entered_on=06/01/2020&informed_on=02/01/2026"},
    {"POST /salaries/{employee}/modifier",
     "given_name=A&family_name=B&payroll_number=<random>&birth_year=1980&team=<team>&job_family=AAD"
     "&entered_on=06/01/2020&informed_on=02/01/2026"},
    {"POST /salaries/{employee}/information", "informed_on=12/03/2026"},
    {"POST /api/v1/employees",
     R"({"given_name":"A","family_name":"B","payroll_number":"<random>","team":"<team>",)"
     R"("job_family":"AAD","entered_on":"2020-01-06"})"},
    {"POST /equipes/nouvelle", "name=<random>"},
    {"POST /equipes/{team}/chiffres/{month}", "HEURES_TRAVAILLEES=100"},
    {"POST /api/v1/teams/{team}/figures", R"({"month":"2026-01","HEURES_TRAVAILLEES":"100"})"},
    {"POST /regles/{rule}", "longest=7&half_year=183&few=3&year=365&several=4"},
    {"POST /calendrier/arret", "employee=<employee>&kind=AT&starts_on=10/03/2026&ends_on=11/03/2026"},
    {"POST /calendrier/visite", "employee=<employee>&code=VISITE_5_ANS&held_on=03/03/2022"},
    {"POST /calendrier/retour", "employee=<employee>&starts_on=03/11/2024&ends_on=22/01/2025"},
    {"POST /suggestions/{suggestion}/reporter", "until=2026-06-12"},
    {"POST /suggestions/{suggestion}/fait-inexact", "fact=<absence>"},
    {"POST /suggestions/{suggestion}/clore", "reason=not_useful"},
    {"POST /salaries/{employee}/entretien",
     "held_on=2026-03-11&mode=on_site&accompanied=no&topics=hours&wish=no_follow_up&suggestion=<suggestion>"},
    {"POST /salaries/{employee}/demande-de-visite",
     "object=tasks_difficult&motive=Beaucoup de transferts le "
     "matin&informed_on=2026-03-12&decided=true&facts=<signal>"},
    {"POST /salaries/{employee}/plan",
     "measures=<measures>&document_kind=measures_proposal&document_on=2026-03-09&exchanged_on=2026-03-10"
     "&action_0=breaks&owner_0=direction&due_on_0=2026-06-01"},
    {"POST /plans/{plan}/modifier",
     "revision=3&document_kind=measures_proposal&document_on=2026-03-09&exchanged_on=2026-03-10"
     "&action_0=breaks&owner_0=direction&due_on_0=2026-06-01"},
    {"POST /plans/{plan}/proposer", "revision=3&step=propose&proposed_on=2026-03-12"},
    {"POST /plans/{plan}/reponse", "revision=1&step=answer&answer=accepted&answered_on=2026-03-12"},
    {"POST /plans/{plan}/actions", "revision=4&step=action&position=1&ending=done&ended_on=2026-03-12"},
    {"POST /plans/{plan}/terminer", "revision=4&step=finish&finished_on=2026-03-12"},
    {"POST /preconisations/{measures}/reponse", "answer_0=accepted&due_on_0=2026-04-12"},
    {"POST /absences/imports/{import}/colonnes",
     "encoding=utf8&separator=semicolon&date_format=day_month_year&column_0=payroll_number&column_1=start"
     "&column_2=end&column_3=reason"},
    {"POST /droits/papier", "employee=<employee>&right=access&received_on=12/03/2026&identity_checked=true"},
    {"POST /droits/{rights_request}/reponse", "outcome=granted&answer=Voici votre copie."},
    {"POST /droits/{rights_request}/prolonger", "reason=Beaucoup de demandes ce mois-ci."},
    {"POST /demander-une-visite",
     "service=<service>&person_name=A&employer_name=B&own_words=C&reach=a@b.example"
     "&language=fr&answer=send"},
    {"POST /boite/membres/admettre", "account=<applicant>"},
    {"POST /boite/{alert}/confirmer", "talked_on=2026-03-12&talked=true"},
    {"POST /boite/{alert}/visite", "visit_kind=employee_request&visit_on=2026-03-12"},
    {"POST /boite/{alert}/visite-faite", "visited_on=2026-03-12"},
    {"POST /boite/{alert}/preconisations",
     "measure=breaks&talked_with_employee_on=2026-03-12&talked_with_employer_on=2026-03-12"},
    {"POST /boite/{alert}/preconisations/relire",
     "measure=breaks&talked_with_employee_on=2026-03-12&talked_with_employer_on=2026-03-12"},
    {"POST /boite/{alert}/lettres/presence", "on=2026-03-12&from=9h30&until=10h15"},
    {"POST /boite/{alert}/lettres/rendez-vous",
     "on=2026-03-20&at=9h&place=Meylan&agreed=true&agreed_on=2026-03-12"},
    {"POST /boite/{alert}/lettres/prereprise", "on=2026-03-20&at=9h&place=Meylan"},
    {"POST /boite/{alert}/lettres/fiche",
     "recipient=job_adviser&recipient_name=Cap emploi 38&contents=employer&agreed=true&agreed_on=2026-03-12"},
    {"POST /boite/{alert}/lettres/presence/pdf", "on=2026-03-12&from=9h30&until=10h15"},
    {"POST /boite/{alert}/lettres/rendez-vous/pdf",
     "on=2026-03-20&at=9h&place=Meylan&agreed=true&agreed_on=2026-03-12"},
    {"POST /boite/{alert}/lettres/prereprise/pdf", "on=2026-03-20&at=9h&place=Meylan"},
    {"POST /boite/{alert}/lettres/fiche/pdf",
     "recipient=job_adviser&recipient_name=Cap emploi 38&contents=employer&agreed=true&agreed_on=2026-03-12"},
    {"POST /boite/{alert}/dossier/visite", "visit_result=held&result_on=2026-03-12&version=0123456789abcdef"},
    {"POST /boite/{alert}/dossier/document",
     "document_kind=ATTESTATION_SUIVI&issued_on=2026-03-12&version=0123456789abcdef"},
    {"POST /boite/{alert}/dossier/echange", "with_whom=employee&held_on=2026-03-12&version=0123456789abcdef"},
    {"POST /boite/{alert}/dossier/entree",
     "proposal_answer=enter&proposed_on=2026-03-12&accepted=true&version=0123456789abcdef"},
    {"POST /boite/{alert}/dossier/sortie",
     "left_on=2026-03-12&exit_kind=positive&outcome=internal_post&version=0123456789abcdef"},
    {"POST /boite/{alert}/dossier/suivi-demande",
     "asked_months=6&asked_on=2026-03-12&version=0123456789abcdef"},
    {"POST /boite/{alert}/dossier/suivi-reponse",
     "answered_months=6&answered_on=2026-03-12&still_in_work=no&help_wished=no&version=0123456789abcdef"},
    {"POST /boite/rapport/objectifs", "referrals_per_year=100&files_per_year=80&kept_in_work_percent=50"},
    {"POST /administration/comptes/ajouter",
     "role=manager&login=<random>@essai.example&display_name=A B&employer=<employer>&teams=<team>"},
    {"POST /administration/equipes/ajouter", "employer=<employer>&name=<random>"},
    {"POST /administration/services/ajouter", "name=<random>&retention_officer=A B&phone=01 00 00 00 09"},
    {"POST /administration/reseaux/ajouter", "name=<random>"},
    {"POST /administration/reseaux/{network}/entrees", "employer=<employer>&first_day=12/03/2026"},
    {"POST /administration/reseaux/{network}/sorties", "member=<employer>&last_day=12/03/2026"},
    {"POST /administration/structures/{employer}/departement", "department=43"},
};

struct Attempt {
    const Attacker* attacker = nullptr;
    std::string guard = "no-token";  // or "token", "cross-site": how a form comes
    Request request;
    std::vector<std::string> references;  // "employee=<id>", of the body and the query
};

struct Outcome {
    Reply reply;
    int status = 0;
};

class Generator {
public:
    Generator(const std::vector<Attacker>& attackers, const std::vector<Thing>& things, std::uint64_t seed)
        : attackers_(attackers), random_(seed) {
        for (const auto& thing : things) by_kind_[thing.kind].push_back(&thing);
        for (const auto& [kind, all] : by_kind_) kinds_.push_back(kind);
        for (const auto& body : bodies) bodies_[std::string{body.method_and_pattern}] = body.fields;
    }

    Attempt next() {
        Attempt attempt;
        const auto& route = routes()[below(routes().size())];
        attempt.attacker = somebody(route);
        attempt.request.method = chance(96) ? std::string{route.method} : other_method();
        attempt.request.path = filled_path(attempt, route);
        attempt.request.headers["host"] = "127.0.0.1:8080";
        attempt.request.client_address =
            "10." + std::to_string(below(256)) + "." + std::to_string(below(256)) + ".7";
        attempt.request.request_id = "00000000-0000-4000-8000-000000000000";
        show_credentials(attempt);
        if (route.method == "GET") add_query(attempt, route);
        if (attempt.request.method == "POST") add_body(attempt, route);
        return attempt;
    }

private:
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_);
    }
    bool chance(std::size_t percent) { return below(100) < percent; }

    // Two thirds of the time somebody in a role that gets past the door: what is behind it is tried harder
    // then.
    const Attacker* somebody(const Route& route) {
        const auto* who = &attackers_[below(attackers_.size())];
        const bool at_random = below(3) == 0 || !route.roles.demands_sign_in();
        for (int tries = 0; tries < 40 && !at_random && !route.roles.includes(who->role); ++tries)
            who = &attackers_[below(attackers_.size())];
        return who;
    }

    std::string other_method() {
        static constexpr const char* methods[] = {"GET", "POST", "HEAD", "PUT", "DELETE", "PATCH"};
        return methods[below(std::size(methods))];
    }

    std::string random_hex(std::size_t digits) {
        std::string text;
        for (std::size_t i = 0; i < digits; ++i) text += "0123456789abcdef"[below(16)];
        return text;
    }
    std::string random_id() {
        return random_hex(8) + "-" + random_hex(4) + "-4" + random_hex(3) + "-a" + random_hex(3) + "-" +
               random_hex(12);
    }

    bool is_own(const Attacker& who, const Thing& thing) const {
        return (!thing.employer.empty() && thing.employer == who.employer) ||
               (!thing.oh_service.empty() && thing.oh_service == who.oh_service) ||
               (!thing.network.empty() && thing.network == who.network);
    }

    // Half of the time one that the attacker's own organisation holds, so that what is allowed is met too.
    std::string identifier(const Attacker& who, const std::string& kind) {
        const auto dice = below(100);
        if (dice < 6) return random_id();
        if (dice < 8) return random_hex(36);
        if (dice < 10) return "..%2f" + random_hex(6);
        const auto& named = by_kind_.contains(kind) ? kind : kinds_[below(kinds_.size())];
        const auto& all = by_kind_.at(dice < 20 ? kinds_[below(kinds_.size())] : named);
        for (int tries = 0; tries < 8 && dice >= 45; ++tries)
            if (const auto* thing = all[below(all.size())]; is_own(who, *thing)) return thing->id;
        return all[below(all.size())]->id;
    }

    // Sheets and steps of the orientation tree are not identifiers; two that there are, more often than not.
    std::string value_in_path(const Attacker& who, const std::string& name) {
        if (name == "month") return "2026-02";
        if (name == "sheet" && chance(60)) return "prevenance--cap-emploi";
        if (name == "way" && chance(60)) return "avant.poste";
        return identifier(who, name);
    }

    std::string filled_path(const Attempt& attempt, const Route& route) {
        if (chance(1)) return "/" + random_hex(6);
        std::string path;
        for (auto rest = route.pattern; !rest.empty();) {
            const auto open = std::min(rest.find('{'), rest.size());
            path += rest.substr(0, open);
            rest.remove_prefix(open);
            if (rest.empty()) break;
            const auto close = rest.find('}');
            const auto name = std::string{rest.substr(1, close - 1)};
            path += value_in_path(*attempt.attacker, name);
            rest.remove_prefix(close + 1);
        }
        return path;
    }

    void show_credentials(Attempt& attempt) const {
        const auto& who = *attempt.attacker;
        if (!who.cookie.empty()) attempt.request.headers["cookie"] = who.cookie;
        if (!who.bearer.empty()) attempt.request.headers["authorization"] = "Bearer " + who.bearer;
    }

    void add_query(Attempt& attempt, const Route& route) {
        if (route.pattern == "/api/v1/signals" && chance(60))
            attempt.request.query = "employee=" + reference(attempt, "employee");
        if (route.pattern == "/salaries/{employee}/entretien" && chance(60))
            attempt.request.query = "suggestion=" + reference(attempt, "suggestion");
    }

    std::string reference(Attempt& attempt, const std::string& kind) {
        const auto id = identifier(*attempt.attacker, kind);
        attempt.references.push_back(kind + "=" + id);
        return id;
    }

    std::string filled_body(Attempt& attempt, std::string_view fields, bool json) {
        std::string body;
        while (!fields.empty()) {
            const auto open = std::min(fields.find('<'), fields.size());
            body += fields.substr(0, open);
            fields.remove_prefix(open);
            if (fields.empty()) break;
            const auto close = fields.find('>');
            const auto kind = std::string{fields.substr(1, close - 1)};
            const auto value = kind == "random" ? "x" + random_hex(10) : reference(attempt, kind);
            body += json ? value : forms::encode_percent(value);
            fields.remove_prefix(close + 1);
        }
        return body;
    }

    void add_body(Attempt& attempt, const Route& route) {
        auto& request = attempt.request;
        const bool json = request.path.starts_with("/api/");
        const auto dice = below(100);
        attempt.guard = dice < 90 ? "token" : dice < 97 ? "no-token" : "cross-site";
        request.headers["sec-fetch-site"] = attempt.guard == "cross-site" ? "cross-site" : "same-origin";
        request.headers["content-type"] = json ? "application/json" : "application/x-www-form-urlencoded";
        if (json) request.headers["idempotency-key"] = random_hex(16);
        const auto known = bodies_.find(std::string{route.method} + " " + std::string{route.pattern});
        if (known != bodies_.end() && chance(85)) request.body = filled_body(attempt, known->second, json);
        if (json) {
            if (request.body.empty()) request.body = "{}";
            return;
        }
        const auto token =
            attempt.guard == "no-token" ? std::string{"not-a-token"} : attempt.attacker->form_token;
        request.body += (request.body.empty() ? "form_token=" : "&form_token=") + token;
    }

    const std::vector<Attacker>& attackers_;
    std::mt19937_64 random_;
    std::map<std::string, std::vector<const Thing*>> by_kind_;
    std::vector<std::string> kinds_;
    std::map<std::string, std::string_view> bodies_;
};

// Every UUID of a reply that is something of the installation, as its number in the list of things.
class Recogniser {
public:
    explicit Recogniser(const std::vector<Thing>& things) {
        for (std::size_t i = 0; i < things.size(); ++i)
            if (things[i].id.size() == 36) numbers_.emplace(things[i].id, i);
    }

    std::set<std::size_t> in(const Reply& reply) const {
        std::set<std::size_t> found;
        const std::string_view body = reply.body;
        for (auto dash = body.find('-'); dash != std::string_view::npos; dash = body.find('-', dash + 1)) {
            if (dash < 8 || dash + 28 > body.size() || body[dash + 5] != '-' || body[dash + 10] != '-')
                continue;
            const auto known = numbers_.find(std::string{body.substr(dash - 8, 36)});
            if (known != numbers_.end()) found.insert(known->second);
        }
        return found;
    }

private:
    std::unordered_map<std::string, std::size_t> numbers_;
};

class Trial {
public:
    Trial(int attempts, std::uint64_t seed, std::ostream& out)
        : out_(out),
          things_(full_.things()),
          attackers_(full_.attackers()),
          generator_(attackers_, things_, seed),
          recogniser_(things_),
          table_(routes_without_trace()),
          dispatcher_(full_.instance.services(), table_, 1),
          attempts_(attempts) {}

    void run() {
        describe_world();
        keep_keys();
        for (int i = 0; i < attempts_; ++i) {
            const auto attempt = generator_.next();
            const auto outcome = ask(attempt);
            report(attempt, outcome);
            if (outcome.status < 400 && attempt.request.method == "POST" &&
                attempt.request.path.find("/import") != std::string::npos)
                give_keys_back();
        }
        out_ << "end\t" << attempts_ << "\n";
    }

private:
    static std::string join(const std::vector<std::string>& parts) {
        std::string text;
        for (const auto& part : parts) text += (text.empty() ? "" : ",") + part;
        return text;
    }

    void describe_world() const {
        for (const auto& who : attackers_)
            out_ << "user\t" << who.name << '\t' << role_name(who.role) << '\t'
                 << (who.account ? who.account->text() : "") << '\t' << who.employer << '\t'
                 << join(who.teams) << '\t' << who.oh_service << '\t' << who.network << '\t' << who.way
                 << '\t' << who.state << '\t' << (who.reads_mailbox ? "member" : "") << '\n';
        for (const auto& thing : things_)
            out_ << "thing\t" << thing.kind << '\t' << thing.id << '\t' << thing.employer << '\t'
                 << thing.team << '\t' << thing.author << '\t' << thing.oh_service << '\t' << thing.network
                 << '\t' << thing.account << '\t' << thing.state << '\n';
        for (const auto& route : routes()) out_ << "route\t" << route.method << '\t' << route.pattern << '\n';
    }

    Outcome ask(const Attempt& attempt) {
        auto promise = std::make_shared<std::promise<Reply>>();
        auto answer = promise->get_future();
        dispatcher_.handle(attempt.request,
                           Responder{[promise](Reply reply) { promise->set_value(std::move(reply)); }});
        Outcome outcome{answer.get(), 0};
        outcome.status = outcome.reply.status;
        if (outcome.status == taken_back) outcome.status = std::stoi(header(outcome.reply, "Attempt-Status"));
        return outcome;
    }

    void report(const Attempt& attempt, const Outcome& outcome) const {
        std::string everything = outcome.reply.media_type + outcome.reply.body;
        for (const auto& [name, value] : outcome.reply.headers) everything += "\n" + name + value;
        std::string shown;
        for (const auto number : recogniser_.in(outcome.reply))
            shown += (shown.empty() ? "" : ",") + std::to_string(number);
        out_ << "try\t" << attempt.attacker->name << '\t' << attempt.guard << '\t' << attempt.request.method
             << '\t' << attempt.request.path << '\t' << join(attempt.references) << '\t' << outcome.status
             << '\t' << (outcome.reply.status == taken_back ? "kept" : "") << '\t'
             << header(outcome.reply, "Location") << '\t' << std::hex << std::hash<std::string>{}(everything)
             << std::dec << '\t' << shown << '\n';
    }

    // keys.db has a transaction of its own: what deciding an import destroys there is put back.
    void keep_keys() {
        full_.instance.services().keys.read([&](const storage::Reader& reader) {
            reader.each("SELECT id, wrapped_key, made_at FROM person_key", {}, [&](const storage::Row& row) {
                keys_.push_back({row.blob(0), row.blob(1), row.integer(2)});
            });
            return true;
        });
    }
    void give_keys_back() {
        full_.instance.services().keys.write([&](storage::Transaction& transaction) {
            for (const auto& key : keys_)
                transaction.execute(
                    "INSERT OR IGNORE INTO person_key(id, wrapped_key, made_at) VALUES (?, ?, ?)",
                    {key.id, key.wrapped, key.made_at});
        });
    }

    struct KeptKey {
        Bytes id;
        Bytes wrapped;
        std::int64_t made_at;
    };

    std::ostream& out_;
    FullInstance full_;
    std::vector<Thing> things_;
    std::vector<Attacker> attackers_;
    Generator generator_;
    Recogniser recogniser_;
    std::vector<Route> table_;
    Dispatcher dispatcher_;
    int attempts_;
    std::vector<KeptKey> keys_;
};

}  // namespace
}  // namespace prevenance::api

int main(int count, char** words) {
    int attempts = 20'000;
    std::uint64_t seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string_view option = words[i];
        if (option == "--attempts")
            attempts = std::stoi(words[i + 1]);
        else if (option == "--seed")
            seed = std::stoull(words[i + 1]);
        else
            return std::cerr << "permission_attempts --attempts NUMBER --seed NUMBER\n", 2;
    }
    spdlog::set_level(spdlog::level::err);  // a line for each refusal would be most of what is printed
    // The program's own log goes to standard output, which is for the oracle here: it is sent to standard
    // error.
    const int report = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    std::ofstream out{"/dev/fd/" + std::to_string(report)};
    try {
        prevenance::api::Trial{attempts, seed, out}.run();
    } catch (const std::exception& trouble) {
        std::cerr << "the attempts ended early: " << trouble.what() << "\n";
        return 1;
    }
}

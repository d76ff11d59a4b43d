#include "api/dispatcher.h"

#include <exception>

#include <spdlog/spdlog.h>

#include "api/doorkeeper.h"
#include "api/assets.h"
#include "api/erasure.h"
#include "api/error_reply.h"
#include "api/first_password.h"
#include "api/fresh_proof.h"
#include "api/host_names.h"
#include "api/page_reply.h"
#include "api/response_headers.h"
#include "api/resumed_form.h"
#include "api/sessions.h"
#include "storage/answered_requests.h"
#include "storage/audit_subjects.h"

namespace prevenance::api {
namespace {

using storage::AnsweredRequest;

constexpr std::size_t longest_queue = 2'000;

// The key that makes a repetition harmless: the API's header, or the form's hidden field.
std::string repetition_key(const Call& call) {
    if (call.face == Face::json) return std::string{call.request.header("idempotency-key")};
    return call.form.value("submission_key");
}

std::string location_of(const Reply& reply) {
    for (const auto& [name, value] : reply.headers)
        if (name == "Location") return value;
    return {};
}

AnsweredRequest memory_of(const Call& call, const Reply& reply, const Digest& hash) {
    return {hash, reply.status, location_of(reply), call.face == Face::json ? reply.body : std::string{}};
}

// The first answer again. A page that showed something once (a code) does not show it twice.
Reply repeated(const Call& call, const AnsweredRequest& earlier, const Digest& hash) {
    if (call.face == Face::json && earlier.request_hash != hash)
        return error_reply(call, {ErrorCode::conflict,
                                  "Cette clé de répétition a déjà servi pour une autre demande.", {}});
    if (call.face == Face::page && earlier.location.empty())
        return error_reply(call, {ErrorCode::conflict,
                                  "Cette demande est déjà enregistrée. Elle ne l’a pas été deux fois.", {}});
    Reply reply = call.face == Face::json ? json_reply(earlier.status, earlier.body) : see_other(earlier.location);
    if (call.face == Face::json && !earlier.location.empty()) reply.headers.emplace_back("Location", earlier.location);
    reply.headers.emplace_back("Idempotency-Replayed", "true");
    return reply;
}

}  // namespace

struct Dispatcher::Passage {
    Passage(Request request_, Responder responder_)
        : request(std::move(request_)), responder(std::move(responder_)) {}

    Request request;
    Responder responder;
    RouteMatch match;
    forms::PostedForm form;
    forms::PostedForm query;
    std::optional<SignedIn> who;
    Instant now;
    Face face = Face::page;

    Call call(Services& services) const { return {request, match.path, form, query, who, services, now, face}; }
};

Dispatcher::Dispatcher(Services& services, const std::vector<Route>& table, std::size_t threads)
    : services_(services), table_(table), workers_(std::make_unique<WorkerPool>(threads, longest_queue)) {}

Dispatcher::~Dispatcher() {
    workers_.reset();
    services_.cases.write([](storage::Transaction&) {});  // the queue is first in, first out
}

void Dispatcher::handle(Request request, Responder responder) {
    auto passage = std::make_shared<Passage>(std::move(request), std::move(responder));
    const bool taken = workers_->post([this, passage] {
        try {
            answer(passage);
        } catch (const std::exception& trouble) {
            fail_quietly(*passage, trouble.what());
        }
    });
    if (!taken) finish(*passage, problem_reply({ErrorCode::unavailable, {}, {}}, passage->request.request_id));
}

void Dispatcher::answer(const std::shared_ptr<Passage>& passage) {
    auto& request = passage->request;
    passage->now = services_.clock.now();
    passage->face = request.path.starts_with("/api/") ? Face::json : Face::page;
    passage->match = match(table_, request.method, request.path);
    if (!is_own_host(services_.settings, request.header("host")))
        return refuse(*passage, RefusalKind::host, plain_error(400));
    request.client_address = asking_address(services_.settings, request);
    if (auto asset = find_asset(services_, request)) return finish(*passage, std::move(*asset));

    passage->who = who_asks(request, services_, passage->now);
    auto query = forms::PostedForm::parse_urlencoded(request.query);
    if (!query)
        return refuse(*passage, RefusalKind::input, error_reply(passage->call(services_), query.error()));
    passage->query = std::move(*query);
    if (auto refused = refuse_without_route(passage->call(services_), passage->match))
        return finish(*passage, std::move(*refused));

    const auto& route = *passage->match.route;
    if (request.method == "POST") {
        auto form = read_body(route, request);
        if (!form)
            return refuse(*passage, RefusalKind::input, error_reply(passage->call(services_), form.error()));
        passage->form = std::move(*form);
    }
    const auto call = passage->call(services_);
    if (route.roles.demands_sign_in() && !call.who) return turn_to_the_door(*passage);
    if (const auto refused = refuse_stranger(call, route))
        return refuse(*passage, refused->kind, error_reply(call, refused->error));
    if (call.who && route.roles.demands_sign_in() && call.who->has_first_password && !opens_with_first_password(route))
        return finish(*passage, see_other("/mon-mot-de-passe"));
    if (route.proof == Proof::fresh && !is_freshly_proved(*call.who, call.now))
        return finish(*passage, ask_for_proof(call, route));
    take(passage, route.endpoint(call));
}

void Dispatcher::take(const std::shared_ptr<Passage>& passage, Answer answer) {
    if (auto* reply = std::get_if<Reply>(&answer)) return finish(*passage, std::move(*reply));
    commit(passage, std::get<Act>(std::move(answer)));
}

// The act, its audit entry and the memory of its answer share one transaction; the reply leaves after the fsync.
void Dispatcher::commit(const std::shared_ptr<Passage>& passage, Act act) {
    auto reply = std::make_shared<Reply>();
    const bool queued = services_.cases.write_later(
        [this, passage, act = std::move(act), reply](storage::Transaction& transaction) {
            *reply = perform(transaction, *passage, act);
        },
        [this, passage, reply](const std::exception_ptr& trouble) {
            if (!trouble) return finish(*passage, std::move(*reply));
            try {
                std::rethrow_exception(trouble);
            } catch (const std::exception& exception) {
                fail_quietly(*passage, exception.what());
            }
        });
    if (!queued) finish(*passage, error_reply(passage->call(services_), {ErrorCode::unavailable, {}, {}}));
}

Reply Dispatcher::perform(storage::Transaction& transaction, const Passage& passage, const Act& act) const {
    const auto call = passage.call(services_);
    const auto account = call.who ? call.who->scope.account : AccountId{};
    const auto key = call.request.method == "POST" ? repetition_key(call) : std::string{};
    const auto hash = services_.keyed_hash(bytes_of("request\n" + call.request.path + "\n" + call.request.body));
    if (!key.empty())
        if (const auto earlier = storage::find_answered(transaction, account, key))
            return repeated(call, *earlier, hash);

    // Before the work: what it deletes is about nobody afterwards.
    const auto person = act.about ? storage::person_behind(transaction, *act.about) : std::nullopt;
    auto reply = act.work(transaction);
    if (reply.status >= 400) {
        transaction.roll_back();
        return reply;
    }
    remember_what_was_undone(transaction, services_, passage.now);
    const auto actor = call.who ? std::optional{account} : std::nullopt;
    services_.audit.record(transaction, {passage.now, actor, passage.match.route->audit, act.about, person});
    if (!key.empty())
        storage::remember_answer(transaction, account, key, memory_of(call, reply, hash), passage.now);
    return reply;
}

// A session that ended is everyday life; a key that opens nothing is not.
void Dispatcher::turn_to_the_door(const Passage& passage) const {
    auto reply = ask_to_sign_in(passage.call(services_), *passage.match.route);
    if (passage.face == Face::json) return refuse(passage, RefusalKind::key, std::move(reply));
    finish(passage, std::move(reply));
}

void Dispatcher::refuse(const Passage& passage, RefusalKind kind, Reply reply) const {
    note_refusal(passage.request, passage.match.route, passage.who, kind, reply.status);
    send(passage, std::move(reply));
}

// What an endpoint, or the lack of one, refused is noted by its status.
void Dispatcher::finish(const Passage& passage, Reply reply) const {
    if (const auto kind = refusal_in(reply.status, passage.who.has_value()))
        return refuse(passage, *kind, std::move(reply));
    send(passage, std::move(reply));
}

void Dispatcher::send(const Passage& passage, Reply reply) const {
    add_response_headers(services_.settings, passage.request, reply);
    passage.responder.send(std::move(reply));
}

// What went wrong is for the log, with the request's number; the client learns that number and no more.
void Dispatcher::fail_quietly(const Passage& passage, std::string_view what) const {
    spdlog::error("request {} failed: {}", passage.request.request_id, what);
    const Error error{ErrorCode::internal, {}, {}};
    try {
        finish(passage, error_reply(passage.call(services_), error));
    } catch (const std::exception& trouble) {
        spdlog::error("request {}: no error page either: {}", passage.request.request_id, trouble.what());
        finish(passage, problem_reply(error, passage.request.request_id));
    }
}

}  // namespace prevenance::api

// One request on its way through an endpoint: who asks, what was posted, which day it is.
//
// An endpoint reads and decides, then returns either a Reply, or an Act: the part that runs inside the
// writer's transaction. What takes long (password hashing, sealing) happens before, in the endpoint itself,
// so that the one writer never waits for it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "api/request.h"
#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "forms/posted_form.h"
#include "storage/database.h"

namespace prevenance::api {

struct Services;

enum class Face { page, json };

struct SignedIn {
    Scope scope;
    std::string display_name;
    Bytes token_hash;            // of the session; of the key for an API caller
    Bytes session_secret;        // opens what was wrapped for this session; empty for an API caller
    std::string form_token;      // expected back in every form; empty for an API caller
    Instant proved_at{};         // when password and second factor were last given; never for an API caller
    bool has_first_password = false;  // which somebody drew: it opens nothing but the page that replaces it
};

struct Call {
    const Request& request;
    const std::map<std::string, std::string>& path;  // values of {names} in the route
    const forms::PostedForm& form;                   // the body of a POST
    const forms::PostedForm& query;                  // what stands behind "?"
    const std::optional<SignedIn>& who;
    Services& services;
    Instant now;
    Face face;

    Date today() const { return in_paris(now).date; }
    const Scope& scope() const { return who->scope; }  // of a route that demands somebody
    EmployerScope employer() const { return EmployerScope::of(who->scope).value(); }  // of an employer's route
    NetworkScope network() const { return NetworkScope::of(who->scope).value(); }     // of a network's route
    MailboxScope mailbox() const { return MailboxScope::of(who->scope).value(); }     // of a service's route
    template <class AnyId>
    std::optional<AnyId> id_in_path(const std::string& name) const {
        return AnyId::parse(path.at(name));
    }
};

// What changes something, or shows something about a person. It is committed with an audit entry that
// names the route's action and `about`; the reply leaves after the fsync. A reply of 400 or more takes the
// change back.
struct Act {
    std::optional<IdBytes> about;
    std::function<Reply(storage::Transaction&)> work;
};

using Answer = std::variant<Reply, Act>;
using Endpoint = Answer (*)(const Call&);

// A page or a document about a person: the reading is on record before it is seen.
template <class Tag>
Answer read_about(const Id<Tag>& id, Reply reply) {
    return Act{id.bytes, [reply = std::move(reply)](storage::Transaction&) { return reply; }};
}

}  // namespace prevenance::api

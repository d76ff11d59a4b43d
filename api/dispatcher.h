// From a request to its reply: route, person, right, form, endpoint, transaction, headers. Every request
// takes the same steps in the same order, whatever the endpoint does.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "api/refusals.h"
#include "api/request.h"
#include "api/route.h"
#include "api/services.h"
#include "api/worker_pool.h"

namespace prevenance::api {

class Dispatcher {
public:
    Dispatcher(Services& services, const std::vector<Route>& table, std::size_t threads = 4);
    // Waits for every act under way: the writer must not come back to a dispatcher that is gone.
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    // For HttpServer: returns at once, answers later.
    void handle(Request request, Responder responder);

private:
    struct Passage;  // one request and all that was found out about it
    void answer(const std::shared_ptr<Passage>& passage);
    void take(const std::shared_ptr<Passage>& passage, Answer answer);
    void commit(const std::shared_ptr<Passage>& passage, Act act);
    Reply perform(storage::Transaction& transaction, const Passage& passage, const Act& act) const;
    void turn_to_the_door(const Passage& passage) const;
    void refuse(const Passage& passage, RefusalKind kind, Reply reply) const;
    void finish(const Passage& passage, Reply reply) const;
    void send(const Passage& passage, Reply reply) const;
    void fail_quietly(const Passage& passage, std::string_view what) const;

    Services& services_;
    const std::vector<Route>& table_;
    std::unique_ptr<WorkerPool> workers_;
};

}  // namespace prevenance::api

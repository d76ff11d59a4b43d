#include "api/commands/serve.h"

#include <csignal>

#include <spdlog/spdlog.h>

#include "api/dispatcher.h"
#include "api/http_server.h"
#include "api/route.h"

namespace prevenance::api {

void serve(Instance& instance) {
    // Blocked before any thread starts, so that every thread leaves the signal to the wait below.
    sigset_t stop_signals;
    sigemptyset(&stop_signals);
    sigaddset(&stop_signals, SIGTERM);
    sigaddset(&stop_signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);

    Dispatcher dispatcher{instance.services(), routes()};
    HttpSettings http;
    http.address = instance.settings().listen_address;
    http.port = instance.settings().port;
    HttpServer server{http, [&dispatcher](Request request, Responder responder) {
                          dispatcher.handle(std::move(request), std::move(responder));
                      }};
    server.start();
    spdlog::info("listening on {}:{}", http.address, server.port());
    int received = 0;
    sigwait(&stop_signals, &received);
    spdlog::info("stopping");
    server.stop();
}

}  // namespace prevenance::api

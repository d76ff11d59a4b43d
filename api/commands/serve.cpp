#include "api/commands/serve.h"

#include "api/commands/verbs.h"
#include "api/dispatcher.h"
#include "api/http_server.h"
#include "api/jobs/job_loop.h"
#include "api/notice_road.h"
#include "api/route.h"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <ostream>
#include <stdexcept>

namespace prevenance::api {

namespace {

constexpr std::chrono::seconds pause_between_jobs{2};
constexpr std::chrono::minutes pause_between_moments{10};

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

// A page shows such a sentence in French, between marks.
void say_what_is_not_translated(const forms::Templates& templates) {
    for (const auto& language : templates.languages())
        for (const auto& words : language.missing())
            spdlog::warn("forms/languages/{}.txt has nothing for \"{}\"", language.code(), words);
}

}  // namespace

namespace {

std::function<void()> noting_the_moment(Instance& instance) {
    return [&instance, last = std::chrono::steady_clock::now()]() mutable {
        if (std::chrono::steady_clock::now() - last < pause_between_moments) return;
        last = std::chrono::steady_clock::now();
        instance.note_this_moment();
    };
}

}  // namespace

void leave_stop_signals_to_serve() {
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void serve(Instance& instance, const std::function<void(std::uint16_t)>& ready) {
    Dispatcher dispatcher{instance.services(), routes()};
    HttpSettings http;
    http.address = instance.settings().listen_address;
    http.port = instance.settings().port;
    HttpServer server{http, [&dispatcher](Request request, Responder responder) {
                          dispatcher.handle(std::move(request), std::move(responder));
                      }};
    const auto road = notice_road(instance.services());
    if (!road) throw std::runtime_error(road.error().detail);
    server.start();
    const JobLoop jobs{instance.services(), road->get(), pause_between_jobs, noting_the_moment(instance)};
    ready(server.port());
    spdlog::info("listening on {}:{}", http.address, server.port());
    int received = 0;
    const auto signals = stop_signals();
    sigwait(&signals, &received);
    spdlog::info("stopping");
    server.stop();
}

void add_serve_command(CLI::App& program, CommandContext& context) {
    auto* verb = program.add_subcommand("serve", "Lance le service, jusqu’à Ctrl-C ou SIGTERM");
    verb->fallthrough();
    add_setting_option(*verb, context, "--port", "server.port", "Le port où écouter (par défaut 8080)");
    add_setting_option(*verb, context, "--listen", "server.listen_address", "L’adresse où écouter");
    add_setting_option(*verb, context, "--public-address", "server.public_address",
                       "L’adresse que les gens tapent");
    verb->footer(examples({"prevenance serve", "prevenance serve --config /etc/prevenance/prevenance.toml",
                           "PREVENANCE_SERVER__PORT=8090 prevenance serve"}));
    verb->callback([&context] {
        context.run = [&context] {
            leave_stop_signals_to_serve();
            return with_instance(context, [&](Instance& instance) {
                spdlog::set_level(spdlog::level::from_str(instance.settings().log_level));
                say_what_is_not_translated(instance.services().templates);
                serve(instance, [&](std::uint16_t port) {
                    context.console.out
                        << "Prévenance écoute sur " << instance.settings().listen_address << ":" << port
                        << ". Adresse publique : " << instance.settings().public_address << std::endl;
                });
                return ExitCode::done;
            });
        };
    });
}

}  // namespace prevenance::api

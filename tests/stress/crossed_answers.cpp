// The long form of tests/api/crossed_answers_test.cpp, by hand:
//   crossed_answers [--requests N] [--clients N] [--seed N] [--port P] [--serve]
// Without --port it starts its own server; with it, it asks what listens there, for instance a proxy in front
// of `crossed_answers --serve --port Q`. Ends with 1 where a single answer went wrong.
#include "tests/stress/aborting_clients.h"
#include "tests/stress/delayed_echo.h"

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>

namespace {

using prevenance::tests::AbortingClientsPlan;

struct Options {
    AbortingClientsPlan plan;
    bool serve = false;
};

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
}

std::optional<Options> read_options(int count, char** arguments) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (name == "--serve") {
            options.serve = true;
            continue;
        }
        if (i + 1 == count) return std::nullopt;
        const std::string_view value = arguments[++i];
        const bool good = (name == "--requests" && read_number(value, options.plan.requests)) ||
                          (name == "--clients" && read_number(value, options.plan.clients)) ||
                          (name == "--seed" && read_number(value, options.plan.seed)) ||
                          (name == "--port" && read_number(value, options.plan.port));
        if (!good) return std::nullopt;
    }
    return options;
}

int serve(std::uint16_t port) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    const prevenance::tests::DelayedEcho server(port);
    std::cout << "serving on port " << server.port() << std::endl;
    int signal = 0;
    sigwait(&ends, &signal);
    return EXIT_SUCCESS;
}

}  // namespace

int main(int count, char** arguments) {
    auto options = read_options(count, arguments);
    if (!options) {
        std::cerr << "usage: crossed_answers [--requests N] [--clients N] [--seed N] [--port P] [--serve]\n";
        return 2;
    }
    if (options->serve) return serve(options->plan.port);

    std::optional<prevenance::tests::DelayedEcho> own_server;
    if (options->plan.port == 0) options->plan.port = own_server.emplace().port();
    const auto report = prevenance::tests::run_aborting_clients(options->plan);
    std::cout << prevenance::tests::to_text(report) << std::endl;
    const bool clean = report.foreign == 0 && report.unanswered == 0 && report.other_status == 0;
    return clean ? EXIT_SUCCESS : EXIT_FAILURE;
}

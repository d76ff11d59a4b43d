// Many clients of which half leave at a random moment: before they ask, in the middle of asking, right after,
// while they are answered. Those who stay hold every answer against their own question.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace prevenance::tests {

struct AbortingClientsPlan {
    std::uint16_t port = 0;
    std::size_t requests = 50'000;
    int clients = 24;  // threads, each with one connection at a time
    unsigned seed = 1;
};

struct AbortingClientsReport {
    std::size_t requests = 0;
    std::size_t aborted = 0;
    std::size_t checked = 0;     // answers compared with their question, and right
    std::size_t foreign = 0;     // somebody else's answer, or bytes nobody asked for
    std::size_t unanswered = 0;  // no whole answer within ten seconds, or the connection closed instead
    std::size_t other_status = 0;
    double seconds = 0;
    std::string first_problem;
};

AbortingClientsReport run_aborting_clients(const AbortingClientsPlan& plan);

std::string to_text(const AbortingClientsReport& report);

}  // namespace prevenance::tests

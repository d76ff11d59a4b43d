#include "tests/stress/aborting_clients.h"

#include "tests/stress/delayed_echo.h"
#include "tests/stress/raw_client.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <random>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

namespace prevenance::tests {
namespace {

// A UUID that says who asked what: thread and number are enough to be unique within a run.
std::string request_id(unsigned seed, int client, std::size_t number) {
    std::ostringstream text;
    const auto hex = [&](std::size_t value, int width) {
        text.width(width);
        text.fill('0');
        text << std::hex << value;
    };
    hex(seed & 0xffffffffU, 8);
    text << "-0000-4000-8000-";
    hex(static_cast<std::size_t>(client) & 0xffffU, 4);
    hex(number & 0xffffffffU, 8);
    return text.str();
}

struct Question {
    std::string id;
    std::string body;
    std::string text;
};

Question make_question(std::string id, std::minstd_rand& random) {
    const std::string filler(random() % 600, static_cast<char>('a' + random() % 26));
    Question question{std::move(id), {}, {}};
    question.body = "question " + question.id + " " + filler;
    question.text = std::string("POST ") + (random() % 4 == 0 ? "/at-once" : "/later") +
                    " HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: " + question.id +
                    "\r\nContent-Length: " + std::to_string(question.body.size()) + "\r\n\r\n" +
                    question.body;
    return question;
}

class Client {
public:
    Client(const AbortingClientsPlan& plan, int number, AbortingClientsReport& report)
        : plan_(plan),
          number_(number),
          source_("127.0.0." + std::to_string(1 + number)),
          random_(plan.seed * 1000 + static_cast<unsigned>(number)),
          report_(report) {}

    void ask() {
        const auto question = make_question(request_id(plan_.seed, number_, report_.requests), random_);
        ++report_.requests;
        if (!connect()) return problem(report_.unanswered, "no connection");
        if (random_() % 2 == 0) {
            abort(question);
        } else {
            stay(question);
        }
    }

private:
    bool connect() {
        // On a kept connection, bytes before the question are an answer to somebody else's.
        if (connection_.connected() && connection_.has_unread_bytes())
            problem(report_.foreign, "bytes before asking");
        if (connection_.connected()) return true;
        for (int attempt = 0; attempt < 100 && !connection_.connected(); ++attempt) {
            connection_ = RawClient(plan_.port, source_);
            if (!connection_.connected()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return connection_.connected();
    }

    void abort(const Question& question) {
        ++report_.aborted;
        const auto moment = random_() % 5;
        if (moment == 1) connection_.send(question.text.substr(0, random_() % question.text.size()));
        if (moment >= 2) connection_.send(question.text);
        if (moment == 3) std::this_thread::sleep_for(std::chrono::microseconds(random_() % 800));
        if (moment == 4) check_part(question, connection_.read_some(std::chrono::seconds(10)));
        if (random_() % 2 == 0) {
            connection_.reset();
        } else {
            connection_.leave();
        }
        connection_ = RawClient();
    }

    // The first bytes of an answer already say whose it is.
    void check_part(const Question& question, const std::string& part) {
        const std::string mark = "X-Request-Id: ";
        const auto found = part.find(mark);
        if (found == std::string::npos || part.size() < found + mark.size() + question.id.size()) return;
        if (part.compare(found + mark.size(), question.id.size(), question.id) != 0)
            problem(report_.foreign, part);
    }

    void stay(const Question& question) {
        const bool sent = connection_.send(question.text);
        const auto reply = sent ? connection_.read_reply() : std::nullopt;
        if (!reply) {
            problem(report_.unanswered,
                    sent ? "no answer to " + question.id : "closed before " + question.id);
        } else if (reply->status != 200) {
            problem(report_.other_status, std::to_string(reply->status) + " for " + question.id);
        } else if (reply->header("x-request-id") != question.id ||
                   reply->body != expected_echo(question.id, question.body)) {
            problem(report_.foreign, "asked " + question.id + ", got " + reply->body);
        } else {
            ++report_.checked;
        }
        const bool closing = !reply || reply->header("connection") == "close";
        if (closing || random_() % 4 == 0) connection_ = RawClient();
    }

    void problem(std::size_t& counter, std::string what) {
        ++counter;
        if (report_.first_problem.empty()) report_.first_problem = std::move(what);
        connection_ = RawClient();
    }

    const AbortingClientsPlan& plan_;
    const int number_;
    const std::string source_;
    std::minstd_rand random_;
    AbortingClientsReport& report_;
    RawClient connection_;
};

void add(AbortingClientsReport& sum, const AbortingClientsReport& part) {
    sum.requests += part.requests;
    sum.aborted += part.aborted;
    sum.checked += part.checked;
    sum.foreign += part.foreign;
    sum.unanswered += part.unanswered;
    sum.other_status += part.other_status;
    if (sum.first_problem.empty()) sum.first_problem = part.first_problem;
}

}  // namespace

AbortingClientsReport run_aborting_clients(const AbortingClientsPlan& plan) {
    const auto begin = std::chrono::steady_clock::now();
    std::atomic<std::size_t> taken = 0;
    std::mutex mutex;
    AbortingClientsReport sum;
    std::vector<std::thread> threads;
    for (int number = 0; number < plan.clients; ++number) {
        threads.emplace_back([&, number] {
            AbortingClientsReport own;
            Client client(plan, number, own);
            while (taken.fetch_add(1) < plan.requests) client.ask();
            const std::lock_guard guard(mutex);
            add(sum, own);
        });
    }
    for (auto& thread : threads) thread.join();
    sum.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return sum;
}

std::string to_text(const AbortingClientsReport& report) {
    std::ostringstream text;
    text << "requests " << report.requests << ", aborted " << report.aborted << ", answers checked "
         << report.checked << ", foreign " << report.foreign << ", unanswered " << report.unanswered
         << ", other status " << report.other_status << ", seconds " << report.seconds;
    if (!report.first_problem.empty()) text << "\nfirst problem: " << report.first_problem;
    return text.str();
}

}  // namespace prevenance::tests

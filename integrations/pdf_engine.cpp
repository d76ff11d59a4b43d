#include "integrations/pdf_engine.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <optional>
#include <poll.h>
#include <semaphore>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace prevenance::integrations {
namespace {

using Clock = std::chrono::steady_clock;

// The engine makes a folder for fonts that pages bring along. Ours bring none, so it gets the name of no
// folder.
constexpr const char* script = R"(
import sys
from weasyprint import HTML
from weasyprint.text import fonts
fonts.mkdtemp = lambda *rest, **more: "/nonexistent"
def refuse(url, *rest, **more):
    raise ValueError("nothing is fetched")
page = sys.stdin.buffer.read().decode("utf-8")
document = HTML(string=page, base_url="about:blank", url_fetcher=refuse)
sys.stdout.buffer.write(document.write_pdf(variant="pdf/ua-1"))
)";

// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_ = -1;
};

struct Pipe {
    Descriptor read;
    Descriptor write;
};

// Like a pipe, but writing to a reader that has gone gives an error and no signal.
std::optional<Pipe> new_pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return std::nullopt;
    return Pipe{Descriptor{ends[0]}, Descriptor{ends[1]}};
}

std::optional<Pipe> new_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    return Pipe{Descriptor{ends[0]}, Descriptor{ends[1]}};
}

// From here to execve stands what runs in the child of a program with threads: calls of the kernel only.

void limit(int what, rlim_t value) {
    const rlimit bounds{value, value};
    ::setrlimit(static_cast<__rlimit_resource_t>(what), &bounds);
}

#if defined(__x86_64__)
constexpr unsigned machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned machine = AUDIT_ARCH_AARCH64;
#else
#error "forbid_sockets() does not know how this machine numbers its system calls"
#endif
constexpr unsigned other_numbers = 0x40000000;  // calls of the x32 kind begin here

// No socket, whatever the engine is talked into, also by way of another numbering or of a ring. Where the
// kernel refuses the filter there is no PDF.
bool forbid_sockets() {
    constexpr auto of_machine = static_cast<unsigned>(offsetof(seccomp_data, arch));
    constexpr auto of_call = static_cast<unsigned>(offsetof(seccomp_data, nr));
    std::array filter{
        sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, of_machine},
        sock_filter{BPF_JMP | BPF_JEQ | BPF_K, 0, 5, machine},
        sock_filter{BPF_LD | BPF_W | BPF_ABS, 0, 0, of_call},
        sock_filter{BPF_JMP | BPF_JGE | BPF_K, 3, 0, other_numbers},
        sock_filter{BPF_JMP | BPF_JEQ | BPF_K, 2, 0, SYS_socket},
        sock_filter{BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_io_uring_setup},
        sock_filter{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
        sock_filter{BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EPERM},
    };
    const sock_fprog program{filter.size(), filter.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

void close_everything_else() {
    if (::syscall(SYS_close_range, 3U, ~0U, 0U) == 0) return;
    for (int number = 3; number < 4096; ++number) ::close(number);
}

struct Child {
    const char* program;
    char* const* arguments;
    char* const* environment;
    int input;
    int output;
    int nowhere;
    pid_t parent;
};

[[noreturn]] void become(const Child& child, const PdfLimits& limits) {
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != child.parent) ::_exit(127);
    if (::dup2(child.input, 0) < 0 || ::dup2(child.output, 1) < 0 || ::dup2(child.nowhere, 2) < 0)
        ::_exit(127);
    close_everything_else();
    limit(RLIMIT_CPU, static_cast<rlim_t>(limits.processor.count()));
    limit(RLIMIT_AS, limits.memory);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 64);
    if (!forbid_sockets()) ::_exit(127);
    ::execve(child.program, child.arguments, child.environment);
    ::_exit(127);
}

// A running engine. It is killed and waited for before this goes, whatever happened.
class Process {
public:
    static std::optional<Process> start(const PdfCommand& command, const PdfLimits& limits) {
        auto input = new_pair();
        auto output = new_pipe();
        const Descriptor nowhere{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
        if (!input || !output || !nowhere.is_open()) return std::nullopt;
        std::vector<char*> arguments;
        for (const auto& argument : command.arguments)
            arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        // One page, one file, byte for byte: without the last two, fonts carry the hour and lists an order of
        // chance, and two files of one page would differ on the employer's side.
        std::array<std::string, 6> said{"PATH=/usr/bin:/bin",  "LANG=C.UTF-8",
                                        "HOME=/nonexistent",   "PYTHONDONTWRITEBYTECODE=1",
                                        "SOURCE_DATE_EPOCH=0", "PYTHONHASHSEED=0"};
        std::array<char*, 7> environment{said[0].data(), said[1].data(), said[2].data(), said[3].data(),
                                         said[4].data(), said[5].data(), nullptr};
        const Child child{command.arguments.front().c_str(),
                          arguments.data(),
                          environment.data(),
                          input->read.number(),
                          output->write.number(),
                          nowhere.number(),
                          ::getpid()};
        const auto id = ::fork();
        if (id < 0) return std::nullopt;
        if (id == 0) become(child, limits);
        ::setpgid(id, id);  // here too: whoever comes first
        return Process{id, std::move(input->write), std::move(output->read)};
    }
    Process(Process&& other) noexcept
        : id_(std::exchange(other.id_, -1)),
          input_(std::move(other.input_)),
          output_(std::move(other.output_)) {}
    Process& operator=(Process&&) = delete;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() {
        if (id_ > 0) end();
    }

    std::expected<std::string, PdfTrouble> converse(std::string_view html, const PdfLimits& limits) {
        const auto deadline = Clock::now() + limits.time;
        std::string answer;
        while (true) {
            std::array<pollfd, 2> ends{{{output_.number(), POLLIN, 0}, {input_.number(), POLLOUT, 0}}};
            if (!wait_for(ends, deadline)) return std::unexpected(PdfTrouble::too_slow);
            if (ends[1].revents != 0) give(html);
            if (ends[0].revents == 0) continue;
            if (!take(answer)) break;
            if (answer.size() > limits.output) return std::unexpected(PdfTrouble::too_large);
        }
        if (!ends_well(deadline) || !answer.starts_with("%PDF-")) return std::unexpected(PdfTrouble::failed);
        return answer;
    }

private:
    Process(pid_t id, Descriptor input, Descriptor output)
        : id_(id), input_(std::move(input)), output_(std::move(output)) {}

    // poll passes over a descriptor of -1. False where the time is over.
    static bool wait_for(std::array<pollfd, 2>& ends, Clock::time_point deadline) {
        while (true) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
            if (left <= 0) return false;
            const int ready = ::poll(ends.data(), ends.size(), static_cast<int>(left));
            if (ready > 0) return true;
            if (ready < 0 && errno != EINTR) return false;
        }
    }

    // An engine that has gone reads no more; what it wrote before says what happened.
    void give(std::string_view& html) {
        if (!html.empty()) {
            const auto sent = ::send(input_.number(), html.data(), html.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) html.remove_prefix(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR) html = {};
        }
        if (html.empty()) input_.close();
    }

    bool take(std::string& answer) const {
        std::array<char, 65'536> part{};
        const auto read = ::read(output_.number(), part.data(), part.size());
        if (read > 0) answer.append(part.data(), static_cast<std::size_t>(read));
        return read > 0 || (read < 0 && errno == EINTR);
    }

    // It closed its output; what remains is to go, and the clock still runs.
    bool ends_well(Clock::time_point deadline) {
        input_.close();
        int status = 0;
        while (::waitpid(id_, &status, WNOHANG) == 0) {
            if (Clock::now() >= deadline) return false;
            ::poll(nullptr, 0, 2);
        }
        id_ = -1;
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

    void end() const {
        ::kill(-id_, SIGKILL);
        ::kill(id_, SIGKILL);  // the group is not there yet where it has not begun
        while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    pid_t id_;
    Descriptor input_;
    Descriptor output_;
};

// Gives a place back when the work is done.
class Place {
public:
    explicit Place(std::counting_semaphore<>& places) : places_(places) {}
    ~Place() { places_.release(); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::counting_semaphore<>& places_;
};

}  // namespace

struct PdfEngine::Places {
    explicit Places(const PdfLimits& limits)
        : working(limits.at_once), admitted(limits.at_once + limits.waiting) {}
    std::counting_semaphore<> working;
    std::counting_semaphore<> admitted;
};

PdfCommand weasyprint(std::filesystem::path needed) {
    return {{"/usr/bin/python3", "-I", "-c", script}, std::move(needed)};
}

PdfEngine::PdfEngine(PdfCommand command, PdfLimits limits)
    : command_(std::move(command)), limits_(limits), places_(std::make_unique<Places>(limits)) {}

PdfEngine::~PdfEngine() = default;

bool PdfEngine::is_installed() const {
    std::error_code trouble;
    return std::filesystem::exists(command_.needed, trouble) &&
           ::access(command_.arguments.front().c_str(), X_OK) == 0;
}

std::expected<std::string, PdfTrouble> PdfEngine::print(std::string_view html) const {
    if (!is_installed()) return std::unexpected(PdfTrouble::not_installed);
    if (!places_->admitted.try_acquire()) return std::unexpected(PdfTrouble::busy);
    const Place admitted{places_->admitted};
    places_->working.acquire();
    const Place working{places_->working};
    auto process = Process::start(command_, limits_);
    if (!process) return std::unexpected(PdfTrouble::failed);
    return process->converse(html, limits_);
}

}  // namespace prevenance::integrations

#include "api/passphrase.h"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <termios.h>
#include <unistd.h>

namespace prevenance::api {
namespace {

constexpr const char* systemd_question = "/usr/bin/systemd-ask-password";
constexpr std::size_t longest = 4096;  // bytes

// Byte by byte: what follows the line belongs to whoever reads next.
std::string line_from(int descriptor) {
    std::string line;
    char c = 0;
    while (line.size() < longest && ::read(descriptor, &c, 1) == 1 && c != '\n') line += c;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

class Terminal {
public:
    Terminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        if (descriptor_ < 0 || ::tcgetattr(descriptor_, &before_) != 0) return;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        is_silent_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
    }
    ~Terminal() {
        if (is_silent_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    bool is_there() const { return is_silent_; }

    std::string ask(const std::string& question) const {
        say(question + "\u00A0: ");
        auto line = line_from(descriptor_);
        say("\n");
        return line;
    }

private:
    void say(const std::string& words) const {
        if (::write(descriptor_, words.data(), words.size()) < 0) return;  // the answer is read all the same
    }

    int descriptor_;
    termios before_{};
    bool is_silent_ = false;
};

bool systemd_can_ask() {
    std::error_code trouble;
    return std::filesystem::exists("/run/systemd/system", trouble) && ::access(systemd_question, X_OK) == 0;
}

std::string asked_by_systemd() {
    const auto line = std::string{systemd_question} + " --id=prevenance 'Phrase de passe de Prévenance'";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(line.c_str(), "r"), ::pclose};
    return pipe ? line_from(::fileno(pipe.get())) : std::string{};
}

Result<Sensitive<std::string>> unless_empty(std::string line) {
    if (line.empty()) return fail(ErrorCode::invalid, "Aucune phrase de passe n’a été donnée. Recommencez.");
    return Sensitive<std::string>{std::move(line)};
}

}  // namespace

Result<Sensitive<std::string>> ask_passphrase(const Settings& settings, const std::string& question) {
    if (settings.passphrase) return *settings.passphrase;
    if (settings.passphrase_descriptor >= 0) return unless_empty(line_from(settings.passphrase_descriptor));
    if (const Terminal terminal; terminal.is_there()) return unless_empty(terminal.ask(question));
    if (systemd_can_ask()) return unless_empty(asked_by_systemd());
    return fail(ErrorCode::unavailable,
                "La clé racine est verrouillée et personne n’est là pour taper la phrase de passe. Lancez "
                "depuis un terminal, ou donnez un fichier ouvert\u00A0: prevenance serve --passphrase-fd 3 "
                "3< fichier");
}

}  // namespace prevenance::api

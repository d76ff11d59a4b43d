// Pages into tagged PDF through the real engine, and an engine that hangs, fails, writes too much or is not
// there. What a PDF holds is read by other programs: pdfinfo and pdftotext.
#include "integrations/pdf_engine.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace prevenance::integrations {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

PdfEngine shell(const std::string& script, PdfLimits limits = {}) {
    return PdfEngine{{{"/bin/sh", "-c", script}, "/bin/sh"}, limits};
}

// The engine's own python, so that what the limits forbid is asked for in earnest.
PdfEngine python(const std::string& script, PdfLimits limits = {}) {
    return PdfEngine{{{"/usr/bin/python3", "-I", "-c", script}, "/usr/bin/python3"}, limits};
}

std::string page(const std::string& body) {
    return "<!DOCTYPE html><html lang=\"fr-FR\"><head><meta charset=\"utf-8\"><title>Essai « é "
           "»</title></head><body>" +
           body + "</body></html>";
}

class ReadBack {
public:
    explicit ReadBack(const std::string& pdf) {
        std::string pattern = std::filesystem::temp_directory_path() / "prevenance-pdf-XXXXXX";
        const int file = ::mkstemp(pattern.data());
        ::close(file);
        path_ = pattern;
        std::ofstream{path_, std::ios::binary} << pdf;
    }
    ~ReadBack() { std::filesystem::remove(path_); }
    ReadBack(const ReadBack&) = delete;
    ReadBack& operator=(const ReadBack&) = delete;

    std::string info() const { return output_of("pdfinfo " + path_.string()); }
    std::string structure() const { return output_of("pdfinfo -struct-text " + path_.string()); }
    std::string text() const { return output_of("pdftotext -layout " + path_.string() + " -"); }

private:
    static std::string output_of(const std::string& command) {
        std::string output;
        FILE* stream = ::popen(command.c_str(), "r");
        std::array<char, 4096> part{};
        for (std::size_t read = 0; (read = std::fread(part.data(), 1, part.size(), stream)) > 0;)
            output.append(part.data(), read);
        EXPECT_EQ(::pclose(stream), 0) << command;
        return output;
    }
    std::filesystem::path path_;
};

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

TEST(PdfEngine, makes_a_tagged_pdf_with_title_language_and_structure) {
    const PdfEngine engine;
    ASSERT_TRUE(engine.is_installed()) << "apt-get install weasyprint";
    const auto pdf = engine.print(
        page("<h1>Objet</h1><p>Un texte.</p><ul><li>un</li></ul><table><tr><th>a</th></tr></table>"));
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(holds(*pdf, "/StructTreeRoot"));
    EXPECT_TRUE(holds(*pdf, "/Lang (fr-FR)"));
    EXPECT_TRUE(holds(*pdf, "/MarkInfo"));
    const ReadBack file{*pdf};
    EXPECT_TRUE(holds(file.info(), "Essai « é »"));
    EXPECT_TRUE(holds(file.info(), "Tagged:          yes"));
    for (const auto* tag : {"H1", "P ", "LI ", "TH"}) EXPECT_TRUE(holds(file.structure(), tag)) << tag;
}

TEST(PdfEngine, takes_a_name_full_of_html_as_a_name) {
    const auto pdf =
        PdfEngine{}.print(page("<p>&lt;img src=x&gt; &lt;b&gt;Camille&lt;/b&gt; &amp;amp; « Ö »</p>"));
    ASSERT_TRUE(pdf);
    EXPECT_TRUE(holds(ReadBack{*pdf}.text(), "<img src=x> <b>Camille</b> &amp; « Ö »"));
}

// Whatever reaches the page, nothing is fetched and no file of the machine gets into the paper.
TEST(PdfEngine, fetches_nothing) {
    const auto marker = std::filesystem::temp_directory_path() / "prevenance-pdf-marker.txt";
    std::ofstream{marker} << "CANARI";
    const auto pdf = PdfEngine{}.print(page(
        "<p>ici</p><img src=\"file://" + marker.string() +
        "\" alt=\"image\"><link rel=\"attachment\" href=\"file://" + marker.string() +
        "\"><style>@import url(file:///etc/passwd); p { background: url(http://127.0.0.1:1/) }</style>"));
    std::filesystem::remove(marker);
    ASSERT_TRUE(pdf);
    EXPECT_FALSE(holds(*pdf, "CANARI"));
    EXPECT_FALSE(holds(*pdf, "EmbeddedFile"));
    EXPECT_TRUE(holds(ReadBack{*pdf}.text(), "ici"));
}

constexpr const char* tells_what_it_could = R"py(
import socket, os, sys, subprocess
done = []
def attempt(name, work):
    try:
        work(); done.append(name)
    except Exception:
        pass
attempt("socket", lambda: socket.socket())
attempt("unix", lambda: socket.socket(socket.AF_UNIX))
attempt("file", lambda: open("/tmp/prevenance-pdf-written", "wb", 0).write(b"x"))
attempt("child", lambda: subprocess.run(["/usr/bin/python3", "-c", "import socket; socket.socket()"], check=True,
                                        stderr=subprocess.DEVNULL))
sys.stdout.write("%PDF-" + ",".join(done) + "|" + ",".join(sorted(os.environ)) + "|" +
                 str(len(os.listdir("/proc/self/fd"))) + "|" + " ".join(sys.argv))
)py";

TEST(PdfEngine, runs_without_socket_file_environment_or_our_descriptors) {
    ::setenv("PREVENANCE_SECRET", "CANARI", 1);
    const auto said = python(tells_what_it_could).print("CANARI");
    ::unsetenv("PREVENANCE_SECRET");
    std::filesystem::remove("/tmp/prevenance-pdf-written");
    ASSERT_TRUE(said);
    EXPECT_TRUE(said->starts_with("%PDF-|")) << *said;
    EXPECT_FALSE(holds(*said, "PREVENANCE_SECRET"));
    EXPECT_FALSE(holds(*said, "CANARI"));
    EXPECT_TRUE(holds(*said, "|4|")) << "three streams and the listing itself: " << *said;
}

TEST(PdfEngine, an_engine_that_hangs_is_ended_with_its_children) {
    const auto begun = Clock::now();
    const auto print = shell("sleep 30 & sleep 30", {.time = 300ms}).print(page(""));
    EXPECT_EQ(print.error(), PdfTrouble::too_slow);
    EXPECT_LT(Clock::now() - begun, 10s);
    // One that closes its output and stays is no better.
    EXPECT_EQ(shell("exec 1>&-; sleep 30", {.time = 300ms}).print(page("")).error(), PdfTrouble::failed);
    // One that reads nothing of a page larger than a pipe holds.
    EXPECT_EQ(shell("sleep 30", {.time = 300ms}).print(std::string(1'000'000, 'x')).error(),
              PdfTrouble::too_slow);
    EXPECT_LT(Clock::now() - begun, 20s);
}

TEST(PdfEngine, an_engine_that_fails_gives_no_half_file) {
    EXPECT_EQ(shell("exit 1").print(page("")).error(), PdfTrouble::failed);
    EXPECT_EQ(shell("echo %PDF-1.7 half; exit 1").print(page("")).error(), PdfTrouble::failed);
    EXPECT_EQ(shell("echo no pdf").print(page("")).error(), PdfTrouble::failed);
    EXPECT_EQ(shell("kill -9 $$").print(page("")).error(), PdfTrouble::failed);
    EXPECT_EQ(shell("true").print(std::string(1'000'000, 'x')).error(), PdfTrouble::failed)
        << "it left while we wrote";
}

TEST(PdfEngine, an_engine_that_writes_too_much_is_stopped) {
    EXPECT_EQ(shell("yes %PDF-").print(page("")).error(), PdfTrouble::too_large);
    const auto just = shell("printf %%PDF-12345", {.output = 10}).print(page(""));
    ASSERT_TRUE(just);
    EXPECT_EQ(*just, "%PDF-12345");
    EXPECT_EQ(shell("printf %%PDF-123456", {.output = 10}).print(page("")).error(), PdfTrouble::too_large);
}

TEST(PdfEngine, an_engine_that_eats_processor_or_memory_is_stopped) {
    EXPECT_EQ(shell("while :; do :; done", {.processor = 1s}).print(page("")).error(), PdfTrouble::failed);
    EXPECT_EQ(
        python("x = bytearray(800_000_000); print('%PDF-')", {.memory = 400'000'000}).print(page("")).error(),
        PdfTrouble::failed);
}

TEST(PdfEngine, says_where_it_is_not_installed) {
    const PdfEngine engine{weasyprint("/nowhere/weasyprint")};
    EXPECT_FALSE(engine.is_installed());
    EXPECT_EQ(engine.print(page("")).error(), PdfTrouble::not_installed);
    EXPECT_FALSE((PdfEngine{{{"/nowhere/python3"}, "/bin/sh"}}.is_installed()));
}

// Two work, one waits, the others are told to come back.
TEST(PdfEngine, works_on_few_pages_at_once) {
    const auto engine = shell("cat > /dev/null; sleep 1; printf %%PDF-", {.at_once = 2, .waiting = 1});
    std::atomic<int> made = 0;
    std::atomic<int> busy = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&] {
                const auto print = engine.print(page(""));
                if (print) ++made;
                if (!print && print.error() == PdfTrouble::busy) ++busy;
            });
    }
    EXPECT_EQ(made + busy, 8);
    EXPECT_GE(made, 3);
    EXPECT_GE(busy, 1);
    EXPECT_TRUE(engine.print(page(""))) << "the places are given back";
}

// No engine outlives its answer.
TEST(PdfEngine, leaves_no_process_behind) {
    for (const auto* script : {"exit 1", "printf %%PDF-", "yes", "sleep 30"})
        (void)shell(script, {.time = 500ms}).print(page(""));
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace prevenance::integrations

// Prints a page as a tagged PDF with WeasyPrint, a program of its own in a process of its own. The page goes
// in and the file comes out through pipes: nothing about a person stands in the arguments, in the environment
// or on disk, and what the engine complains of is thrown away, because it may quote the page. The process
// opens no socket and writes no file (the kernel refuses both), and ends with its time, its memory or this
// program.
//
// The surprise: print() blocks for about a second. It is for the threads that run endpoints, never for those
// that read sockets or write the database.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::integrations {

struct PdfCommand {
    std::vector<std::string> arguments;  // the first is the program, by its whole path; no shell reads them
    std::filesystem::path needed;        // a file that is there where the engine is installed
};

// Debian's python3 with WeasyPrint as a library, so that it can be told to fetch nothing.
PdfCommand weasyprint(std::filesystem::path needed = "/usr/bin/weasyprint");

struct PdfLimits {
    std::chrono::milliseconds time{45'000};     // by the clock: less than a proxy waits
    std::chrono::seconds processor{15};         // by the processor
    std::size_t memory = 1024UL * 1024 * 1024;  // bytes of address space; 66 MiB of it are used
    std::size_t output = 1024UL * 1024;         // bytes; a longer answer would not leave anyway
    int at_once = 2;
    int waiting = 1;  // for one of those; of the four threads that run endpoints one stays free
};

enum class PdfTrouble { not_installed, busy, too_slow, failed, too_large };

class PdfEngine {
public:
    explicit PdfEngine(PdfCommand command = weasyprint(), PdfLimits limits = {});
    ~PdfEngine();
    PdfEngine(const PdfEngine&) = delete;
    PdfEngine& operator=(const PdfEngine&) = delete;

    bool is_installed() const;
    // `html` is a whole document in UTF-8 that needs nothing from elsewhere. Safe from several threads.
    std::expected<std::string, PdfTrouble> print(std::string_view html) const;

private:
    struct Places;
    PdfCommand command_;
    PdfLimits limits_;
    std::unique_ptr<Places> places_;
};

}  // namespace prevenance::integrations

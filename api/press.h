// Where pages become PDF files: the engine, and what it already made of the pages that nobody is
// on, so that a stranger who asks for a leaflet again and again sets nothing to work.
#pragma once

#include "integrations/pdf_engine.h"

#include <cstddef>
#include <expected>
#include <map>
#include <mutex>
#include <string>

namespace prevenance::api {

class Press {
public:
    // `style` goes into every page that is printed.
    Press(integrations::PdfCommand command, std::string style);

    bool can_print() const { return engine_.is_installed(); }
    const std::string& style() const { return style_; }

    std::expected<std::string, integrations::PdfTrouble> print(const std::string& html) const;
    // For a page without a word about anybody: it is remembered, with the few others of its kind.
    std::expected<std::string, integrations::PdfTrouble> print_once(const std::string& html);

private:
    integrations::PdfEngine engine_;
    std::string style_;
    std::mutex mutex_;
    std::map<std::string, std::string> printed_;  // by the page
};

}  // namespace prevenance::api

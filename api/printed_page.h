// A letter or document as two faces of one thing: the page with print style, and the tagged PDF at an address
// of its own. Whoever may read the one may read the other, and both readings are on record where the page is
// about a person. Where no PDF can be made, a page says so and shows the way to the browser's own print.
#pragma once

#include "api/call.h"
#include "forms/template_data.h"

#include <optional>
#include <string>

namespace prevenance::api {

struct PrintedPage {
    std::string title;  // of the page and of the file; names nobody, because a file's title travels
    std::string name;   // of the template
    forms::TemplateData data;
    std::string path;                             // of the page; the file's is the same with /pdf behind it
    std::string query = {};                       // of both, with its question mark; may be empty
    std::string file;                             // what the download is called, without ".pdf": names nobody
    std::string file_title = {};                  // where the file's title is another
    std::optional<IdBytes> about = std::nullopt;  // a person, or what belongs to one
    bool is_remembered = false;  // nobody is on it: the file may be kept for whoever asks next
};

Answer show_printed(const Call& call, PrintedPage page);
Answer print_pdf(const Call& call, const PrintedPage& page);

// The same without the record: for an act that keeps its own.
Reply printed_reply(const Call& call, PrintedPage page);
Reply pdf_reply(const Call& call, const PrintedPage& page);

}  // namespace prevenance::api

#include "api/printed_page.h"

#include "api/page_reply.h"
#include "api/press.h"
#include "api/services.h"

#include <utility>

namespace prevenance::api {
namespace {

using integrations::PdfTrouble;

std::string document_of(const Call& call, const PrintedPage& page) {
    const auto& title = page.file_title.empty() ? page.title : page.file_title;
    auto inside = page.data;
    inside.set("title", title).set_optional("pdf_path", "");
    inside.set("form_token", "").set("submission_key", "");
    forms::TemplateData around;
    around.set("title", title).set("style", forms::Html{call.services.press.style()});
    around.set("fictitious_data", call.services.settings.demo);
    around.set("content", call.services.templates.fill(page.name, inside));
    return call.services.templates.fill("pdf_layout", around).text;
}

std::string why_not(PdfTrouble trouble) {
    switch (trouble) {
        case PdfTrouble::not_installed:
            return "Ce site ne fabrique pas de fichiers PDF.";
        case PdfTrouble::busy:
            return "Plusieurs fichiers se préparent en ce moment. Réessayez dans une minute.";
        case PdfTrouble::too_slow:
        case PdfTrouble::failed:
        case PdfTrouble::too_large:
            return "Le fichier PDF n’a pas pu être fait. Réessayez, ou imprimez la page.";
    }
    return {};
}

// Nothing of the page is on it: there is nothing to put on record.
Reply no_pdf(const Call& call, const PrintedPage& page, PdfTrouble trouble) {
    forms::TemplateData data;
    data.set("why", why_not(trouble));
    data.set_optional("page_path", call.request.method == "GET" ? page.path + page.query : "");
    auto reply = page_reply(call, "Pas de PDF pour cette page", "no_pdf", std::move(data));
    reply.status = 503;
    reply.headers.emplace_back("Retry-After", "60");
    return reply;
}

Answer on_record(const std::optional<IdBytes>& about, Reply reply) {
    if (!about || reply.status != 200) return reply;
    return Act{about, [reply = std::move(reply)](storage::Transaction&) { return reply; }};
}

}  // namespace

Reply printed_reply(const Call& call, PrintedPage page) {
    const bool can_print = call.services.press.can_print();
    page.data.set_optional("pdf_path", can_print ? page.path + "/pdf" + page.query : "");
    return page_reply(call, std::move(page.title), page.name, std::move(page.data));
}

Reply pdf_reply(const Call& call, const PrintedPage& page) {
    auto& press = call.services.press;
    const auto html = document_of(call, page);
    const auto file = page.is_remembered ? press.print_once(html) : press.print(html);
    if (!file) return no_pdf(call, page, file.error());
    Reply reply{200, "application/pdf", *file, {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + page.file + ".pdf\"");
    return reply;
}

Answer show_printed(const Call& call, PrintedPage page) {
    const auto about = page.about;
    return on_record(about, printed_reply(call, std::move(page)));
}

Answer print_pdf(const Call& call, const PrintedPage& page) {
    return on_record(page.about, pdf_reply(call, page));
}

}  // namespace prevenance::api

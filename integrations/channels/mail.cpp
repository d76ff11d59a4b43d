#include "integrations/channels/mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance::integrations {
namespace {

struct HandleCloser {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListCloser {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct MimeCloser {
    void operator()(curl_mime* mime) const { curl_mime_free(mime); }
};
using Handle = std::unique_ptr<CURL, HandleCloser>;
using List = std::unique_ptr<curl_slist, ListCloser>;
using Mime = std::unique_ptr<curl_mime, MimeCloser>;

List list_of(const std::vector<std::string>& lines) {
    curl_slist* list = nullptr;
    for (const auto& line : lines) list = curl_slist_append(list, line.c_str());
    return List{list};
}

bool is_loopback(std::string_view host) {
    const bool dotted = std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return host == "localhost" || host == "::1" || host == "[::1]" || (dotted && host.starts_with("127."));
}

bool is_one_line(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7F'; });
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        unsigned group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += at + i > bytes.size() ? '=' : letters[group >> (18 - 6 * i) & 0x3FU];
    }
    return text;
}

// RFC 2047: words of at most 45 bytes, so that each stays under 75 characters, cut between characters.
std::string encoded_words(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7F'; })) return std::string{text};
    std::string words;
    while (!text.empty()) {
        std::size_t length = std::min<std::size_t>(45, text.size());
        while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80) --length;
        if (!words.empty()) words += "\r\n ";
        words += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
        text.remove_prefix(length);
    }
    return words;
}

// "Sat, 21 Nov 2026 19:45:00 +0000": RFC 5322, 3.3. Not strftime, which speaks the locale's language.
std::string mail_date(Instant instant) {
    constexpr std::array weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto date = std::chrono::floor<Days>(instant);
    const std::chrono::year_month_day civil{date};
    const std::chrono::hh_mm_ss time{instant - date};
    char text[64];
    std::snprintf(text, sizeof text, "%s, %u %s %d %02d:%02d:%02d +0000",
                  weekdays[std::chrono::weekday{date}.c_encoding()], static_cast<unsigned>(civil.day()),
                  months[static_cast<unsigned>(civil.month()) - 1], static_cast<int>(civil.year()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text;
}

std::string domain_of(std::string_view address) {
    return std::string{address.substr(address.find('@') + 1)};
}

std::vector<std::string> headers_of(const Notice& notice, const MailSettings& settings) {
    return {"Date: " + mail_date(notice.written_at),
            "From: " + encoded_words(settings.sender_name) + " <" + settings.sender + ">",
            "To: <" + notice.recipient.reveal() + ">", "Subject: " + encoded_words(mail_text(notice).subject),
            "Message-ID: <" + notice.id.text() + "@" + domain_of(settings.sender) + ">",
            // Out-of-office replies to a machine help nobody (RFC 3834).
            "Auto-Submitted: auto-generated"};
}

// One text part. Quoted-printable keeps every line short and in ASCII, whatever the servers on the way can
// do.
Mime mime_of(CURL* handle, const std::string& body) {
    Mime mime{curl_mime_init(handle)};
    curl_mimepart* part = curl_mime_addpart(mime.get());
    curl_mime_data(part, body.c_str(), body.size());
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    return mime;
}

std::string with_crlf(std::string_view text) {
    std::string lines;
    for (const char c : text) {
        if (c == '\n') lines += '\r';
        lines += c;
    }
    return lines;
}

// Answers about who we are and not about the mail (RFC 4954, 6): a setting is wrong.
bool is_about_signing_in(long answer) {
    return answer == 530 || answer == 534 || answer == 535 || answer == 538;
}

// 4xx asks to come back, 5xx will not change; where the server said nothing final, nothing is final.
Delivery judged(CURLcode code, long answer) {
    if (code == CURLE_OK) return {DeliveryOutcome::delivered, "accepted"};
    const std::string reason = std::string{curl_easy_strerror(code)} + ", SMTP " + std::to_string(answer);
    const bool about_the_mail = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
                                code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_UPLOAD_FAILED;
    const bool final_answer = answer >= 500 && answer < 600 && !is_about_signing_in(answer);
    return {about_the_mail && final_answer ? DeliveryOutcome::refused : DeliveryOutcome::try_later, reason};
}

class MailChannel final : public NoticeChannel {
public:
    explicit MailChannel(MailSettings settings) : settings_(std::move(settings)) {}

    Delivery deliver(const Notice& notice) override {
        if (!is_mail_address(notice.recipient.reveal()))
            return {DeliveryOutcome::refused, "the recipient is not a mail address"};
        if (!is_one_line(notice.service_address) || notice.waiting < 1)
            return {DeliveryOutcome::refused, "the notice is malformed"};
        const Handle handle{curl_easy_init()};
        if (!handle) return {DeliveryOutcome::try_later, "no memory for a connection"};
        return send(handle.get(), notice);
    }

private:
    Delivery send(CURL* handle, const Notice& notice) const {
        const auto headers = list_of(headers_of(notice, settings_));
        const auto recipients = list_of({notice.recipient.reveal()});
        const auto mime = mime_of(handle, with_crlf(mail_text(notice).body));
        set_connection(handle);
        const std::string from = "<" + settings_.sender + ">";
        curl_easy_setopt(handle, CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(handle, CURLOPT_MIMEPOST, mime.get());
        const auto code = curl_easy_perform(handle);
        long answer = 0;
        curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
        return judged(code, answer);
    }

    void set_connection(CURL* handle) const {
        using std::chrono::milliseconds;
        const std::string host = settings_.host.contains(':') && !settings_.host.starts_with('[')
                                     ? "[" + settings_.host + "]"
                                     : settings_.host;
        const auto url =
            "smtp://" + host + ":" + std::to_string(settings_.port) + "/" + domain_of(settings_.sender);
        curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp");
        // A proxy named in the environment is for the web; mail goes where the settings say.
        curl_easy_setopt(handle, CURLOPT_PROXY, "");
        // Name resolution must not raise signals in a program with threads.
        curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds{settings_.connect_limit}.count());
        curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds{settings_.whole_limit}.count());
        curl_easy_setopt(handle, CURLOPT_USE_SSL,
                         settings_.require_starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
        curl_easy_setopt(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
        if (!settings_.certificate_authorities.empty()) {
            curl_easy_setopt(handle, CURLOPT_CAINFO, settings_.certificate_authorities.c_str());
            // Otherwise the system's authorities would be trusted beside the ones that were named.
            curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
        }
        if (settings_.user.empty()) return;
        curl_easy_setopt(handle, CURLOPT_USERNAME, settings_.user.c_str());
        curl_easy_setopt(handle, CURLOPT_PASSWORD, settings_.password.reveal().c_str());
    }

    MailSettings settings_;
};

std::string waiting_line(const Notice& notice) {
    const bool several = notice.waiting > 1;
    const auto number = "Vous avez " + std::to_string(notice.waiting);
    switch (notice.kind) {
        case NoticeKind::request:
            return number + (several ? " demandes à voir" : " demande à voir");
        case NoticeKind::suggestion:
            return number + (several ? " suggestions à voir" : " suggestion à voir");
        case NoticeKind::deadline:
            return number + (several ? " échéances à voir" : " échéance à voir");
        case NoticeKind::trial:
            return "Essai d’envoi réussi";
        case NoticeKind::checkpoint:
            return "Point de contrôle du journal, à garder";
    }
    return {};
}

// To somebody who keeps it and need not know the program.
std::string checkpoint_letter(const Notice& notice) {
    return "Vous êtes témoin du journal de Prévenance, à l’adresse " + notice.service_address +
           ".\n\nGardez ce message tel quel, hors de cette installation\u00A0: un dossier de votre messagerie "
           "suffit. Si quelqu’un coupe, réécrit ou remplace le journal, la comparaison avec vos messages le "
           "montre. Rien d’autre ne le montrerait.\n\n" +
           notice.checkpoint +
           "\nPour vérifier\u00A0: enregistrez ce message dans un fichier et demandez à l’exploitant de taper "
           "devant vous\u00A0:\n    prevenance audit verify --checkpoint FICHIER\n\n"
           "Si vous ne recevez plus de message pendant deux jours, demandez pourquoi à l’exploitant.\n\n"
           "Ce message ne contient aucun nom et aucun fait\u00A0: des nombres et des empreintes.\n";
}

}  // namespace

// A dot-atom and a domain, in ASCII: enough for every mailbox of a working life, and nothing that could end
// a header or an SMTP command (RFC 5321, 4.1.2; 254 bytes as of its erratum 1690).
bool is_mail_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > 254 || at > 64)
        return false;
    constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
    const auto is_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const auto domain = text.substr(at + 1);
    return std::ranges::all_of(text.substr(0, at), [&](char c) { return is_word(c) || marks.contains(c); }) &&
           std::ranges::all_of(domain, [&](char c) { return is_word(c) || c == '-' || c == '.'; });
}

MailText mail_text(const Notice& notice) {
    const auto line = waiting_line(notice);
    if (notice.kind == NoticeKind::checkpoint) return {line, checkpoint_letter(notice)};
    return {line, line + ".\nConnectez-vous\u00a0: " + notice.service_address +
                      "\n\nCe message est envoyé par Prévenance. Il ne contient aucun nom et aucun fait.\n"};
}

Result<std::unique_ptr<NoticeChannel>> make_mail_channel(MailSettings settings) {
    std::vector<FieldError> errors;
    if (settings.host.empty() || settings.host.find_first_of(" /@\t\r\n") != std::string::npos)
        errors.push_back({"host", "host_missing", "Indiquez le nom du serveur d’envoi."});
    if (settings.port < 1 || settings.port > 65535)
        errors.push_back({"port", "port_invalid", "Le port est un nombre entre 1 et 65535."});
    if (!settings.require_starttls && !is_loopback(settings.host))
        errors.push_back(
            {"require_starttls", "starttls_required",
             "L’envoi sans chiffrement n’est possible que vers cette machine même (127.0.0.1)."});
    if (!is_mail_address(settings.sender))
        errors.push_back({"sender", "sender_invalid",
                          "Indiquez l’adresse d’envoi, par exemple "
                          "prevenance@exemple.fr."});
    if (!is_one_line(settings.sender_name) ||
        settings.sender_name.find_first_of("\"<>@,;:\\") != std::string::npos)
        errors.push_back(
            {"sender_name", "sender_name_invalid", "Le nom d’envoi tient sur une ligne, sans < ni >."});
    if (!settings.certificate_authorities.empty() &&
        !std::filesystem::is_regular_file(settings.certificate_authorities))
        errors.push_back({"certificate_authorities", "certificate_authorities_missing",
                          "Le fichier des autorités de certification n’existe pas."});
    if (!errors.empty()) return fail(std::move(errors));
    return std::make_unique<MailChannel>(std::move(settings));
}

}  // namespace prevenance::integrations

#include "integrations/alert_message.h"

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr std::string_view form = "prevenance alert 1";
constexpr std::uint64_t most_facts = 1000;

std::size_t size_of_words(const Alert& alert) {
    std::size_t size = alert.person_name.reveal().size() + alert.employer_name.reveal().size() +
                       alert.own_words.reveal().size() + alert.contact.how.reveal().size() +
                       alert.contact.when.reveal().size() + alert.language.size();
    for (const auto& fact : alert.facts) size += fact.reveal().size() + 4;
    return size;
}

Sensitive<std::string> words(CanonicalReader& reader) {
    return Sensitive<std::string>(reader.text());
}

}  // namespace

Bytes encode_alert(const Alert& alert, const Digest& receipt_hash) {
    CanonicalWriter writer(form, 512 + size_of_words(alert));
    writer.id(alert.id)
        .id(alert.oh_service)
        .field(alert.employer ? ByteView(alert.employer->bytes) : ByteView())
        .number(alert.kind == AlertKind::consented_alert ? 1 : 2)
        .text(alert.person_name.reveal())
        .text(alert.employer_name.reveal())
        .number(alert.facts.size());
    for (const auto& fact : alert.facts) writer.text(fact.reveal());
    return writer.text(alert.own_words.reveal())
        .text(alert.contact.how.reveal())
        .text(alert.contact.when.reveal())
        .text(alert.language)
        .field(receipt_hash)
        .take();
}

std::optional<AlertMessage> decode_alert(ByteView bytes) {
    CanonicalReader reader(bytes, form);
    AlertMessage message;
    auto& alert = message.alert;
    alert.id = reader.id<AlertId>();
    alert.oh_service = reader.id<OhServiceId>();
    const auto employer = reader.field();
    const auto kind = reader.number();
    alert.person_name = words(reader);
    alert.employer_name = words(reader);
    const auto count = std::min(reader.number(), most_facts);
    for (std::uint64_t i = 0; i < count && !reader.failed(); ++i) alert.facts.push_back(words(reader));
    alert.own_words = words(reader);
    alert.contact.how = words(reader);
    alert.contact.when = words(reader);
    alert.language = reader.text();
    message.receipt_hash = reader.array<32>();
    if (!reader.complete() || (kind != 1 && kind != 2)) return std::nullopt;
    alert.kind = kind == 1 ? AlertKind::consented_alert : AlertKind::own_request;
    if (employer.empty()) return message;
    alert.employer.emplace();
    if (employer.size() != alert.employer->bytes.size()) return std::nullopt;
    std::ranges::copy(employer, alert.employer->bytes.begin());
    return message;
}

}  // namespace prevenance::integrations

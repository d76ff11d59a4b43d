#include "forms/receipt_json.h"

#include "domain/hexadecimal.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace prevenance::forms {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view schema = "ISO/IEC TS 27560:2023, prevenance receipt 1";
constexpr std::string_view profile = "https://w3id.org/dpv/schema/dpv-27560#";
constexpr std::string_view lawful_basis =
    "consentement à la transmission de ce message (RGPD, articles 6.1.a et 9.2.a)\u00A0; la visite relève du "
    "code du "
    "travail (R4624-34)";
constexpr std::string_view processing =
    "chiffré pour le service destinataire, lu par les membres de sa boîte\u00A0; aucune décision automatisée";
constexpr std::string_view retention = "P6M, ou jusqu’à la première visite";

struct Category {
    std::string_view code;
    std::string_view words;
    bool optional;
    bool special;  // may reveal health, by what the person writes or by what it is used for
};

constexpr std::array<Category, 4> categories{{
    {"identity", "nom de la personne et de son employeur", false, false},
    {"work_facts", "faits de travail gardés par la personne", true, true},
    {"own_words", "mots de la personne", true, true},
    {"contact", "moyen de joindre la personne et langue", false, false},
}};

ordered_json information(const std::vector<std::string>& codes) {
    auto list = ordered_json::array();
    for (const auto& code : codes)
        for (const auto& known : categories)
            if (known.code == code)
                list.push_back({{"type", known.code},
                                {"words", known.words},
                                {"optional", known.optional},
                                {"sensitive", true},
                                {"special_category", known.special}});
    return list;
}

ordered_json controllers(const ReceiptDetails& details) {
    auto list = ordered_json::array();
    for (const auto& party : details.parties)
        list.push_back({{"role", party.role}, {"name", party.name}, {"contact", party.contact}});
    return list;
}

ordered_json recipients(const ConsentReceipt& receipt, const ReceiptDetails& details) {
    auto names = ordered_json::array();
    for (const auto& party : details.parties)
        if (party.role == "recipient") names.push_back(party.name);
    return {{"id", receipt.recipient.text()},
            {"names", names},
            {"key_fingerprint", hexadecimal(receipt.mailbox_key_fingerprint)}};
}

ordered_json event(const ConsentReceipt& receipt) {
    return {{"time", iso_instant(receipt.given_at)},
            {"type", "explicit_consent"},
            {"state", "given"},
            {"valid_until", iso_date(receipt.expires_on)},
            {"valid_until_event", "first_visit"},
            {"entity", "pii_principal"},
            {"channel", receipt.channel == ConsentChannel::web ? "web" : "own_request"}};
}

ordered_json object_of(const ConsentReceipt& receipt, const ReceiptDetails& details, const Digest& hash) {
    ordered_json json;
    json["schema_version"] = schema;
    json["conforms_to"] = profile;
    json["record_id"] = receipt.id.text();
    json["receipt_id"] = receipt.id.text();
    json["pii_principal_id"] = {{"commitment", hexadecimal(details.person_commitment)},
                                {"construction", "BLAKE2b-256, keyed"}};
    json["privacy_notice"] = {{"url", "/ce-que-nous-notons"},
                              {"version", receipt.notice_version},
                              {"hash", hexadecimal(receipt.notice_hash)},
                              {"hash_algorithm", "BLAKE2b-256"}};
    json["language"] = details.language;
    json["purpose"] = receipt.purpose;
    json["lawful_basis"] = lawful_basis;
    json["pii_information"] = information(receipt.categories);
    json["pii_controllers"] = controllers(details);
    json["processing"] = processing;
    json["storage"] = {{"location", "FR"}, {"retention", retention}};
    json["jurisdiction"] = "FR";
    json["geographic_restriction"] = "EU";
    json["recipients"] = recipients(receipt, details);
    json["withdrawal_method"] = receipt.withdrawal;
    json["privacy_rights"] = {"access", "rectification", "erasure", "restriction", "objection", "withdrawal"};
    json["authority"] = "CNIL, https://www.cnil.fr";
    json["event"] = event(receipt);
    json["message_id"] = receipt.alert.text();
    json["receipt_hash"] = hexadecimal(hash);
    return json;
}

std::unexpected<Error> unreadable(const std::string& why) {
    return fail(ErrorCode::malformed, "Ce reçu est illisible\u00A0: " + why);
}

std::string text_at(const ordered_json& json, const char* pointer) {
    const auto place = ordered_json::json_pointer(pointer);
    if (!json.contains(place) || !json.at(place).is_string()) return {};
    return json.at(place).get<std::string>();
}

void read_lists(const ordered_json& json, ConsentReceipt& receipt, ReceiptDetails& details) {
    if (json.contains("pii_information") && json["pii_information"].is_array())
        for (const auto& item : json["pii_information"]) receipt.categories.push_back(text_at(item, "/type"));
    if (json.contains("pii_controllers") && json["pii_controllers"].is_array())
        for (const auto& party : json["pii_controllers"])
            details.parties.push_back(
                {text_at(party, "/role"), text_at(party, "/name"), text_at(party, "/contact")});
}

bool read_identities(const ordered_json& json, ConsentReceipt& receipt, ReceiptDetails& details) {
    const auto id = ReceiptId::parse(text_at(json, "/receipt_id"));
    const auto alert = AlertId::parse(text_at(json, "/message_id"));
    const auto recipient = OhServiceId::parse(text_at(json, "/recipients/id"));
    const auto fingerprint = parse_hexadecimal_array<std::tuple_size_v<Digest>>(text_at(json, "/recipients/key_fingerprint"));
    const auto notice = parse_hexadecimal_array<std::tuple_size_v<Digest>>(text_at(json, "/privacy_notice/hash"));
    const auto person = parse_hexadecimal_array<std::tuple_size_v<Digest>>(text_at(json, "/pii_principal_id/commitment"));
    if (!id || !alert || !recipient || !fingerprint || !notice || !person) return false;
    receipt.id = *id;
    receipt.alert = *alert;
    receipt.recipient = *recipient;
    receipt.mailbox_key_fingerprint = *fingerprint;
    receipt.notice_hash = *notice;
    details.person_commitment = *person;
    return true;
}

bool read_event(const ordered_json& json, ConsentReceipt& receipt) {
    const auto given_at = parse_iso_instant(text_at(json, "/event/time"));
    const auto expires_on = parse_iso_date(text_at(json, "/event/valid_until"));
    if (!given_at || !expires_on) return false;
    receipt.given_at = *given_at;
    receipt.expires_on = *expires_on;
    receipt.channel =
        text_at(json, "/event/channel") == "web" ? ConsentChannel::web : ConsentChannel::own_request;
    return true;
}

}  // namespace

std::string receipt_json(const ConsentReceipt& receipt, const ReceiptDetails& details,
                         const Digest& receipt_hash) {
    return object_of(receipt, details, receipt_hash).dump();
}

Result<ReadReceipt> read_receipt_json(std::string_view text) {
    const auto json = ordered_json::parse(text, nullptr, false);
    if (!json.is_object()) return unreadable("ce n’est pas un objet JSON.");
    ReadReceipt read;
    auto& [receipt, details] = read;
    if (!read_identities(json, receipt, details))
        return unreadable("un identifiant ou une empreinte manque.");
    if (!read_event(json, receipt)) return unreadable("la date de l’accord ou celle de sa fin manque.");
    receipt.notice_version = text_at(json, "/privacy_notice/version");
    details.language = text_at(json, "/language");
    receipt.purpose = text_at(json, "/purpose");
    receipt.withdrawal = text_at(json, "/withdrawal_method");
    read_lists(json, receipt, details);
    const auto hash = parse_hexadecimal_array<std::tuple_size_v<Digest>>(text_at(json, "/receipt_hash"));
    if (!hash || receipt_json(receipt, details, *hash) != text)
        return unreadable("un champ manque, ou n’est pas de ceux que ce programme écrit.");
    return read;
}

std::string receipt_signature_header(const std::string& written_key) {
    return ordered_json{{"alg", "EdDSA"}, {"typ", "prevenance-receipt+json"}, {"kid", written_key}}.dump();
}

std::optional<std::string> key_named_in(std::string_view header) {
    const auto json = ordered_json::parse(header, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    auto key = text_at(json, "/kid");
    if (key.empty() || text_at(json, "/alg") != "EdDSA") return std::nullopt;
    return key;
}

std::string receipt_file_json(const ReceiptFile& file) {
    ordered_json json;
    json["receipt"] = ordered_json::parse(file.receipt);
    json["signature"] = {
        {"protected", file.header}, {"payload", file.payload}, {"signature", file.signature}};
    if (file.opening) json["person_opening"] = hexadecimal(*file.opening);
    return json.dump(2) + "\n";
}

Result<ReceiptFile> read_receipt_file(std::string_view text) {
    const auto json = ordered_json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("receipt") || !json.contains("signature"))
        return unreadable(
            "le fichier n’est pas celui que la personne a téléchargé (JSON avec « receipt » et "
            "« signature »).");
    ReceiptFile file{json["receipt"].dump(), text_at(json, "/signature/protected"),
                     text_at(json, "/signature/payload"), text_at(json, "/signature/signature"),
                     parse_hexadecimal_array<std::tuple_size_v<Digest>>(text_at(json, "/person_opening"))};
    if (file.header.empty() || file.payload.empty() || file.signature.empty())
        return unreadable("la signature est incomplète.");
    return file;
}

std::string receipt_category_words(const std::string& code) {
    for (const auto& known : categories)
        if (known.code == code) return std::string{known.words};
    return code;
}

}  // namespace prevenance::forms

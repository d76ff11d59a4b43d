// What the holder of a paper code meets: locator, code, the whole message, a last check, the receipt. No
// account, no cookie, no script. The surprise: the code travels from page to page in a hidden field, because
// the server keeps nothing that could open the message between two pages.
#pragma once

#include "domain/error.h"
#include "forms/answer_form.h"
#include "forms/languages.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

TemplateData invitation_entry_data(const std::string& typed, const std::vector<FieldError>& errors,
                                   const Say& say);

struct CodeView {
    std::string path;   // where the code is sent
    std::string shown;  // the locator, to compare with the card
};
TemplateData invitation_code_data(const CodeView& view, const std::vector<FieldError>& errors,
                                  const Say& say);

struct MessageView {
    std::string path;
    std::string code;  // as typed
    std::string person;
    std::string employer;
    std::string service;
    std::string service_phone;
    std::string retention_officer;
    std::string closes_on;
    std::vector<std::string> facts;  // all of them, as proposed
    TypedAnswer answer;
};
TemplateData invitation_message_data(const MessageView& view, const std::vector<FieldError>& errors,
                                     const Say& say);

// What the person agrees to, in words. It is hashed into the receipt exactly as this template writes it, so
// it holds no date: a check before midnight and an answer after it show the same notice.
struct NoticeView {
    std::string service;
    std::string retention_officer;
    std::string key_words;   // the mailbox key's fingerprint
    std::string categories;  // "votre nom, les faits gardés, vos mots, comment vous joindre"
    std::string withdrawal;
};
TemplateData consent_notice_data(const NoticeView& view);

struct ReviewView {
    MessageView message;
    std::string expires_on;  // of the agreement, if it is given today
    Html notice;
    std::string new_key_from;  // when an announced key will serve; empty: none is announced
};
TemplateData invitation_review_data(const ReviewView& view);

struct ReceiptView {
    std::string sent_on;  // date and time
    std::string expires_on;
    std::string call_on;  // the day to call the service oneself
    std::string receipt;
    std::string receipt_hash;
    std::string signing_key;  // whose signature the file carries
    std::string service;
    std::string service_phone;
    std::string withdrawal;
    std::string path;  // to come back to
    std::string code;
    std::string address;      // the same path, as one types it
    std::string new_locator;  // of an own request just sent; empty with a card
    std::string new_code;
    bool can_be_kept = true;     // as a signed file
    std::optional<Html> notice;  // none where its words have changed since
};
TemplateData consent_receipt_data(const ReceiptView& view);

// A page that only says what happened.
TemplateData plain_words_data(const std::vector<std::string>& paragraphs, const std::string& path,
                              const std::string& code);

// The fields both ways of writing share, under the names words_field, reach_field, when_field, no_message and
// language_field.
void set_contact_fields(TemplateData& data, const TypedAnswer& answer, const std::vector<FieldError>& errors,
                        const Say& say);
// The same as lines to check, under checked_words, checked_reach, checked_when and checked_language.
void set_contact_lines(TemplateData& data, const TypedAnswer& answer);

}  // namespace prevenance::forms

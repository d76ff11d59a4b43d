// The employee who asks for a visit alone: the form, the last check. What is typed stays in the pages until
// it is sent; nothing readable is kept.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/answer_form.h"
#include "forms/languages.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <string>
#include <utility>
#include <vector>

namespace prevenance::forms {

struct OwnRequestForm {
    std::string service;  // identifier, as text
    Sensitive<std::string> person_name;
    Sensitive<std::string> employer_name;
    TypedAnswer answer;  // without facts
};

// `services` are the identifiers one may choose. Every error at once.
Result<OwnRequestForm> read_own_request(const PostedForm& form, const std::vector<std::string>& services);
OwnRequestForm typed_own_request(const PostedForm& form);

struct OwnRequestView {
    std::vector<std::pair<std::string, std::string>>
        services;  // identifier and name; only those with a mailbox
    OwnRequestForm typed;
};
TemplateData own_request_data(const OwnRequestView& view, const std::vector<FieldError>& errors,
                              const Say& say);

struct OwnRequestReviewView {
    OwnRequestForm typed;
    std::string service;
    std::string retention_officer;
    std::string service_phone;
    std::string expires_on;
    Html notice;
    std::string new_key_from;  // when an announced key will serve; empty: none is announced
};
TemplateData own_request_review_data(const OwnRequestReviewView& view);

// The letter to fill in by hand. `service` may be empty: then it is written in, too.
TemplateData paper_request_data(const std::string& service);

// Who comes back with the code of the printed page.
struct OwnRequestStateView {
    std::string path;
    std::string code;
    std::string sent_on;
    std::string service;
    std::string service_phone;
    std::string receipt;
    std::string expires_on;
    bool stands = true;
    std::vector<std::string> steps;  // what happened since, oldest first
    bool service_asks = false;       // the questions of a follow-up wait for an answer
};
TemplateData own_request_state_data(const OwnRequestStateView& view);

}  // namespace prevenance::forms

// What an employee typed about a message to the health service: lines kept, own words, how to be reached. The
// same fields serve the answer to an invitation and the employee's own request. Words about oneself are one's
// own: no list of words refuses them.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <string>
#include <utility>
#include <vector>

namespace prevenance::forms {

struct TypedAnswer {
    std::vector<std::size_t> struck;  // positions of the facts that were struck out, in order: no box is
                                      // ticked for anybody, so what is posted is what leaves the message
    std::vector<std::size_t> kept;  // the others
    Sensitive<std::string> own_words;
    Sensitive<std::string> reach;  // telephone or e-mail, as typed
    Sensitive<std::string> reach_when;
    bool no_message = false;      // « ne pas laisser de message »
    std::string language = "fr";  // ISO 639-1, one of answer_languages
};

// For people who never saw the form: nothing struck out, nothing typed.
TypedAnswer untouched_answer(std::size_t facts);

// Every error at once.
Result<TypedAnswer> read_answer(const PostedForm& form, std::size_t facts);

// What was typed, right or wrong, for showing it again.
TypedAnswer typed_answer(const PostedForm& form, std::size_t facts);

const std::vector<std::pair<std::string, std::string>>& answer_languages();
std::string language_name(const std::string& code);

// "le soir après 18 h – ne pas laisser de message", as the service reads it.
Sensitive<std::string> when_to_reach(const TypedAnswer& answer);

// The answer as hidden fields, for the page that asks to check it.
TemplateData::List hidden_answer(const TypedAnswer& answer);

}  // namespace prevenance::forms

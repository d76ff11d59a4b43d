#include "api/employee_page.h"

#include "api/page_reply.h"
#include "api/services.h"

namespace prevenance::api {
namespace {

bool is_known(const Call& call, std::string_view code) {
    return code == forms::french || call.services.templates.find_language(code) != nullptr;
}

// Every language but the one of the page, each named as its readers write it.
forms::TemplateData::List other_languages(const Call& call, const std::string& chosen) {
    forms::TemplateData::List list;
    const auto add = [&](const std::string& code, const std::string& name, const std::string& html) {
        if (code == chosen) return;
        list.push_back(forms::TemplateData{}
                           .set("language_code", code)
                           .set("language_name", name)
                           .set("language_html", html));
    };
    add(std::string{forms::french}, "Français", std::string{forms::french});
    for (const auto& language : call.services.templates.languages())
        add(language.code(), language.name(), language.html());
    return list;
}

}  // namespace

std::string language_of(const Call& call) {
    const auto answer = call.form.value("answer");
    const auto colon = answer.find(':');
    if (colon != std::string::npos && is_known(call, answer.substr(colon + 1)))
        return answer.substr(colon + 1);
    for (const auto* form : {&call.form, &call.query})
        if (is_known(call, form->value("langue"))) return form->value("langue");
    return std::string{forms::french};
}

std::string answer_of(const Call& call) {
    const auto answer = call.form.value("answer");
    return answer.substr(0, answer.find(':'));
}

std::string said(const Call& call, std::string_view words, std::string_view filled_in) {
    const auto* language = call.services.templates.find_language(language_of(call));
    auto text = language == nullptr ? std::string{words} : language->say(words);
    if (const auto gap = text.find("{}"); gap != std::string::npos) text.replace(gap, 2, filled_in);
    return text;
}

forms::Say saying(const Call& call) {
    const auto* language = call.services.templates.find_language(language_of(call));
    if (language == nullptr) return forms::as_written;
    return [language](std::string_view words) { return language->say(words); };
}

std::vector<FieldError> said(const Call& call, std::vector<FieldError> errors) {
    for (auto& error : errors) error.message = said(call, error.message);
    return errors;
}

Reply employee_page(const Call& call, std::string_view title, const std::string& name,
                    forms::TemplateData data, std::vector<FieldError> errors, const std::string& here) {
    const auto code = language_of(call);
    const auto* language = call.services.templates.find_language(code);
    auto others = other_languages(call, code);
    data.set("page_language", code).set("here", here.empty() ? call.request.path : here);
    data.set("has_languages", !others.empty()).set("languages", std::move(others));
    auto frame = page_frame(call, said(call, title), std::move(errors));
    frame.language = code;
    if (language != nullptr) frame.html_language = language->html();
    Reply reply;
    reply.status = frame.errors.empty() ? 200 : 422;
    reply.body = forms::page(call.services.templates, frame, name, std::move(data));
    return reply;
}

}  // namespace prevenance::api

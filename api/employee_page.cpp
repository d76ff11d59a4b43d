#include "api/employee_page.h"

#include "api/page_reply.h"

namespace prevenance::api {

std::string language_of(const Call&) {
    return std::string{forms::french};
}

std::string answer_of(const Call& call) {
    const auto answer = call.form.value("answer");
    return answer.substr(0, answer.find(':'));
}

std::string said(const Call&, std::string_view words, std::string_view filled_in) {
    std::string text{words};
    if (const auto gap = text.find("{}"); gap != std::string::npos) text.replace(gap, 2, filled_in);
    return text;
}

forms::Say saying(const Call&) {
    return forms::as_written;
}

std::vector<FieldError> said(const Call& call, std::vector<FieldError> errors) {
    for (auto& error : errors) error.message = said(call, error.message);
    return errors;
}

Reply employee_page(const Call& call, std::string_view title, const std::string& name,
                    forms::TemplateData data, std::vector<FieldError> errors) {
    data.set("page_language", language_of(call)).set("here", call.request.path).set("has_languages", false);
    return page_reply(call, said(call, title), name, std::move(data), std::move(errors));
}

}  // namespace prevenance::api

#include "forms/own_follow_up_page.h"

#include "forms/field.h"
#include "forms/service_case_form.h"

namespace prevenance::forms {
namespace {

TemplateData question(const OwnFollowUpView& view, const std::string& name, const std::string& legend,
                      const std::string& hint, std::vector<Choice> choices,
                      const std::vector<FieldError>& errors) {
    for (auto& choice : choices) choice.chosen = choice.value == view.typed.value(name);
    return choice_field({name, legend, hint, false, std::move(choices)}, errors);
}

std::vector<Choice> yes_or_no(const Say& say) {
    return {{"yes", say("Oui"), "", false}, {"no", say("Non"), "", false}};
}

std::vector<Choice> posts(const Say& say) {
    std::vector<Choice> choices;
    for (const auto& [code, words] : posts_after)
        choices.push_back({std::string{code}, say(words), "", false});
    return choices;
}

}  // namespace

TemplateData own_follow_up_data(const OwnFollowUpView& view, const std::vector<FieldError>& errors,
                                const Say& say) {
    TemplateData data;
    data.set("path", view.path).set("code", view.code).set("service", view.service);
    data.set("months", std::to_string(view.months));
    data.set("still_in_work_field",
             question(view, "still_in_work", say("Êtes-vous toujours en emploi\u00a0?"), "", yes_or_no(say),
                      errors));
    data.set("post_field", question(view, "post", say("Sur quel poste\u00a0?"),
                                    say("Seulement si vous êtes toujours en emploi."), posts(say), errors));
    data.set("help_wished_field",
             question(view, "help_wished", say("Souhaitez-vous une aide du service\u00a0?"),
                      say("Si oui, le service vous contacte."), yes_or_no(say), errors));
    return data;
}

}  // namespace prevenance::forms

#include "api/endpoints/take_first_steps.h"

#include "api/page_reply.h"
#include "api/services.h"
#include "forms/first_steps_page.h"
#include "forms/french.h"
#include "storage/structure_answers.h"

namespace prevenance::api {
namespace {

Reply first_steps_page(const Call& call, std::vector<FieldError> errors) {
    const auto kept = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::structure_answers(reader, call.employer()); });
    const forms::FirstStepsView view{{kept.tools, kept.needs},
                                     kept.answered_on ? forms::short_date(*kept.answered_on) : ""};
    auto data = forms::first_steps_data(view, errors);
    return page_reply(call, "Premiers pas", "first_steps", std::move(data), std::move(errors));
}

}  // namespace

Answer show_first_steps(const Call& call) {
    return first_steps_page(call, {});
}

Answer keep_first_steps(const Call& call) {
    const auto typed = forms::read_first_steps(call.form);
    if (!typed) return first_steps_page(call, typed.error().fields);
    return Act{call.employer().employer().bytes, [scope = call.employer(), today = call.today(),
                                                  typed = *typed](storage::Transaction& transaction) {
                   storage::keep_structure_answers(transaction, scope,
                                                   {typed.tools, typed.needs, std::nullopt}, today);
                   return see_other("/premiers-pas", "reponses");
               }};
}

}  // namespace prevenance::api

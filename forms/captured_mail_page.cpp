#include "forms/captured_mail_page.h"

#include "forms/french.h"

namespace prevenance::forms {

TemplateData captured_mail_data(const std::vector<CapturedMailView>& mails) {
    TemplateData::List list;
    for (const auto& mail : mails)
        list.push_back(TemplateData{}
                           .set("mail_subject", mail.subject)
                           .set("mail_recipient", mail.recipient)
                           .set("mail_at", date_and_time(mail.captured_at))
                           .set("mail_body", mail.body));
    TemplateData data;
    data.set("is_empty", list.empty()).set("mails", std::move(list));
    return data;
}

}  // namespace prevenance::forms

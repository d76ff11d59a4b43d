// The mails of the demo, as their recipients would read them.
#pragma once

#include "domain/calendar.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct CapturedMailView {
    std::string recipient;
    std::string subject;
    std::string body;
    Instant captured_at;
};

TemplateData captured_mail_data(const std::vector<CapturedMailView>& mails);

}  // namespace prevenance::forms

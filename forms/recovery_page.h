// After a forgotten password: the code that a member prints and keeps, the slip an administrator hands over,
// and the page where a new password is set. The administrator never sees a password; codes are shown once.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct RecoveryView {
    std::optional<Instant> verified_at;  // of the code that counts
    bool is_pending = false;             // a newer one was made and not retyped
};
TemplateData recovery_data(const RecoveryView& view);

// `code`: none where the code was shown before and is being retyped.
TemplateData recovery_code_data(const std::optional<Sensitive<std::string>>& code, const std::string& name,
                                const std::vector<FieldError>& errors);

struct ResetSlipView {
    std::string name;
    std::string login;
    Sensitive<std::string> code;
    std::string address;
    Instant expires_at;
};
TemplateData reset_slip_data(const ResetSlipView& view);

TemplateData new_password_data(const PostedForm& typed, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms

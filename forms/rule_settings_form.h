// The numbers of one rule, as an employer sets them: each inside the bounds of the rule file. A protection
// has no field.
#pragma once

#include "domain/error.h"
#include "forms/posted_form.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance::forms {

struct OpenThreshold {
    std::string name;  // of the field too
    int min = 0;
    int max = 0;
};

// Values by name, or every error at once. A field that was left out or emptied is an error.
Result<std::map<std::string, int>> read_rule_settings_form(const PostedForm& form,
                                                           const std::vector<OpenThreshold>& thresholds);

}  // namespace prevenance::forms

// What a new password must be: long, and not the one everybody takes. No rule on kinds of characters and no
// renewal date: they make people choose worse ones (ASVS 5.0 §6.2, ANSSI 2021).
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace prevenance::integrations {

class PasswordPolicy {
public:
    // One refused password a line, lower case; lines that begin with # are comments.
    static Result<PasswordPolicy> read(const std::filesystem::path& refused_passwords);

    // Every reason to refuse, in French, each for form field `field`; none where the password may be taken.
    // `context` are words an attacker tries first: the login, the name, the organisation. 12 to 128
    // characters.
    std::vector<FieldError> check(const Sensitive<std::string>& password,
                                  const std::vector<Sensitive<std::string>>& context,
                                  const std::string& field) const;

private:
    explicit PasswordPolicy(std::set<std::string> refused) : refused_(std::move(refused)) {}

    bool is_common(const std::string& lowered_text) const;

    std::set<std::string> refused_;
};

}  // namespace prevenance::integrations

// A JSON Schema (draft-07) of rule files, so that an editor completes their words and underlines mistakes
// while they are typed. It knows nothing of rules: api/commands/rules_schema.cpp fills the description from
// the tables of the reader. The surprise: the schema accepts a little more than the reader, which alone
// decides.
#pragma once

#include <string>
#include <vector>

namespace prevenance::forms {

struct RuleLanguage {
    struct Parameter {
        std::string name;
        std::string unit;
    };
    struct Question {
        std::string name;
        std::vector<Parameter> parameters;
        std::vector<std::string> codes;  // that may be named; empty: it names no codes
        std::string other_list;          // the key of a second list; empty: there is none
        std::vector<std::string> other_codes;
        bool takes_families = false;
    };

    std::vector<std::string> keys;
    std::vector<std::string> optional_keys;
    std::vector<std::string> units;
    std::vector<std::string> families;  // of signals
    std::vector<Question> questions;
};

std::string rule_schema_json(const RuleLanguage& language);

}  // namespace prevenance::forms

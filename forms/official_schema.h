// One of the two official schemas of data·inclusion (config/directory/schema/), and whether an object keeps
// to it. Only the keywords that those files use: a schema that uses another is refused when it is read, so
// that no rule is ever passed over in silence. Not the rules beyond the schema, which are in
// directory_file.cpp. The surprise: addresses and e-mail addresses are held to a narrower shape than
// elsewhere, because they become links.
#pragma once

#include "domain/error.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

struct SchemaFault {
    std::string property;
    std::string code;     // "pattern", "enum", "missing"…
    std::string message;  // French: what is expected
    bool operator==(const SchemaFault&) const = default;
};

class OfficialSchema {
public:
    // `file` is for messages. Errors: malformed (not JSON), invalid (a keyword that is not known here).
    static Result<OfficialSchema> read(const std::string& file, std::string_view json);

    bool has_property(const std::string& name) const;
    // Everything wrong with the properties that the schema knows, in its order. Others are not looked at.
    std::vector<SchemaFault> check(const nlohmann::json& object) const;

private:
    explicit OfficialSchema(std::shared_ptr<const nlohmann::json> schema) : schema_(std::move(schema)) {}

    std::shared_ptr<const nlohmann::json> schema_;
};

}  // namespace prevenance::forms

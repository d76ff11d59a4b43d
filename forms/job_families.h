// The jobs of home care (config/job_families.csv): what an employee's file may say about the job. Not a
// grade and not a contract.
#pragma once

#include "domain/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

struct JobFamily {
    std::string code;   // "AAD"
    std::string label;  // French
    bool operator==(const JobFamily&) const = default;
};

class JobFamilies {
public:
    // Lines of "code;label". Blank lines and lines that start with # are passed over. Error `invalid` with
    // every line that is neither, and every code given twice.
    static Result<JobFamilies> read(std::string_view text);

    const std::vector<JobFamily>& all() const { return families_; }
    bool knows(std::string_view code) const;
    std::vector<std::string> codes() const;
    // The code itself where the list has forgotten it: an old file stays readable.
    std::string label_of(std::string_view code) const;

private:
    std::vector<JobFamily> families_;
};

}  // namespace prevenance::forms

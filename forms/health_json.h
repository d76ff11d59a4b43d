// What a check found, for the programs that watch the service.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

enum class CheckState { passed, failed, skipped };

struct CheckLine {
    std::string name;  // stable, ASCII: "disk"
    CheckState state = CheckState::passed;
    std::string message;  // French: what was found, and where it failed the command that mends it
};

bool all_hold(const std::vector<CheckLine>& lines);  // what was skipped does not count against it

// {"status":"ok","checks":[{"name":"disk","state":"passed","message":"…"}]}; "failed" where one failed.
std::string health_json(const std::vector<CheckLine>& lines);

}  // namespace prevenance::forms

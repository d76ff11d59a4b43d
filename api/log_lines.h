// How a line of the log is written: one line each, whatever stands in it. Which words may stand there is
// another matter: identifiers and causes, never names, codes, bodies or addresses
// (tests/journeys/every_form.test.mjs).
#pragma once

#include <string>
#include <string_view>

namespace prevenance::api {

// Control characters as "\x0a", so that nothing sent by anybody begins a line of its own or steers a
// terminal.
std::string on_one_line(std::string_view text);

// From now on for every line of this process.
void write_log_on_single_lines();

}  // namespace prevenance::api

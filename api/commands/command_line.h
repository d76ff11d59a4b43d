// The verbs of the program. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 configuration invalid, 4 database
// newer than the program, 5 a check failed.
#pragma once

namespace prevenance::api {

int run_command_line(int argc, char** argv);

}  // namespace prevenance::api

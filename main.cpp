// The composition root: reads the command line, builds what the command needs, runs it.
#include "api/commands/command_line.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

// A core file would hold keys and words about people. Not dumpable also keeps other processes of the same
// account from reading this one's memory.
void leave_no_core() {
    const rlimit nothing{0, 0};
    setrlimit(RLIMIT_CORE, &nothing);
    prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

int main(int argc, char** argv) {
    leave_no_core();
    std::signal(SIGPIPE, SIG_IGN);  // a client that leaves must not end the process
    return prevenance::api::run_command_line(argc, argv);
}

// The composition root: reads the command line, builds what the command needs, runs it.
#include <csignal>

#include "api/commands/command_line.h"

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a client that leaves must not end the process
    return prevenance::api::run_command_line(argc, argv);
}

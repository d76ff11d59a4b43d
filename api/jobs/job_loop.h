// The thread that asks the clock whether something is due. It holds no job itself (nightly.h). A night that
// was missed, because the server was off, is made up for at the next look.
#pragma once

#include "api/services.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace prevenance::api {

class JobLoop {
public:
    // Looks at once, and then again each time `pause` has gone by.
    explicit JobLoop(Services& services, std::chrono::milliseconds pause = std::chrono::minutes{1});
    // Waits for the job that runs.
    ~JobLoop();
    JobLoop(const JobLoop&) = delete;
    JobLoop& operator=(const JobLoop&) = delete;

private:
    void run();
    void look();
    bool wait_for_next_look();

    Services& services_;
    std::chrono::milliseconds pause_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace prevenance::api

// The thread that asks the clock whether something is due: the outbox at every look, the night's jobs once a
// night. It holds no job itself. A night that was missed, because the server was off, is made up for at the next
// look.
#pragma once

#include "api/services.h"
#include "integrations/channels/notice_channel.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace prevenance::api {

class JobLoop {
public:
    // Looks at once, and then again each time `pause` has gone by.
    // `road` is null where no mail is sent.
    // `first` is called before each look.
    JobLoop(Services& services, integrations::NoticeChannel* road, std::chrono::milliseconds pause,
            std::function<void()> first = {});
    // Waits for the job that runs.
    ~JobLoop();
    JobLoop(const JobLoop&) = delete;
    JobLoop& operator=(const JobLoop&) = delete;

private:
    void run();
    void look();
    bool wait_for_next_look();

    Services& services_;
    integrations::NoticeChannel* road_;
    std::chrono::milliseconds pause_;
    std::function<void()> first_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;  // last: it uses all of the above
};

}  // namespace prevenance::api

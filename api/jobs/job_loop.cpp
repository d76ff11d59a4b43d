#include "api/jobs/job_loop.h"

#include "api/audit_checkpoints.h"
#include "api/erasure.h"
#include "api/jobs/deliver_outbox.h"
#include "api/jobs/nightly.h"

#include <spdlog/spdlog.h>

#include <exception>

namespace prevenance::api {

JobLoop::JobLoop(Services& services, integrations::NoticeChannel* road, std::chrono::milliseconds pause,
                 std::function<void()> first)
    : services_(services), road_(road), pause_(pause), first_(std::move(first)), thread_([this] { run(); }) {}

JobLoop::~JobLoop() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void JobLoop::run() {
    do look();
    while (wait_for_next_look());
}

// A database that fails tonight may be mended tomorrow: the loop goes on.
void JobLoop::look() {
    try {
        if (first_) first_();
        const auto now = services_.clock.now();
        ship_tombstones(services_, now);
        run_outbox(services_, road_, now);
        if (night_is_due(services_, now)) run_nightly(services_, now);
        if (checkpoint_is_due(services_, now)) make_checkpoint(services_, now);
    } catch (const std::exception& trouble) {
        spdlog::error("the job loop could not work: {}", trouble.what());
    }
}

bool JobLoop::wait_for_next_look() {
    std::unique_lock lock{mutex_};
    return !wake_.wait_for(lock, pause_, [this] { return stopping_; });
}

}  // namespace prevenance::api

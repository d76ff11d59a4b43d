// One running installation: its databases, keys, rules and texts, built from the settings in one place. The
// program, the commands and the tests all start here.
#pragma once

#include <memory>
#include <vector>

#include "api/services.h"
#include "api/settings.h"
#include "domain/clock.h"
#include "domain/error.h"

namespace prevenance::api {

class Instance {
public:
    // Opens everything, making the databases where there are none. Errors are for the operator, in French, each
    // with the next thing to do. Throws storage::DatabaseError where a database cannot be used.
    static Result<std::unique_ptr<Instance>> open(Settings settings, std::unique_ptr<Clock> clock);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    Services& services();
    const Settings& settings() const;

    // This start carried over what was under an earlier root key.
    bool finished_a_rotation() const;

    // The latest moment this installation has seen: called every few minutes while it serves, so that a clock
    // that is set back later wakes nothing that expired.
    void note_this_moment();

private:
    void settle();
    struct Parts;
    explicit Instance(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace prevenance::api

// A network of several employers of the test's choice, with people who were there all year and signals, and what is
// read of its publications.
#pragma once

#include "api/jobs/publish_statistics.h"
#include "storage/statistics.h"
#include "tests/api/test_instance.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

inline Date day(const char* text) {
    return *parse_iso_date(text);
}

inline const storage::Period first_quarter{day("2026-01-01"), day("2026-03-31")};
inline const storage::Period second_quarter{day("2026-04-01"), day("2026-06-30")};
inline const storage::Period whole_2026{day("2026-01-01"), day("2026-12-31")};

class Sector {
public:
    explicit Sector(TestInstance& instance) : instance_(instance) {}

    // Adds an employer of `people` persons, of whom the first `signalled` have one signal of `type` on `on`. It is a
    // member since 2025.
    EmployerId add_employer(int people, int signalled, const char* type, Date on);
    // The same, and a member of nothing.
    EmployerId add_outsider(int people, int signalled, const char* type, Date on);
    void add_signal(EmployerId employer, EmployeeId person, const std::string& type, Date on);
    Network add_network(const std::string& name, const std::vector<EmployerId>& employers);

    void set_department(EmployerId employer, const char* code);
    void join(EmployerId employer, Date first_day);
    void leave(EmployerId employer, Date last_day);

    // In the night after the period, or now where that is later.
    storage::Publication publish(storage::Period period) { return publish(network(), period); }
    storage::Publication publish(const Network& of, storage::Period period);
    Instant night_after(storage::Period period) const;

    Network network() const;

private:
    void write(const std::function<void(storage::Transaction&)>& work);
    Siret next_siret();

    TestInstance& instance_;
    std::optional<AccountId> author_;
    int tried_ = 0;
    int people_ = 0;
};

const storage::PublishedCell& cell_of(const storage::Publication& publication, const std::string& indicator);
std::string shown_in(const storage::Publication& publication, const std::string& indicator);
// A shown count is changed by five at most, then rounded to five.
void expect_about(const storage::PublishedCell& cell, int persons);

}  // namespace prevenance::api

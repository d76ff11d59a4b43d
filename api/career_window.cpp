#include "api/career_window.h"

#include "storage/milestones.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr std::string_view code = "MI_CARRIERE_OUVERTE";
constexpr int first_age = 43;
constexpr int last_age = 45;

}  // namespace

CareerWindow career_window(int birth_year) {
    using std::chrono::year;
    return {Date{year{birth_year + first_age} / std::chrono::January / 1},
            Date{year{birth_year + last_age} / std::chrono::December / 31}};
}

void keep_career_window(storage::Transaction& transaction, const Services& services, EmployerScope scope,
                        EmployeeId employee, std::optional<int> birth_year, std::optional<AccountId> by,
                        Instant now) {
    const storage::Milestones milestones{transaction, scope};
    auto window = birth_year ? std::optional{career_window(*birth_year)} : std::nullopt;
    if (window && window->to < in_paris(now).date) window.reset();
    const auto about = milestones.about(employee);
    const auto stored = std::ranges::find(about, code, &storage::MilestoneRecord::code);
    if (window && stored != about.end() && stored->starts_on == window->from) return;
    milestones.remove_all(transaction, employee, code);
    if (window)
        milestones.add(transaction, {services.randomness.new_id<FactId>(), employee, std::string{code},
                                     window->from, window->to, now, by});
}

}  // namespace prevenance::api

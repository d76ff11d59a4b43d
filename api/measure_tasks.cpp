#include "api/measure_tasks.h"

#include "api/services.h"
#include "forms/french.h"
#include "storage/measures.h"

namespace prevenance::api {

std::vector<forms::Task> measure_tasks(const Call& call, const std::map<EmployeeId, std::string>& names) {
    const auto unanswered = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::ReceivedMeasures{reader, call.employer()}.unanswered();
    });
    std::vector<forms::Task> tasks;
    for (const auto& measures : unanswered) {
        const auto name = names.find(measures.employee);
        if (name == names.end()) continue;
        const std::string what =
            measures.acknowledged_at ? "Répondre aux préconisations pour " : "Lire les préconisations pour ";
        tasks.push_back({"/preconisations/" + measures.id.text(), what + name->second,
                         "Reçues le " + forms::short_date(in_paris(measures.sent_at).date) + "."});
    }
    return tasks;
}

}  // namespace prevenance::api

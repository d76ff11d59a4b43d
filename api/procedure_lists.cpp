#include "api/procedure_lists.h"

#include "api/text_file.h"

#include <array>
#include <utility>

namespace prevenance::api {
namespace {

Result<ChoiceList> read_list(const std::filesystem::path& file) {
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    return ChoiceList::parse(file.string(), *text);
}

}  // namespace

Result<ProcedureLists> read_procedure_lists(const std::filesystem::path& config) {
    ProcedureLists lists;
    const std::array<std::pair<const char*, ChoiceList*>, 5> files{{
        {"interview_topics.csv", &lists.interview_topics},
        {"closing_reasons.csv", &lists.closing_reasons},
        {"team_closing_reasons.csv", &lists.team_closing_reasons},
        {"visit_objects.csv", &lists.visit_objects},
        {"work_measures.csv", &lists.work_measures},
    }};
    for (const auto& [name, list] : files) {
        auto read = read_list(config / name);
        if (!read) return std::unexpected(read.error());
        *list = std::move(*read);
    }
    return lists;
}

}  // namespace prevenance::api

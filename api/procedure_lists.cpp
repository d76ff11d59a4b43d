#include "api/procedure_lists.h"

#include <array>
#include <fstream>
#include <sstream>
#include <utility>

namespace prevenance::api {
namespace {

Result<ChoiceList> read_list(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) return fail(ErrorCode::unavailable, "Le fichier " + file.string() + " est illisible.");
    return ChoiceList::parse(file.string(), text.str());
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

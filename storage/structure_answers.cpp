#include "storage/structure_answers.h"

namespace prevenance::storage {

StructureAnswers structure_answers(const Reader& reader, EmployerScope scope) {
    StructureAnswers answers;
    reader.each("SELECT question, code, answered_on FROM structure_answer WHERE employer = ?",
                {scope.employer()}, [&](const Row& row) {
                    auto& codes = row.text(0) == "tool" ? answers.tools : answers.needs;
                    codes.insert(row.text(1));
                    answers.answered_on = row.date(2);
                });
    return answers;
}

void keep_structure_answers(Transaction& transaction, EmployerScope scope, const StructureAnswers& answers,
                            Date today) {
    transaction.execute("DELETE FROM structure_answer WHERE employer = ?", {scope.employer()});
    const auto keep = [&](const char* question, const std::set<std::string>& codes) {
        for (const auto& code : codes)
            transaction.execute(
                "INSERT INTO structure_answer(employer, question, code, answered_on) VALUES (?, ?, ?, ?)",
                {scope.employer(), std::string{question}, code, today});
    };
    keep("tool", answers.tools);
    keep("need", answers.needs);
}

}  // namespace prevenance::storage

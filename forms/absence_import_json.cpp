#include "forms/absence_import_json.h"

#include <nlohmann/json.hpp>

namespace prevenance::forms {
namespace {

using nlohmann::ordered_json;

ordered_json instant_or_null(const std::optional<Instant>& instant) {
    return instant ? ordered_json(iso_instant(*instant)) : ordered_json(nullptr);
}

ordered_json notes_json(const std::vector<ImportRowNote>& notes) {
    auto list = ordered_json::array();
    for (const auto& note : notes)
        list.push_back(
            {{"line", note.line}, {"column", note.column}, {"code", note.code}, {"message", note.message}});
    return list;
}

ordered_json counts_json(const ImportReceiptView& receipt) {
    const auto& rows = receipt.summary;
    return {{"rows_read", rows.read},
            {"rows_ready", rows.kept},
            {"rows_known", rows.known},
            {"rows_repeated", rows.repeated},
            {"rows_to_check", rows.to_check},
            {"rows_refused", rows.refused},
            {"rows_dropped", rows.dropped},
            {"rows_left_aside", rows.left_aside},
            {"absences_added", receipt.absences_added},
            {"absences_changed", receipt.absences_changed}};
}

}  // namespace

std::string import_json(const ImportResource& resource) {
    const auto& receipt = resource.receipt;
    ordered_json json{{"id", receipt.import},
                      {"state", resource.state},
                      {"uploaded_at", iso_instant(receipt.uploaded_at)},
                      {"committed_at", instant_or_null(receipt.committed_at)},
                      {"abandoned_at", instant_or_null(receipt.abandoned_at)},
                      {"undone_at", instant_or_null(receipt.undone_at)},
                      {"undo_until", receipt.undo_until ? ordered_json(iso_date(*receipt.undo_until))
                                                        : ordered_json(nullptr)},
                      {"counts", counts_json(receipt)}};
    if (resource.state == "awaits_decision") {
        json["reading"] = resource.reading;
        json["columns"] = resource.columns;
        json["row_errors"] = notes_json(resource.row_errors);
        json["row_errors_left_out"] = resource.row_errors_left_out;
        json["notices"] = notes_json(resource.notices);
        json["notices_left_out"] = resource.notices_left_out;
        json["unknown_people"] = resource.unknown_people;
    }
    return json.dump();
}

}  // namespace prevenance::forms

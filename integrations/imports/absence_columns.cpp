#include "integrations/imports/absence_columns.h"

#include "domain/folded_text.h"

#include <algorithm>
#include <span>

namespace prevenance::integrations {
namespace {

using namespace std::string_view_literals;

struct ColumnWords {
    AbsenceColumn column;
    std::string_view name;
    std::string_view french;
    bool compulsory;
    std::vector<std::string_view> headers;  // folded
};

// The headers that payroll and planning software writes; what is missing is chosen by hand, once.
const ColumnWords& words_of(AbsenceColumn column) {
    static const std::array<ColumnWords, all_absence_columns.size()> words = {{
        {AbsenceColumn::payroll_number,
         "payroll_number",
         "Matricule",
         true,
         {"matricule", "matriculesalarie", "nmatricule", "numeromatricule", "codesalarie", "codeemploye",
          "nsalarie", "nosalarie", "numsalarie", "numerosalarie", "numerodesalarie", "numeroemploye",
          "identifiantsalarie", "employeenumber", "payrollnumber", "employeeid"}},
        {AbsenceColumn::start,
         "start",
         "Début",
         true,
         {"datedebut", "datededebut", "debut", "du", "datedu", "debutabsence", "datedebutabsence",
          "datededebutabsence", "datedebutarret", "premierjour", "startdate", "start", "dateabsence", "date",
          "jour"}},
        {AbsenceColumn::end,
         "end",
         "Fin",
         false,
         {"datefin", "datedefin", "fin", "au", "dateau", "finabsence", "datefinabsence", "datedefinabsence",
          "datefinarret", "dernierjour", "enddate", "end"}},
        {AbsenceColumn::reason,
         "reason",
         "Motif",
         true,
         {"motif", "motifabsence", "motifdabsence", "type", "typeabsence", "typedabsence", "libelletype",
          "libelleabsence", "libelle", "codeabsence", "rubrique", "nature", "natureabsence", "accountid",
          "reason"}},
        {AbsenceColumn::establishment,
         "establishment",
         "SIRET de l’établissement",
         false,
         {"siret", "etablissementsiret", "siretetablissement", "siretdeletablissement", "nsiret", "nosiret",
          "numerosiret", "etablissement", "legalentity"}},
        {AbsenceColumn::approved,
         "approved",
         "Validée",
         false,
         {"isapproved", "approved", "valide", "validee", "approuve", "approuvee"}},
        {AbsenceColumn::half_day_start,
         "half_day_start",
         "Demi-journée de début",
         false,
         {"demijourneedebut", "demijourneededebut", "flagstartdate"}},
        {AbsenceColumn::half_day_end,
         "half_day_end",
         "Demi-journée de fin",
         false,
         {"demijourneefin", "demijourneedefin", "flagenddate"}},
        {AbsenceColumn::days,
         "days",
         "Nombre de jours",
         false,
         {"nbjours", "nombredejours", "nombrejours", "jours", "duree", "dureejours", "decompte"}},
        {AbsenceColumn::hours,
         "hours",
         "Nombre d’heures",
         false,
         {"nbheures", "nombredheures", "nombreheures", "heures", "nbhours", "hours"}},
    }};
    return *std::ranges::find(words, column, &ColumnWords::column);
}

// « Etablissement » and "legalEntity" may hold a name as well as a SIRET; a name cannot be checked.
bool may_be_establishment(const TableFile& table, std::size_t index) {
    return std::ranges::all_of(table.rows, [&](const TableRow& row) {
        const auto& cell = row.cells[index];
        return cell.empty() || (cell.front() >= '0' && cell.front() <= '9');
    });
}

std::optional<AbsenceColumn> meaning_of(const TableFile& table, std::size_t index) {
    const auto header = folded(table.header[index]);
    for (const auto column : all_absence_columns) {
        if (std::ranges::find(words_of(column).headers, header) == words_of(column).headers.end()) continue;
        if (column == AbsenceColumn::establishment && !may_be_establishment(table, index))
            return std::nullopt;
        return column;
    }
    return std::nullopt;
}

constexpr std::size_t sample_count = 3;

ColumnSummary summary_of(const TableFile& table, std::size_t index) {
    ColumnSummary summary;
    summary.index = index;
    summary.header = table.header[index];
    for (const auto& row : table.rows) {
        const auto& cell = row.cells[index];
        if (cell.empty()) continue;
        ++summary.filled_rows;
        if (summary.samples.size() == sample_count) continue;
        Sensitive<std::string> sample{cell};
        if (std::ranges::find(summary.samples, sample) == summary.samples.end())
            summary.samples.push_back(std::move(sample));
    }
    return summary;
}

}  // namespace

std::string_view column_name(AbsenceColumn column) {
    return words_of(column).name;
}
std::string_view french_name(AbsenceColumn column) {
    return words_of(column).french;
}
bool is_compulsory(AbsenceColumn column) {
    return words_of(column).compulsory;
}

std::optional<AbsenceColumn> parse_column_name(std::string_view name) {
    const auto found = std::ranges::find(all_absence_columns, name, column_name);
    if (found == all_absence_columns.end()) return std::nullopt;
    return *found;
}

ColumnMapping detect_columns(const TableFile& table) {
    ColumnMapping mapping;
    for (std::size_t index = 0; index < table.header.size(); ++index)
        if (const auto column = meaning_of(table, index)) mapping.try_emplace(*column, index);
    return mapping;
}

std::vector<FieldError> check_mapping(const ColumnMapping& mapping, const TableFile& table) {
    std::vector<FieldError> errors;
    std::map<std::size_t, AbsenceColumn> used;
    for (const auto column : all_absence_columns) {
        const std::string french{french_name(column)};
        const auto chosen = mapping.find(column);
        if (chosen == mapping.end()) {
            if (is_compulsory(column))
                errors.push_back({std::string{column_name(column)}, "column_missing",
                                  "Choisissez la colonne «\u00a0" + french + "\u00a0»."});
            continue;
        }
        if (chosen->second >= table.header.size()) {
            errors.push_back({std::string{column_name(column)}, "column_unknown",
                              "La colonne choisie pour «\u00a0" + french +
                                  "\u00a0» n’existe pas dans ce fichier. Choisissez-en une autre."});
            continue;
        }
        const auto [other, is_new] = used.try_emplace(chosen->second, column);
        if (!is_new)
            errors.push_back({std::string{column_name(column)}, "column_twice",
                              "La même colonne sert à «\u00a0" + std::string{french_name(other->second)} +
                                  "\u00a0» et à «\u00a0" + french + "\u00a0». Choisissez-en deux."});
    }
    return errors;
}

std::vector<ColumnSummary> summarise_columns(const TableFile& table, const ColumnMapping& mapping) {
    std::vector<ColumnSummary> summaries;
    for (std::size_t index = 0; index < table.header.size(); ++index)
        summaries.push_back(summary_of(table, index));
    for (const auto& [column, index] : mapping)
        if (index < summaries.size()) summaries[index].meaning = column;
    return summaries;
}

}  // namespace prevenance::integrations

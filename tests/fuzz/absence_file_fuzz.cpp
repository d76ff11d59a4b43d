// Mutates absence files and reads each, for the sanitizers to watch. Deterministic: the same seed makes the
// same files, and a failure prints what makes it again. It asserts the promises of the reader besides: rows
// are as wide as the header, text is UTF-8, each row is judged once.

#include "integrations/imports/absence_reader.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace prevenance::integrations {
namespace {

using Engine = std::mt19937_64;

std::vector<std::string> corpus() {
    using namespace std::string_literals;
    const std::string plain =
        "matricule;date_debut;date_fin;motif;nb_heures\r\n0011;03/07/2007;03/07/2007;Absence non "
        "motivée;4\r\n"
        "0003;04/07/2007;;Maladie;2,5\r\nTOTAL;;;;12\r\n\"=\"\"0042\"\"\";31/02/"
        "2026;45678;\"Mal\"\"adie\";\r\n";
    std::string wide = "\xFF\xFE"s;
    for (const char c : plain) {
        wide += c;
        wide += '\0';
    }
    return {
        plain,
        wide,
        "\xEF\xBB\xBF" + plain,
        "legalEntity,employeeNumber,accountID,startDate,endDate,isApproved\n7,328E+13,1,Maladie,2026-03-02,"
        "2026-03-03T00:00:00,oui\n73282932000074,2,Maladie,2026-03-02,9999-12-31,non\n",
        "N\xB0 salari\xE9\tDate\tCode absence\n7\t05/03/2026\tMaladie\n7\t06/03/2026\tGr\xE8ve\n"s,
        "siret;matricule;du;au;motif\n2,601E+13;1;02/03/2026;;Maladie\n",
        "%PDF-1.7\n",
        "PK\x03\x04"s,
        ""};
}

std::size_t below(Engine& chance, std::size_t limit) {
    return limit == 0 ? 0 : chance() % limit;
}

const std::vector<std::string>& tokens() {
    using namespace std::string_literals;
    static const std::vector<std::string> list = {"\"",
                                                  "\"\"",
                                                  ";",
                                                  ",",
                                                  "\t",
                                                  "\r",
                                                  "\n",
                                                  "\r\n",
                                                  "\0"s,
                                                  "\xEF\xBB\xBF",
                                                  "\xFF\xFE",
                                                  "\xC3",
                                                  "\xED\xA0\x80",
                                                  "31/12/9999",
                                                  "99999999999/1/1",
                                                  "1E+99",
                                                  "=\"\"",
                                                  "TOTAL",
                                                  "Maladie",
                                                  std::string(600, 'x'),
                                                  std::string(200, ';'),
                                                  "\u202f",
                                                  "-",
                                                  "1900-01-01"};
    return list;
}

void mutate(std::string& bytes, Engine& chance, const std::vector<std::string>& seeds) {
    const auto at = below(chance, bytes.size() + 1);
    switch (below(chance, 6)) {
        case 0:
            if (!bytes.empty()) bytes[below(chance, bytes.size())] = static_cast<char>(chance());
            break;
        case 1:
            bytes.insert(at, tokens()[below(chance, tokens().size())]);
            break;
        case 2:
            bytes.erase(at, below(chance, 20));
            break;
        case 3:
            bytes.insert(at, bytes.substr(below(chance, bytes.size()), below(chance, 80)));
            break;
        case 4:
            bytes.resize(at);
            break;
        default: {
            const auto& other = seeds[below(chance, seeds.size())];
            bytes.insert(at, other.substr(below(chance, other.size())));
        }
    }
}

void demand(bool held, const char* promise) {
    if (held) return;
    std::cerr << "broken promise: " << promise << '\n';
    std::abort();
}

// Half of the files are read with columns chosen at random, as a person may choose them.
ColumnMapping any_mapping(const TableFile& table, Engine& chance) {
    if (below(chance, 2) == 0) return detect_columns(table);
    ColumnMapping mapping;
    const bool in_order = below(chance, 2) == 0;
    for (std::size_t i = 0; i < all_absence_columns.size(); ++i) {
        const bool fits = i < table.header.size();
        if (in_order && fits) mapping[all_absence_columns[i]] = i;
        if (!in_order) mapping[all_absence_columns[i]] = below(chance, table.header.size() + 1);
    }
    return mapping;
}

void read_once(const std::string& bytes, const AbsenceReasons& reasons, Engine& chance) {
    TableChoices choices;
    if (below(chance, 4) == 0) choices.encoding = static_cast<TextEncoding>(below(chance, 4));
    if (below(chance, 4) == 0) choices.separator = Separator::comma;
    const auto table = read_table_file(bytes, choices);
    if (!table) {
        demand(!table.error().detail.empty(), "a refusal has words");
        return;
    }
    for (const auto& row : table->rows) {
        demand(row.cells.size() == table->header.size(), "a row is as wide as the header");
        for (const auto& cell : row.cells) demand(is_valid_utf8(cell), "a cell is UTF-8");
    }
    const auto mapping = any_mapping(*table, chance);
    summarise_columns(*table, mapping);
    const auto preview =
        read_absences(*table, mapping, reasons, {Date{Days{20600}}, std::nullopt, std::nullopt});
    if (!preview) {
        demand(!preview.error().fields.empty(), "a refusal names its fields");
        return;
    }
    list_reasons(*table, mapping, reasons);
    const auto judged = preview->ready.size() + preview->duplicates.size() + preview->refused.size() +
                        preview->dropped.size() + preview->skipped_rows;
    demand(judged == table->rows.size(), "each row is judged once");
    for (const auto& row : preview->refused)
        for (const auto& problem : row.problems)
            demand(is_valid_utf8(french_sentence(row.line, problem).reveal()), "a message is UTF-8");
}

int run(unsigned long seed, unsigned long mutations) {
    const auto reasons = AbsenceReasons::from_file(std::filesystem::path{PREVENANCE_SOURCE_DIR} /
                                                   "config/absence_reasons.csv");
    demand(reasons.has_value(), "the shipped reasons are readable");
    const auto seeds = corpus();
    std::size_t accepted = 0;
    for (unsigned long i = 0; i < mutations; ++i) {
        if (i % 1000 == 0) std::cout << "seed " << seed + i << std::endl;
        Engine chance{seed + i};
        auto bytes = seeds[below(chance, seeds.size())];
        for (auto rounds = below(chance, 8) + 1; rounds > 0; --rounds) mutate(bytes, chance, seeds);
        const auto started = std::chrono::steady_clock::now();
        read_once(bytes, *reasons, chance);
        accepted += read_table_file(bytes).has_value() ? 1 : 0;
        if (std::chrono::steady_clock::now() - started <= std::chrono::seconds{5}) continue;
        std::cerr << "hang at --seed " << seed + i << " --mutations 1\n";
        return 1;
    }
    std::cout << mutations << " files read, " << accepted << " of them tables\n";
    // A corpus that is nearly always refused would test nothing.
    demand(mutations < 1000 || accepted * 4 > mutations, "a quarter of the files are tables");
    return 0;
}

}  // namespace
}  // namespace prevenance::integrations

int main(int argument_count, char** arguments) {
    unsigned long seed = 1;
    unsigned long mutations = 20'000;
    for (int i = 1; i + 1 < argument_count; i += 2) {
        const std::string name = arguments[i];
        if (name == "--seed") seed = std::strtoul(arguments[i + 1], nullptr, 10);
        if (name == "--mutations") mutations = std::strtoul(arguments[i + 1], nullptr, 10);
    }
    return prevenance::integrations::run(seed, mutations);
}

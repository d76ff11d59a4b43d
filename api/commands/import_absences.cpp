#include "api/commands/import_absences.h"

#include "api/absence_import.h"
#include "api/commands/verbs.h"
#include "api/import_views.h"
#include "api/people.h"
#include "domain/organisation.h"
#include "storage/organisations.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

constexpr std::size_t lines_printed = 100;
constexpr const char* team_to_sort_out = "À répartir";

int refuse(std::ostream& out, const Error& error) {
    if (!error.detail.empty()) out << error.detail << "\n";
    for (const auto& field : error.fields) out << field.message << "\n";
    out << "Rien n’est enregistré.\n";
    return 1;
}

int refuse(std::ostream& out, const std::string& message) {
    return refuse(out, Error{ErrorCode::invalid, message, {}});
}

std::optional<std::string> bytes_in(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

std::optional<EmployerId> employer_with(const Services& services, const std::string& text) {
    const auto siret = Siret::parse(text);
    if (!siret) return std::nullopt;
    const auto employer = services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer_by_siret(*siret);
    });
    if (!employer) return std::nullopt;
    return employer->id;
}

void print(std::ostream& out, const ImportPreview& preview) {
    out << forms::summary_sentence(summary_of(preview.counts, preview.rows_to_check())) << "\n";
    for (const auto* list : {"refusees", "a-verifier"}) {
        const auto lines = lines_of(preview, list);
        for (std::size_t i = 0; i < std::min(lines.size(), lines_printed); ++i)
            out << "  " << lines[i] << "\n";
        if (lines.size() > lines_printed) out << "  … et " << lines.size() - lines_printed << " autres.\n";
    }
}

// One command: its employer, its day, its file.
class Import {
public:
    Import(Services& services, EmployerScope scope, std::ostream& out)
        : services_(services), scope_(scope), out_(out), now_(services.clock.now()) {}

    Result<ImportPreview> preview(const std::string& bytes) const {
        return preview_import(services_, scope_, bytes, {}, in_paris(now_).date);
    }

    void set_informed_on(Date date) const {
        services_.cases.write([&](storage::Transaction& transaction) {
            storage::Organisations::set_staff_informed_on(transaction, scope_.employer(), date);
            services_.audit.record(transaction,
                                   {now_, std::nullopt, "employer.staff_informed", scope_.employer().bytes});
        });
    }

    // People of whom the file says nothing but a payroll number. They entered on one and the same day, so
    // that no wave of arrivals is made up; the day before the first absence of the file.
    void create_missing(const ImportPreview& preview) const {
        const auto entry = entry_date(preview);
        const auto team = team_for_missing();
        std::vector<storage::EmployeeRecord> records;
        for (const auto& number : preview.unknown_people)
            records.push_back(seal_new_employee(services_, scope_, person(number, team, entry)));
        services_.cases.write([&](storage::Transaction& transaction) {
            for (const auto& record : records) {
                storage::Employees{transaction, scope_}.add(transaction, record);
                services_.audit.record(transaction, {now_, std::nullopt, "employee.add", record.id.bytes});
            }
        });
        out_ << records.size() << " personnes créées avec leur seul matricule, équipe «\u00a0"
             << team_to_sort_out << "\u00a0», date d’entrée supposée " << iso_date(entry)
             << ". Complétez leurs fiches.\n";
    }

    RecordedImport commit(const std::string& bytes, const ImportPreview& preview) const {
        storage::ImportRecord record;
        record.id = services_.randomness.new_id<ImportId>();
        record.file_hash = services_.keyed_hash(bytes_of("import file\n" + bytes));
        record.layout_hash = layout_of(services_, preview.table);
        record.choices = choices_text(
            {{preview.table.encoding, preview.table.separator}, preview.rows.date_format, preview.columns});
        record.uploaded_at = now_;
        const auto recorded = services_.cases.write([&](storage::Transaction& transaction) {
            const storage::AbsenceImports imports{transaction, scope_};
            imports.add_without_upload(transaction, record);
            const auto done = record_absences(transaction, services_, scope_, record.id, preview, now_);
            imports.commit(transaction, record.id, record.choices, done.counts, now_);
            services_.audit.record(transaction, {now_, std::nullopt, "import.commit", record.id.bytes});
            return done;
        });
        out_ << "Import " << record.id.text() << " fait\u00a0: " << recorded.counts.absences_added
             << " absences ajoutées, " << recorded.counts.absences_changed << " prolongées ou terminées, "
             << recorded.screening.raised << " suggestions.\n"
             << "Il s’annule pendant 7 jours, sur la page «\u00a0Imports d’absences\u00a0».\n";
        return recorded;
    }

private:
    static Date entry_date(const ImportPreview& preview) {
        const auto first = std::ranges::min_element(
            preview.rows.spells, {}, [](const integrations::ReadySpell& ready) { return ready.spell.start; });
        return first->spell.start - Days{1};
    }

    TeamId team_for_missing() const {
        const auto teams = services_.cases.read([&](const storage::Reader& reader) {
            return storage::Organisations{reader}.teams(scope_.employer());
        });
        const auto known = std::ranges::find(teams, team_to_sort_out, &Team::name);
        if (known != teams.end()) return known->id;
        const Team team{services_.randomness.new_id<TeamId>(), scope_.employer(), team_to_sort_out};
        services_.cases.write([&](storage::Transaction& transaction) {
            storage::Organisations::add(transaction, team);
            services_.audit.record(transaction, {now_, std::nullopt, "team.add", team.id.bytes});
        });
        return team.id;
    }

    Employee person(const Sensitive<std::string>& number, TeamId team, Date entry) const {
        Employee employee;
        employee.id = services_.randomness.new_id<EmployeeId>();
        employee.employer = scope_.employer();
        employee.team = team;
        employee.payroll_number = number;
        employee.given_name = Sensitive<std::string>{"Matricule"};
        employee.family_name = number;
        employee.entry = entry;
        employee.informed_on = staff_informed_on(services_, scope_);
        return employee;
    }

    Services& services_;
    EmployerScope scope_;
    std::ostream& out_;
    Instant now_;
};

}  // namespace

int import_absences(Instance& instance, const ImportAbsencesOptions& options, std::ostream& out) {
    auto& services = instance.services();
    const auto bytes = bytes_in(options.file);
    if (!bytes)
        return refuse(out, "Le fichier " + options.file.string() + " est illisible. Vérifiez son chemin.");
    const auto employer = employer_with(services, options.siret);
    if (!employer)
        return refuse(out, "Aucun employeur n’a le SIRET " + options.siret +
                               ". Voyez «\u00a0prevenance organisation list\u00a0».");
    const auto scope = EmployerScope::for_job(*employer);
    const Import import{services, scope, out};
    auto preview = import.preview(*bytes);
    if (!preview) return refuse(out, preview.error());
    if (!options.commit) {
        print(out, *preview);
        out << "C’est un aperçu\u00a0: rien n’est enregistré. Ajoutez --commit pour importer les lignes "
               "prêtes.\n";
        return 0;
    }
    const auto informed_on = parse_iso_date(options.staff_informed_on);
    if (!options.staff_informed_on.empty() && (!informed_on || *informed_on > services.clock.today()))
        return refuse(out, "--staff-informed-on attend un jour passé, écrit 2026-03-12.");
    if (informed_on) import.set_informed_on(*informed_on);
    if (!staff_informed_on(services, scope))
        return refuse(
            out,
            "Le personnel et le CSE doivent être informés avant le premier import (Code du travail, "
            "L1222-4 et L2312-38). Donnez la date\u00a0: --staff-informed-on 2026-03-12.");
    if (options.create_missing && !preview->unknown_people.empty()) {
        import.create_missing(*preview);
        preview = import.preview(*bytes);
    }
    print(out, *preview);
    import.commit(*bytes, *preview);
    return 0;
}

void add_import_command(CLI::App& program, CommandContext& context) {
    auto* import_verb = program.add_subcommand("import", "Importe un fichier");
    import_verb->fallthrough();
    import_verb->require_subcommand(1);
    import_verb->footer(examples({"prevenance import absences --help"}));
    auto options = std::make_shared<ImportAbsencesOptions>();
    auto* verb = import_verb->add_subcommand(
        "absences", "Montre ce qu’un fichier d’absences apporterait\u00a0; l’enregistre avec --commit");
    verb->fallthrough();
    verb->add_option("fichier", options->file, "Le fichier CSV")->required();
    verb->add_option("--employer", options->siret, "Le SIRET de l’employeur")->required();
    verb->add_flag("--commit", options->commit, "Enregistre les lignes prêtes");
    verb->add_flag(
        "--create-missing", options->create_missing,
        "Avec --commit\u00a0: crée les personnes inconnues avec leur seul matricule, dans l’équipe "
        "«\u00a0À répartir\u00a0», toutes entrées la veille de la première absence du fichier");
    verb->add_option("--staff-informed-on", options->staff_informed_on,
                     "Avec --commit\u00a0: le jour où le personnel et le CSE ont été informés, AAAA-MM-JJ");
    verb->footer(examples({"prevenance import absences absences.csv --employer 73282932000074",
                           "prevenance import absences absences.csv --employer 73282932000074 --commit"}));
    verb->callback([options, &context] {
        context.run = [options, &context] {
            return with_instance(context, [&](Instance& instance) {
                return static_cast<ExitCode>(import_absences(instance, *options, context.console.out));
            });
        };
    });
}

}  // namespace prevenance::api

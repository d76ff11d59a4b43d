#include "api/absence_import.h"

#include "api/people.h"
#include "api/person_keys.h"
#include "domain/folded_text.h"
#include "storage/case_file.h"
#include "storage/employees.h"
#include "storage/organisations.h"
#include "storage/person_keys.h"

#include <algorithm>
#include <map>

namespace prevenance::api {
namespace {

using integrations::AbsenceColumn;
using integrations::AbsencePreview;
using integrations::TableFile;
using storage::CaseFile;

// A person's known absences, as spells to match with and ids to change.
struct KnownAbsences {
    std::vector<AbsenceSpell> spells;
    std::vector<FactId> ids;
};

KnownAbsences known_absences(const CaseFile& file, EmployeeId employee) {
    KnownAbsences known;
    for (const auto& absence : file.absences_of(employee)) {
        const auto category = parse_absence_code(absence.category).value_or(AbsenceCategory::unexplained);
        known.spells.push_back({absence.starts_on, absence.ends_on, category});
        known.ids.push_back(absence.id);
    }
    return known;
}

std::string at_line(std::size_t line) {
    return "Ligne " + std::to_string(line) + "\u00a0: ";
}

void note(AbsencePreview& rows, const SpellOfPerson& found, std::string code, const std::string& message) {
    rows.notices.push_back({found.lines.front(), std::move(code), at_line(found.lines.front()) + message});
}

void note_what_to_check(AbsencePreview& rows, const SpellOfPerson& found,
                        const storage::EmployeeRecord& person) {
    if (found.match.overlaps)
        note(rows, found, "known_overlap",
             "cette absence chevauche une absence déjà connue. Elles compteront pour une seule.");
    if (found.match.other_end)
        note(rows, found, "known_other_end",
             "cette absence est déjà connue avec une autre fin. Nous gardons la fin la plus tardive.");
    if (found.spell.start < person.entered_on)
        note(rows, found, "before_entry", "cette absence commence avant la date d’entrée de la personne.");
    if (person.left_on && found.spell.start > *person.left_on)
        note(rows, found, "after_exit", "cette absence commence après la date de sortie de la personne.");
}

void count(storage::ImportCounts& counts, AgainstKnown kind, std::size_t lines) {
    const auto rows = static_cast<std::int64_t>(lines);
    switch (kind) {
        case AgainstKnown::is_new:
            counts.rows_kept += rows, ++counts.absences_added;
            break;
        case AgainstKnown::changes:
            counts.rows_kept += rows, ++counts.absences_changed;
            break;
        case AgainstKnown::known:
            counts.rows_known += rows;
            break;
    }
}

// Looks every payroll number of the file up among the employer's people, and every spell among theirs.
class Matcher {
public:
    Matcher(const Services& services, EmployerScope scope, const storage::Reader& reader,
            ImportPreview& preview)
        : services_(services), scope_(scope), file_(reader, scope), preview_(preview) {
        for (auto& person : storage::Employees{reader, scope}.all()) {
            auto index = person.payroll_index;
            people_.emplace(std::move(index), std::move(person));
        }
    }

    void match_all() {
        for (const auto& ready : preview_.rows.spells) match(ready);
        auto& rows = preview_.rows;
        std::ranges::stable_sort(rows.refused, {}, &integrations::RefusedRow::line);
        std::ranges::stable_sort(rows.notices, {}, &integrations::RowNotice::line);
        preview_.counts.rows_refused = static_cast<std::int64_t>(rows.refused.size());
    }

private:
    // The spells of one person follow each other, so each person is looked up once.
    void match(const integrations::ReadySpell& ready) {
        if (ready.payroll_number != number_) {
            number_ = ready.payroll_number;
            const auto found = people_.find(payroll_index(services_, scope_, number_));
            person_ = found == people_.end() ? nullptr : &found->second;
            if (person_)
                known_ = known_absences(file_, person_->id);
            else
                preview_.unknown_people.push_back(number_);
        }
        if (!person_) return refuse_stranger(ready);
        SpellOfPerson found{person_->id, ready.payroll_number, ready.spell, ready.lines,
                            match_absence(ready.spell, known_.spells)};
        note_what_to_check(preview_.rows, found, *person_);
        count(preview_.counts, found.match.kind, found.lines.size());
        preview_.spells.push_back(std::move(found));
    }

    void refuse_stranger(const integrations::ReadySpell& ready) {
        const auto& header = preview_.table.header[preview_.columns.at(AbsenceColumn::payroll_number)];
        for (const auto line : ready.lines)
            preview_.rows.refused.push_back(
                {line,
                 {{header, ready.payroll_number, "payroll_number_unknown", "est un matricule inconnu",
                   "Ajoutez la personne dans «\u00a0Salariés\u00a0», ou importez sans cette ligne."}}});
    }

    const Services& services_;
    EmployerScope scope_;
    CaseFile file_;
    ImportPreview& preview_;
    std::map<Bytes, storage::EmployeeRecord> people_;  // by payroll index
    Sensitive<std::string> number_;
    const storage::EmployeeRecord* person_ = nullptr;
    KnownAbsences known_;
};

Result<Siret> siret_of(const Services& services, EmployerScope scope) {
    const auto employer = services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer(scope.employer());
    });
    if (!employer) return fail(ErrorCode::not_found);
    return employer->siret;
}

storage::ImportCounts counts_of_file(const AbsencePreview& rows) {
    storage::ImportCounts counts;
    counts.rows_read = static_cast<std::int64_t>(rows.rows);
    counts.rows_repeated = static_cast<std::int64_t>(rows.duplicates.size());
    counts.rows_dropped = static_cast<std::int64_t>(rows.dropped.size());
    counts.rows_left_aside = static_cast<std::int64_t>(rows.skipped_rows);
    return counts;
}

SealedPlace upload_place(const std::string& tenant, ImportId id) {
    return {tenant, "absence_import", id.text(), "sealed_upload"};
}

Error upload_is_gone() {
    return {ErrorCode::gone,
            "Le fichier de cet import est détruit\u00a0: nous ne le gardons que jusqu’à votre décision, 24 "
            "heures "
            "au plus. Déposez-le de nouveau.",
            {}};
}

bool concerns_rows_left_aside(const integrations::RowNotice& notice) {
    return notice.code == "total_line" || notice.code == "not_approved";
}

// What the table was read as, so that the preview later reads it the same way.
ImportChoices settled(ImportChoices choices, const TableFile& table) {
    choices.table = {table.encoding, table.separator};
    return choices;
}

// A file whose columns are not settled yet is kept for the page that asks; one that is wrong as a whole
// (numbers that Excel damaged) is not.
Result<void> refuse_damaged(const Services& services, EmployerScope scope, std::string_view bytes,
                            const ImportChoices& choices, const TableFile& table, Date today) {
    if (!integrations::check_mapping(columns_of(table, choices), table).empty()) return {};
    if (const auto preview = preview_import(services, scope, bytes, choices, today); !preview)
        return std::unexpected(preview.error());
    return {};
}

ImportChoices with_remembered(const Services& services, EmployerScope scope, ImportChoices choices,
                              const TableFile& table) {
    if (choices.columns) return choices;
    const auto layout = layout_of(services, table);
    const auto remembered = services.cases.read([&](const storage::Reader& reader) {
        return storage::AbsenceImports{reader, scope}.remembered_choices(layout);
    });
    if (!remembered) return choices;
    const auto earlier = parse_choices(*remembered);
    choices.columns = earlier.columns;
    return choices;
}

}  // namespace

std::size_t ImportPreview::rows_to_check() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        rows.notices, [](const auto& notice) { return !concerns_rows_left_aside(notice); }));
}

integrations::ColumnMapping columns_of(const TableFile& table, const ImportChoices& choices) {
    return choices.columns ? *choices.columns : integrations::detect_columns(table);
}

Digest layout_of(const Services& services, const TableFile& table) {
    std::string layout = "import layout";
    for (const auto& header : table.header) layout += "\n" + folded(header);
    return services.keyed_hash(bytes_of(layout));
}

Result<ImportPreview> preview_import(const Services& services, EmployerScope scope, std::string_view bytes,
                                     const ImportChoices& choices, Date today) {
    auto table = integrations::read_table_file(bytes, choices.table);
    if (!table) return std::unexpected(table.error());
    const auto reasons = integrations::AbsenceReasons::from_file(services.settings.resources / "config" /
                                                                 "absence_reasons.csv");
    if (!reasons) return std::unexpected(reasons.error());
    const auto siret = siret_of(services, scope);
    if (!siret) return std::unexpected(siret.error());

    ImportPreview preview;
    preview.table = std::move(*table);
    preview.columns = columns_of(preview.table, choices);
    auto rows = integrations::read_absences(preview.table, preview.columns, *reasons,
                                            {today, choices.date_format, *siret});
    if (!rows) return std::unexpected(rows.error());
    preview.rows = std::move(*rows);
    preview.counts = counts_of_file(preview.rows);
    services.cases.read([&](const storage::Reader& reader) {
        Matcher{services, scope, reader, preview}.match_all();
        return true;
    });
    return preview;
}

Result<ReceivedUpload> receive_upload(Services& services, EmployerScope scope, std::optional<AccountId> by,
                                      std::string_view bytes, ImportChoices choices, Instant now) {
    const auto table = integrations::read_table_file(bytes, choices.table);
    if (!table) return std::unexpected(table.error());
    choices = with_remembered(services, scope, settled(std::move(choices), *table), *table);
    if (const auto fine = refuse_damaged(services, scope, bytes, choices, *table, in_paris(now).date); !fine)
        return std::unexpected(fine.error());

    ReceivedUpload upload;
    upload.record.id = services.randomness.new_id<ImportId>();
    upload.record.made_by = by;
    upload.record.file_hash = services.keyed_hash(bytes_of("import file\n" + std::string{bytes}));
    upload.record.layout_hash = layout_of(services, *table);
    upload.record.choices = choices_text(choices);
    upload.record.uploaded_at = now;
    upload.record.counts.rows_read = static_cast<std::int64_t>(table->rows.size());
    const auto key = make_person_key(services, upload.record.id.bytes);
    upload.sealed = seal_words(services, key, upload_place(scope.employer().text(), upload.record.id),
                               Sensitive<std::string>{std::string{bytes}});
    return upload;
}

Result<std::string> open_upload(const Services& services, EmployerScope scope, ImportId id) {
    const auto sealed = services.cases.read([&](const storage::Reader& reader) {
        return storage::AbsenceImports{reader, scope}.sealed_upload(id);
    });
    if (!sealed) return std::unexpected(upload_is_gone());
    const auto key = find_person_key(services, id.bytes);
    if (!key) return std::unexpected(upload_is_gone());
    const auto words = open_words(services, *key, upload_place(scope.employer().text(), id), *sealed);
    if (!words) return std::unexpected(words.error());
    return words->reveal();
}

void destroy_upload_key(Services& services, ImportId id) {
    services.keys.write([id](storage::Transaction& transaction) {
        storage::destroy_person_key(transaction, KeyId{id.bytes});
    });
}

namespace {

// Writes one spell as it stands against what is known now; `known` follows.
AgainstKnown record_spell(storage::Transaction& transaction, Services& services, EmployerScope scope,
                          ImportId id, const SpellOfPerson& found, KnownAbsences& known, Instant now) {
    const auto match = match_absence(found.spell, known.spells);
    if (match.kind == AgainstKnown::changes) {
        auto& spell = known.spells[*match.known];
        const auto after = changed_absence(spell, found.spell);
        storage::AbsenceImports{transaction, scope}.change_absence(transaction, id,
                                                                   {known.ids[*match.known], spell}, after);
        spell = after;
    }
    if (match.kind == AgainstKnown::is_new) {
        const auto fact = services.randomness.new_id<FactId>();
        CaseFile{transaction, scope}.add(
            transaction,
            storage::AbsenceRecord{fact, found.employee, std::string{absence_code(found.spell.category)},
                                   found.spell.start, found.spell.end, now, id});
        known.spells.push_back(found.spell);
        known.ids.push_back(fact);
    }
    return match.kind;
}

ScreeningCount screen_people(storage::Transaction& transaction, Services& services, EmployerScope scope,
                             const std::vector<EmployeeId>& people, Instant now) {
    ScreeningCount total;
    for (const auto& person : people) {
        const auto one = screen_employee(transaction, services, scope, person, now);
        total.raised += one.raised;
        total.withdrawn += one.withdrawn;
    }
    return total;
}

}  // namespace

RecordedImport record_absences(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               ImportId id, const ImportPreview& preview, Instant now) {
    RecordedImport recorded;
    recorded.counts = counts_of_file(preview.rows);
    recorded.counts.rows_refused = preview.counts.rows_refused;
    const CaseFile file{transaction, scope};
    std::optional<EmployeeId> person;
    KnownAbsences known;
    for (const auto& found : preview.spells) {
        if (person != found.employee) known = known_absences(file, found.employee);
        person = found.employee;
        const auto kind = record_spell(transaction, services, scope, id, found, known, now);
        count(recorded.counts, kind, found.lines.size());
    }
    const auto people = storage::AbsenceImports{transaction, scope}.people_of(id);
    recorded.screening = screen_people(transaction, services, scope, people, now);
    return recorded;
}

storage::UndoOutcome undo_absences(storage::Transaction& transaction, Services& services, EmployerScope scope,
                                   ImportId id, Instant now) {
    const storage::AbsenceImports imports{transaction, scope};
    const auto people = imports.people_of(id);
    const auto outcome = imports.undo(transaction, id, now);
    if (outcome == storage::UndoOutcome::undone) screen_people(transaction, services, scope, people, now);
    return outcome;
}

int destroy_stale_uploads(Services& services, Instant now) {
    const auto limit = now - longest_wait_for_a_decision;
    const auto stale = services.cases.read(
        [&](const storage::Reader& reader) { return storage::stale_uploads(reader, limit); });
    for (const auto& upload : stale) {
        services.cases.write([&](storage::Transaction& transaction) {
            const auto scope = EmployerScope::for_job(upload.employer);
            storage::AbsenceImports{transaction, scope}.abandon(transaction, upload.id, now);
            services.audit.record(transaction, {now, std::nullopt, "import.expire", upload.id.bytes});
        });
        destroy_upload_key(services, upload.id);
    }
    return static_cast<int>(stale.size());
}

std::optional<Date> staff_informed_on(const Services& services, EmployerScope scope) {
    return services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.staff_informed_on(scope.employer());
    });
}

}  // namespace prevenance::api

#include "storage/case_file.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

// Columns: id, code, start, end, recorded at. Where there is no start, it happened when it was recorded.
Fact fact_in(const Row& row) {
    const auto recorded_on = in_paris(row.instant(4)).date;
    Fact fact{row.id<FactId>(0), row.text(1), row.optional_date(2).value_or(recorded_on), row.optional_date(3),
              recorded_on};
    if (fact.code == "MESURES_REPONDUES") fact.id = id_of_answer(fact.id);
    return fact;
}

std::pair<Date, FactId> by_start(const Fact& fact) {
    return {fact.start, fact.id};
}

Timeline timeline_in(const Row& row) {
    return {row.id<EmployeeId>(0), row.date(1), row.optional_date(2), {}};
}

SignalRecord signal_in(const Row& row) {
    return {row.id<FactId>(0), row.optional_id<EmployeeId>(1), row.optional_id<TeamId>(2), row.text(3),
            row.date(4),       row.instant(5),                 row.id<AccountId>(6),       row.optional_blob(7)};
}

SuggestionRecord suggestion_in(const Row& row) {
    return {row.id<SuggestionId>(0),
            row.optional_id<EmployeeId>(1),
            row.optional_id<TeamId>(2),
            row.text(3),
            row.text(4),
            row.text(5) == "legal" ? RuleFamily::legal : RuleFamily::signal,
            row.date(6),
            row.optional_date(7),
            row.instant(8),
            row.optional_date(9),
            row.optional_instant(10),
            row.optional_text(11),
            {},
            {}};
}

}  // namespace

FactId id_of_answer(FactId measures) {
    measures.bytes.back() ^= 1U;
    return measures;
}

std::vector<Fact> CaseFile::facts_of(EmployeeId employee) const {
    auto facts = reader_.all(
        "SELECT id, type, happened_on, NULL, recorded_at FROM signal WHERE employee = ?1 AND employer = ?2 "
        "UNION ALL SELECT id, category, starts_on, ends_on, recorded_at FROM absence "
        "WHERE employee = ?1 AND employer = ?2 "
        "UNION ALL SELECT id, kind, starts_on, ends_on, recorded_at FROM legal_stop "
        "WHERE employee = ?1 AND employer = ?2 "
        "UNION ALL SELECT id, code, starts_on, ends_on, recorded_at FROM milestone "
        "WHERE employee = ?1 AND employer = ?2 "
        "UNION ALL SELECT id, 'ENTRETIEN', held_on, NULL, recorded_at FROM interview "
        "WHERE employee = ?1 AND employer = ?2 "
        "UNION ALL SELECT id, 'MESURES_RECUES', NULL, NULL, sent_at FROM measures "
        "WHERE employee = ?1 AND employer = ?2 "
        "UNION ALL SELECT id, 'MESURES_REPONDUES', NULL, NULL, "
        "(SELECT max(answered_at) FROM measure WHERE measures = m.id) FROM measures AS m "
        "WHERE employee = ?1 AND employer = ?2 "
        "AND NOT EXISTS (SELECT 1 FROM measure WHERE measures = m.id AND answered_at IS NULL) "
        "AND EXISTS (SELECT 1 FROM measure WHERE measures = m.id)",
        {employee, scope_.employer()}, fact_in);
    std::ranges::sort(facts, {}, by_start);
    return facts;
}

std::optional<Timeline> CaseFile::timeline(EmployeeId employee) const {
    auto timeline = reader_.one("SELECT id, entered_on, left_on FROM employee WHERE id = ? AND employer = ?",
                                {employee, scope_.employer()}, timeline_in);
    if (timeline) timeline->facts = facts_of(employee);
    return timeline;
}

// The same as `timeline` for each, but the facts of everybody come in one go.
std::vector<Timeline> CaseFile::timelines() const {
    auto timelines = reader_.all("SELECT id, entered_on, left_on FROM employee WHERE employer = ? ORDER BY id",
                                 {scope_.employer()}, timeline_in);
    const auto take = [&](const Row& row) {
        const auto owner = std::ranges::lower_bound(timelines, row.id<EmployeeId>(5), {}, &Timeline::employee);
        owner->facts.push_back(fact_in(row));
    };
    reader_.each(
        "SELECT f.id, type, happened_on, NULL, recorded_at, e.id FROM employee AS e "
        "JOIN signal AS f ON f.employee = e.id WHERE e.employer = ?1 "
        "UNION ALL SELECT f.id, category, starts_on, ends_on, recorded_at, e.id FROM employee AS e "
        "JOIN absence AS f ON f.employee = e.id WHERE e.employer = ?1 "
        "UNION ALL SELECT f.id, kind, starts_on, ends_on, recorded_at, e.id FROM employee AS e "
        "JOIN legal_stop AS f ON f.employee = e.id WHERE e.employer = ?1 "
        "UNION ALL SELECT f.id, code, starts_on, ends_on, recorded_at, e.id FROM employee AS e "
        "JOIN milestone AS f ON f.employee = e.id WHERE e.employer = ?1 "
        "UNION ALL SELECT f.id, 'ENTRETIEN', held_on, NULL, recorded_at, e.id FROM employee AS e "
        "JOIN interview AS f ON f.employee = e.id WHERE e.employer = ?1 "
        "UNION ALL SELECT id, 'MESURES_RECUES', NULL, NULL, sent_at, employee FROM measures WHERE employer = ?1 "
        "UNION ALL SELECT id, 'MESURES_REPONDUES', NULL, NULL, "
        "(SELECT max(answered_at) FROM measure WHERE measures = m.id), employee FROM measures AS m "
        "WHERE employer = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM measure WHERE measures = m.id AND answered_at IS NULL) "
        "AND EXISTS (SELECT 1 FROM measure WHERE measures = m.id)",
        {scope_.employer()}, take);
    for (auto& timeline : timelines) std::ranges::sort(timeline.facts, {}, by_start);
    return timelines;
}

std::optional<TeamId> CaseFile::team_of(EmployeeId employee) const {
    return reader_.one("SELECT team FROM employee WHERE id = ? AND employer = ?", {employee, scope_.employer()},
                       [](const Row& row) { return row.id<TeamId>(0); });
}

std::map<TeamId, std::vector<Membership>> CaseFile::members_by_team() const {
    std::map<TeamId, std::vector<Membership>> members;
    reader_.each("SELECT id, entered_on, left_on, team FROM employee WHERE employer = ? ORDER BY id",
                 {scope_.employer()}, [&](const Row& row) {
                     members[row.id<TeamId>(3)].push_back(
                         {row.id<EmployeeId>(0), row.date(1), row.optional_date(2)});
                 });
    const auto take = [&](const Row& row) {
        auto& team = members[row.id<TeamId>(6)];
        const auto owner = std::ranges::lower_bound(team, row.id<EmployeeId>(5), {}, &Membership::employee);
        owner->facts.push_back(fact_in(row));
    };
    reader_.each(
        "SELECT f.id, category, starts_on, ends_on, recorded_at, e.id, e.team FROM employee AS e "
        "JOIN absence AS f ON f.employee = e.id WHERE e.employer = ?1 "
        "UNION ALL SELECT f.id, kind, starts_on, ends_on, recorded_at, e.id, e.team FROM employee AS e "
        "JOIN legal_stop AS f ON f.employee = e.id WHERE e.employer = ?1 AND kind = 'AT'",
        {scope_.employer()}, take);
    for (auto& [team, people] : members)
        for (auto& person : people) std::ranges::sort(person.facts, {}, by_start);
    return members;
}

std::vector<TeamTimeline> CaseFile::team_timelines() const {
    auto timelines = reader_.all("SELECT id FROM team WHERE employer = ? ORDER BY id", {scope_.employer()},
                                 [](const Row& row) { return TeamTimeline{row.id<TeamId>(0), {}, {}, {}}; });
    const auto of = [&](TeamId team) {
        return std::ranges::lower_bound(timelines, team, {}, &TeamTimeline::team);
    };
    for (auto& [team, members] : members_by_team()) of(team)->members = std::move(members);
    reader_.each(
        "SELECT f.id, type, happened_on, NULL, recorded_at, team FROM signal AS f "
        "JOIN team ON team.id = f.team WHERE team.employer = ? ORDER BY happened_on, f.id",
        {scope_.employer()}, [&](const Row& row) { of(row.id<TeamId>(5))->facts.push_back(fact_in(row)); });
    reader_.each(
        "SELECT code, from_on, to_on, count, recorded_at, team FROM team_figure AS f "
        "JOIN team ON team.id = f.team WHERE team.employer = ? ORDER BY from_on, code",
        {scope_.employer()}, [&](const Row& row) {
            of(row.id<TeamId>(5))
                ->figures.push_back({row.text(0), row.date(1), row.date(2), static_cast<int>(row.integer(3)),
                                     in_paris(row.instant(4)).date});
        });
    return timelines;
}

// A structure has few teams, and a team's facts are read when one of them changes: the same reading serves.
std::optional<TeamTimeline> CaseFile::team_timeline(TeamId team) const {
    auto timelines = team_timelines();
    const auto found = std::ranges::find(timelines, team, &TeamTimeline::team);
    if (found == timelines.end()) return std::nullopt;
    return std::move(*found);
}

std::vector<SignalRecord> CaseFile::signals_about(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, team, type, happened_on, recorded_at, recorded_by, sealed_fact FROM signal "
        "WHERE employee = ? AND employer = ? ORDER BY happened_on DESC, recorded_at DESC",
        {employee, scope_.employer()}, signal_in);
}

std::vector<SignalRecord> CaseFile::signals_about_team(TeamId team) const {
    return reader_.all(
        "SELECT id, employee, team, type, happened_on, recorded_at, recorded_by, sealed_fact FROM signal "
        "WHERE team = ? AND employer = ? ORDER BY happened_on DESC, recorded_at DESC",
        {team, scope_.employer()}, signal_in);
}

std::vector<SignalRecord> CaseFile::signals_by(AccountId account) const {
    return reader_.all(
        "SELECT id, employee, team, type, happened_on, recorded_at, recorded_by, sealed_fact FROM signal "
        "WHERE recorded_by = ? AND employer = ? ORDER BY recorded_at DESC LIMIT 100",
        {account, scope_.employer()}, signal_in);
}

std::optional<SignalRecord> CaseFile::signal(FactId id) const {
    return reader_.one(
        "SELECT id, employee, team, type, happened_on, recorded_at, recorded_by, sealed_fact FROM signal "
        "WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, signal_in);
}

bool CaseFile::knows_signal(const SignalRecord& signal) const {
    if (signal.employee)
        return reader_.number(
                   "SELECT count(*) FROM signal WHERE employee = ? AND happened_on = ? AND type = ? AND employer = ?",
                   {signal.employee, signal.happened_on, signal.type, scope_.employer()}) > 0;
    return reader_.number(
               "SELECT count(*) FROM signal WHERE team = ? AND happened_on = ? AND type = ? AND employer = ?",
               {signal.team, signal.happened_on, signal.type, scope_.employer()}) > 0;
}

std::vector<AbsenceRecord> CaseFile::absences_of(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, category, starts_on, ends_on, recorded_at, import FROM absence "
        "WHERE employee = ? AND employer = ? ORDER BY starts_on DESC",
        {employee, scope_.employer()}, [](const Row& row) {
            return AbsenceRecord{row.id<FactId>(0), row.id<EmployeeId>(1), row.text(2), row.date(3),
                                 row.optional_date(4), row.instant(5), row.optional_id<ImportId>(6)};
        });
}

std::vector<LegalStopRecord> CaseFile::legal_stops_of(EmployeeId employee) const {
    return reader_.all(
        "SELECT id, employee, kind, starts_on, ends_on, recorded_at, recorded_by FROM legal_stop "
        "WHERE employee = ? AND employer = ? ORDER BY starts_on DESC",
        {employee, scope_.employer()}, [](const Row& row) {
            return LegalStopRecord{row.id<FactId>(0),    row.id<EmployeeId>(1), row.text(2),           row.date(3),
                                   row.optional_date(4), row.instant(5),        row.id<AccountId>(6)};
        });
}

bool CaseFile::has_facts() const {
    return reader_.number(
               "SELECT EXISTS(SELECT 1 FROM signal WHERE employer = ?1) OR "
               "EXISTS(SELECT 1 FROM absence WHERE employer = ?1)",
               {scope_.employer()}) != 0;
}

void CaseFile::read_details(SuggestionRecord& suggestion) const {
    suggestion.evidence = reader_.all(
        "SELECT code, starts_on, ends_on FROM suggestion_evidence WHERE suggestion = ? ORDER BY position",
        {suggestion.id},
        [](const Row& row) { return Evidence{{}, row.text(0), row.date(1), row.optional_date(2)}; });
    reader_.each("SELECT position, fact FROM suggestion_fact WHERE suggestion = ? ORDER BY position, fact",
                 {suggestion.id}, [&](const Row& row) {
                     suggestion.evidence.at(static_cast<std::size_t>(row.integer(0))).facts.push_back(row.id<FactId>(1));
                 });
    reader_.each("SELECT name, value FROM suggestion_value WHERE suggestion = ?", {suggestion.id},
                 [&](const Row& row) { suggestion.counted[row.text(0)] = static_cast<int>(row.integer(1)); });
}

std::optional<SuggestionRecord> CaseFile::suggestion(SuggestionId id) const {
    auto found = reader_.one(
        "SELECT id, employee, team, rule, content_hash, family, as_of, due_on, raised_at, postponed_until, closed_at, "
        "closing FROM suggestion WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, suggestion_in);
    if (found) read_details(*found);
    return found;
}

std::vector<SuggestionRecord> CaseFile::open_suggestions() const {
    auto found = reader_.all(
        "SELECT id, employee, team, rule, content_hash, family, as_of, due_on, raised_at, postponed_until, closed_at, "
        "closing FROM suggestion WHERE employer = ? AND closed_at IS NULL ORDER BY raised_at, id",
        {scope_.employer()}, suggestion_in);
    for (auto& suggestion : found) read_details(suggestion);
    return found;
}

std::vector<SuggestionRecord> CaseFile::open_suggestions_after(std::optional<SuggestionId> after, int limit) const {
    auto found = reader_.all(
        "SELECT id, employee, team, rule, content_hash, family, as_of, due_on, raised_at, postponed_until, closed_at, "
        "closing FROM suggestion WHERE employer = ?1 AND closed_at IS NULL AND (?2 IS NULL OR (raised_at, id) > "
        "(SELECT raised_at, id FROM suggestion WHERE id = ?2 AND employer = ?1)) ORDER BY raised_at, id LIMIT ?3",
        {scope_.employer(), after, limit}, suggestion_in);
    for (auto& suggestion : found) read_details(suggestion);
    return found;
}

std::vector<SuggestionRecord> CaseFile::suggestions_about(EmployeeId employee) const {
    auto found = reader_.all(
        "SELECT id, employee, team, rule, content_hash, family, as_of, due_on, raised_at, postponed_until, closed_at, "
        "closing FROM suggestion WHERE employee = ? AND employer = ? ORDER BY raised_at, id",
        {employee, scope_.employer()}, suggestion_in);
    for (auto& suggestion : found) read_details(suggestion);
    return found;
}

std::vector<SuggestionRecord> CaseFile::suggestions_about_team(TeamId team) const {
    auto found = reader_.all(
        "SELECT id, employee, team, rule, content_hash, family, as_of, due_on, raised_at, postponed_until, closed_at, "
        "closing FROM suggestion WHERE team = ? AND employer = ? ORDER BY raised_at, id",
        {team, scope_.employer()}, suggestion_in);
    for (auto& suggestion : found) read_details(suggestion);
    return found;
}

void CaseFile::add(Transaction& transaction, const SignalRecord& signal) const {
    transaction.execute(
        "INSERT INTO signal(id, employer, employee, team, type, happened_on, recorded_at, recorded_by, sealed_fact) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {signal.id, scope_.employer(), signal.employee, signal.team, signal.type, signal.happened_on,
         signal.recorded_at, signal.recorded_by, signal.sealed_fact});
}

bool CaseFile::remove_signal(Transaction& transaction, FactId id) const {
    return transaction.execute("DELETE FROM signal WHERE id = ? AND employer = ?", {id, scope_.employer()}) == 1;
}

bool CaseFile::add(Transaction& transaction, const AbsenceRecord& absence) const {
    return transaction.execute(
               "INSERT INTO absence(id, employer, employee, category, starts_on, ends_on, recorded_at, import) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(employee, starts_on) DO NOTHING",
               {absence.id, scope_.employer(), absence.employee, absence.category, absence.starts_on, absence.ends_on,
                absence.recorded_at, absence.import}) == 1;
}

bool CaseFile::remove_absence(Transaction& transaction, FactId id) const {
    return transaction.execute("DELETE FROM absence WHERE id = ? AND employer = ?", {id, scope_.employer()}) == 1;
}

bool CaseFile::remove_legal_stop(Transaction& transaction, FactId id) const {
    return transaction.execute("DELETE FROM legal_stop WHERE id = ? AND employer = ?", {id, scope_.employer()}) == 1;
}

int CaseFile::remove_absences_of(Transaction& transaction, ImportId import) const {
    return transaction.execute("DELETE FROM absence WHERE import = ? AND employer = ?", {import, scope_.employer()});
}

void CaseFile::add(Transaction& transaction, const LegalStopRecord& stop) const {
    transaction.execute(
        "INSERT INTO legal_stop(id, employer, employee, kind, starts_on, ends_on, recorded_at, recorded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {stop.id, scope_.employer(), stop.employee, stop.kind, stop.starts_on, stop.ends_on, stop.recorded_at,
         stop.recorded_by});
}

bool CaseFile::change_end(Transaction& transaction, EmployeeId employee, std::string_view kind, Date starts_on,
                          std::optional<Date> ends_on) const {
    return transaction.execute(
               "UPDATE legal_stop SET ends_on = ? WHERE employee = ? AND kind = ? AND starts_on = ? AND employer = ?",
               {ends_on, employee, kind, starts_on, scope_.employer()}) == 1;
}

void CaseFile::add(Transaction& transaction, const SuggestionRecord& suggestion) const {
    transaction.execute(
        "INSERT INTO suggestion(id, employer, employee, team, rule, content_hash, family, as_of, due_on, raised_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {suggestion.id, scope_.employer(), suggestion.employee, suggestion.team, suggestion.rule,
         suggestion.content_hash, suggestion.family == RuleFamily::legal ? "legal" : "signal", suggestion.as_of,
         suggestion.due_on, suggestion.raised_at});
    std::int64_t position = 0;
    for (const auto& evidence : suggestion.evidence) {
        transaction.execute(
            "INSERT INTO suggestion_evidence(suggestion, position, code, starts_on, ends_on) VALUES (?, ?, ?, ?, ?)",
            {suggestion.id, position, evidence.code, evidence.start, evidence.end});
        for (const auto& fact : evidence.facts)
            transaction.execute("INSERT INTO suggestion_fact(suggestion, position, fact) VALUES (?, ?, ?)",
                                {suggestion.id, position, fact});
        ++position;
    }
    for (const auto& [name, value] : suggestion.counted)
        transaction.execute("INSERT INTO suggestion_value(suggestion, name, value) VALUES (?, ?, ?)",
                            {suggestion.id, name, value});
}

void CaseFile::postpone(Transaction& transaction, SuggestionId id, Date until) const {
    transaction.execute("UPDATE suggestion SET postponed_until = ? WHERE id = ? AND employer = ? AND closed_at IS NULL",
                        {until, id, scope_.employer()});
}

bool CaseFile::close(Transaction& transaction, SuggestionId id, std::string_view closing, std::optional<AccountId> by,
                     std::string_view reason, Instant now) const {
    return transaction.execute(
               "UPDATE suggestion SET closed_at = ?, closing = ?, closed_by = ?, reason = ? "
               "WHERE id = ? AND employer = ? AND closed_at IS NULL",
               {now, closing, by, reason, id, scope_.employer()}) == 1;
}

void CaseFile::archive(Transaction& transaction, const ArchivedRule& rule, Instant now) {
    transaction.execute(
        "INSERT INTO archived_rule(content_hash, rule, version, content, first_used_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(content_hash) DO NOTHING",
        {rule.content_hash, rule.rule, rule.version, rule.content, now});
}

std::optional<ArchivedRule> CaseFile::archived_rule(const std::string& content_hash) const {
    return reader_.one("SELECT content_hash, rule, version, content FROM archived_rule WHERE content_hash = ?",
                       {content_hash}, [](const Row& row) {
                           return ArchivedRule{row.text(0), row.text(1), row.text(2), row.text(3)};
                       });
}

}  // namespace prevenance::storage

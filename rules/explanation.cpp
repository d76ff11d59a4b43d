#include "rules/explanation.h"

#include "rules/engine.h"
#include "rules/filled_sentence.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

// A no-break space, as French wants before « : » and « ; ».
constexpr std::string_view colon = "\u00A0: ";
constexpr std::string_view semicolon = "\u00A0; ";

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& each : words) text.append(text.empty() ? "" : semicolon).append(each);
    return text;
}

// Whether it is a stretch of days that may go on, as an absence is. An observation is made on a day, and so
// are a visit and a talk.
bool is_stretch(const Evidence& piece, const SignalCatalogue& catalogue) {
    return !piece.facts.empty() && catalogue.find(piece.code) == nullptr &&
           catalogue.find_milestone(piece.code) == nullptr && catalogue.find_talk(piece.code) == nullptr;
}

std::string fact_words(const Evidence& piece, Date as_of, const SignalCatalogue& catalogue) {
    const bool stretch = is_stretch(piece, catalogue);
    const auto end = !stretch && !piece.end ? std::optional(piece.start) : piece.end;
    const auto ahead = stretch && end && *end > as_of ? ", fin prévue" : "";
    return catalogue.label_of(piece.code) + std::string(colon) + french_period(piece.start, end) + ahead;
}

ExplainedFact explained_fact(const Evidence& piece, Date as_of, const SignalCatalogue& catalogue,
                             const Origins& origins) {
    ExplainedFact fact{fact_words(piece, as_of, catalogue), {}, {}, piece};
    std::vector<std::string> words;
    for (const auto& id : piece.facts) {
        const auto origin = origins.find(id);
        if (origin != origins.end()) fact.origins.push_back(origin->second);
        auto told = origin == origins.end() ? "supprimé du dossier depuis" : origin_words(origin->second);
        if (std::ranges::find(words, told) == words.end()) words.push_back(std::move(told));
    }
    fact.origin = joined(words);
    return fact;
}

std::vector<std::string> not_known(const Finding& finding, const SignalCatalogue& catalogue) {
    std::vector<std::string> sentences;
    for (const auto& piece : finding.evidence()) {
        if (!is_stretch(piece, catalogue)) continue;
        if (!piece.end)
            sentences.push_back("Ce qui a commencé le " + french_date(piece.start) +
                                " n’a pas de date de fin connue.");
        else if (*piece.end > finding.as_of())
            sentences.push_back("La fin prévue le " + french_date(*piece.end) + " peut encore changer.");
    }
    return sentences;
}

// What the finding is called, and the pronoun for it.
struct Called {
    std::string this_one;
    std::string it;
};

Called called(const Rule& rule) {
    if (rule.family == RuleFamily::legal) return {"ce rappel", "Il"};
    if (rule.effect == Effect::note) return {"cette note", "Elle"};
    return {"cette suggestion", "Elle"};
}

// The second list of codes of a question of the legal calendar: what was awaited, and ends the waiting.
void collect_awaited(const Condition& condition, const SignalCatalogue& catalogue,
                     std::vector<std::string>& words) {
    if (condition.predicate != nullptr && condition.predicate->counts == Counts::milestones)
        for (const auto& code : condition.others) {
            auto label = catalogue.label_of(code);
            if (std::ranges::find(words, label) == words.end()) words.push_back(std::move(label));
        }
    for (const auto& part : condition.parts) collect_awaited(part, catalogue, words);
}

std::string stops_sentence(const Rule& rule, const SignalCatalogue& catalogue, std::optional<Date> stops_on) {
    const auto [this_one, it] = called(rule);
    auto text = "Sans fait nouveau, " + this_one +
                (stops_on ? " s’efface le " + french_date(*stops_on) : " reste tant que la situation dure") +
                ".";
    std::vector<std::string> awaited;
    collect_awaited(rule.when, catalogue, awaited);
    if (awaited.empty()) return text;
    std::ranges::sort(awaited);
    return text + " " + it + (stops_on ? " s’efface aussi" : " s’efface") + " dès que vous notez" +
           (awaited.size() > 1 ? " l’un de ces faits" : "") + std::string(colon) + joined(awaited) + ".";
}

// Up to most_pieces_taken_away.
std::string_view in_letters(std::size_t count) {
    constexpr std::array<std::string_view, most_pieces_taken_away + 1> letters{"aucun", "un", "deux",
                                                                               "trois"};
    return letters.at(count);
}

std::vector<std::string> words_of(const std::vector<ExplainedFact>& facts) {
    std::vector<std::string> words;
    for (const auto& fact : facts) words.push_back(fact.words);
    return words;
}

std::vector<std::string> words_of_each(const std::vector<std::vector<ExplainedFact>>& ways) {
    std::vector<std::string> words;
    for (const auto& way : ways)
        for (const auto& fact : way) words.push_back(fact.words);
    return words;
}

std::string_view words_for(const CountChange& change) {
    switch (change.of) {
        case Change::Of::comings_and_goings:
            return "{count} arrivées ou départs de moins";
        case Change::Of::departures:
            return "{count} départs de moins";
        case Change::Of::early_departures:
            return "{count} départs de moins peu après l’arrivée";
        case Change::Of::days_absent:
            return "{count} jours d’absence de moins, toutes personnes ensemble";
        case Change::Of::people_concerned:
            return "{count} personnes concernées de moins";
        case Change::Of::accidents:
            return "{count} accidents de moins";
        case Change::Of::figures:
            break;
    }
    return change.more ? "{count} de plus" : "{count} de moins";
}

std::string change_words(const CountChange& change, const SignalCatalogue& catalogue) {
    const auto text = filled(words_for(change), [&](std::string_view) {
        return std::optional(FilledNumber{static_cast<int>(change.count), false});
    });
    std::vector<std::string> labels;
    for (const auto& code : change.codes) labels.push_back(catalogue.label_of(code));
    return labels.empty() ? text : text + " pour «\u00A0" + joined(labels) + "\u00A0»";
}

// A team is counted, and nobody in it is named: so is what would have to be otherwise.
std::string without_counts_sentence(const std::string& it, const std::vector<CountChange>& counts,
                                    const SignalCatalogue& catalogue) {
    std::string text;
    for (const auto& change : counts)
        text.append(text.empty() ? "" : ", et ").append(change_words(change, catalogue));
    return text.empty() ? text : it + " n’existerait pas avec " + text + ".";
}

// What would have to be otherwise, for whoever checks a fact.
std::string without_sentence(const std::string& it, const Explanation& explanation,
                             std::size_t still_holds_without) {
    const auto& ways = explanation.without_these;
    if (ways.empty()) {
        if (still_holds_without < 2) return {};
        return it + " existerait encore s’il manquait " + std::string(in_letters(still_holds_without)) +
               " de ces faits, quels qu’ils soient.";
    }
    const auto how_many = ways.front().size();
    if (how_many == 1 && ways.size() == 1)
        return it + " n’existerait pas sans ce fait" + std::string(colon) + ways[0][0].words + ".";
    if (how_many == 1)
        return it + " n’existerait pas s’il manquait un seul de ces faits, n’importe lequel" +
               std::string(colon) + joined(words_of_each(ways)) + ".";
    const auto listed = std::string(colon) + joined(words_of(ways.front())) + ".";
    const std::string number{in_letters(how_many)};
    if (ways.size() == 1) return it + " n’existerait pas sans ces " + number + " faits" + listed;
    return it + " n’existerait pas s’il manquait " + number + " faits, par exemple" + listed;
}

std::string with_counted(std::string_view sentence, const Finding& finding) {
    return without_names(filled(sentence, [&](std::string_view name) -> std::optional<FilledNumber> {
        const auto counted = finding.counted().find(std::string(name));
        if (counted == finding.counted().end()) return std::nullopt;
        return FilledNumber{counted->second, name.ends_with("per_mille")};
    }));
}

Explanation explained(const Finding& finding, RuleWords rule, const SignalCatalogue& catalogue,
                      const Origins& origins) {
    Explanation explanation;
    explanation.family = finding.family();
    explanation.rule = with_counted(rule.sentence, finding);
    explanation.words = std::move(rule);
    for (const auto& piece : finding.evidence())
        explanation.facts.push_back(explained_fact(piece, finding.as_of(), catalogue, origins));
    explanation.also_unknown = not_known(finding, catalogue);
    if (finding.due()) explanation.due = "À faire au plus tard le " + french_date(*finding.due()) + ".";
    return explanation;
}

void fill_stop(Explanation& explanation, const Finding& finding, const Rule& rule,
               const SignalCatalogue& catalogue, const Surroundings& around) {
    explanation.stops = stops_sentence(rule, catalogue, around.stops_on);
    explanation.stops_on = around.stops_on;
    for (const auto& way : around.disappearance.ways) {
        auto& facts = explanation.without_these.emplace_back();
        for (const auto& piece : way)
            facts.push_back(explained_fact(piece, finding.as_of(), catalogue, around.origins));
    }
    const auto it = called(rule).it;
    explanation.without_counts = around.disappearance.counts;
    explanation.without = explanation.without_counts.empty()
                              ? without_sentence(it, explanation, around.disappearance.still_holds_without)
                              : without_counts_sentence(it, explanation.without_counts, catalogue);
    for (auto& sentence : words_of(around.missing, catalogue))
        explanation.also_unknown.push_back(std::move(sentence));
}

Origin::Kind usual_kind(std::string_view code) {
    if (code == "MALADIE" || code == "IMPREVUE") return Origin::Kind::entered;
    if (code == "MI_CARRIERE_OUVERTE" || code == "MESURES_RECUES" || code == "MESURES_REPONDUES")
        return Origin::Kind::derived;
    if (code == "AT" || code == "MP" || code == "REPRISE" || code == "MI_CARRIERE" ||
        code == "ENTRETIEN_PARCOURS" || code.starts_with("VISITE_"))
        return Origin::Kind::declared;
    return Origin::Kind::noted;
}

}  // namespace

std::string origin_words(const Origin& origin) {
    const auto day = french_date(origin.recorded_on);
    switch (origin.kind) {
        case Origin::Kind::noted:
            return "noté le " + day;
        case Origin::Kind::entered:
            return "enregistrée le " + day;
        case Origin::Kind::imported:
            return "import du " + day;
        case Origin::Kind::declared:
            return "déclaré le " + day;
        case Origin::Kind::derived:
            break;
    }
    return "calculé d’après le dossier le " + day;
}

Origins origins_of(const std::vector<Fact>& facts) {
    Origins origins;
    for (const auto& fact : facts) origins[fact.id] = {usual_kind(fact.code), fact.recorded_on};
    return origins;
}

Surroundings surroundings(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                          std::uint64_t team_decision) {
    return {stops_on(rules, finding, timeline), smallest_change(rules, finding, timeline, team_decision),
            origins_of(timeline.facts)};
}

Surroundings surroundings(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline) {
    const auto* rule = rules.find(finding.rule().id);
    return {stops_on(rules, finding, timeline), smallest_change(rules, finding, timeline),
            origins_of(timeline.facts),
            rule == nullptr ? std::vector<MissingFigures>{}
                            : missing_figures(rules, *rule, timeline, finding.as_of())};
}

Explanation explain(const Finding& finding, const Rule& rule, const SignalCatalogue& catalogue,
                    const Surroundings& around) {
    auto explanation = explained(finding, words_of(rule), catalogue, around.origins);
    fill_stop(explanation, finding, rule, catalogue, around);
    return explanation;
}

std::optional<Explanation> explain_archived(const Finding& finding, std::string_view words,
                                            const SignalCatalogue& catalogue, const Origins& origins) {
    auto rule = parse_archived_words(words);
    if (!rule) return std::nullopt;
    rule->identity.id = finding.rule().id;
    rule->identity.content_hash = finding.rule().content_hash;
    return explained(finding, std::move(*rule), catalogue, origins);
}

}  // namespace prevenance::rules

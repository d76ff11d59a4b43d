#include "rules/rule_file.h"

#include "domain/folded_text.h"
#include "rules/placeholders.h"
#include "rules/predicates/catalogue.h"
#include "rules/protected_cause.h"
#include "rules/question_words.h"
#include "rules/rule_links.h"
#include "rules/yaml_fields.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

namespace prevenance::rules {
namespace {

constexpr std::array<std::string_view, 2> absence_codes{"MALADIE", "IMPREVUE"};
constexpr std::array<std::string_view, 4> legal_codes{"MALADIE", "AT", "MP", "REPRISE"};
// Of all members of a team together; a work accident says something about the work.
constexpr std::array<std::string_view, 3> team_codes{"MALADIE", "IMPREVUE", "AT"};

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool is_rule_id(std::string_view text) {
    return text.size() >= 2 && text.size() <= 8 && text[0] >= 'A' && text[0] <= 'Z' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

constexpr std::array<std::string_view, 8> units{"days",     "months",  "spells",    "facts",
                                                "families", "persons", "per_mille", "count"};
constexpr std::array<std::string_view, 6> source_keys{"kind", "article", "version", "id", "also", "text"};
constexpr std::array<std::string_view, 4> threshold_keys{"value", "min", "max", "unit"};
constexpr std::array<std::string_view, 12> keys{"rule",   "version",    "family",   "level",
                                                "effect", "title",      "sentence", "unknown",
                                                "source", "thresholds", "when",     "unless"};

// Longer than this, a window holds a working life and no recent fact.
constexpr int most_days = 1830;
constexpr int most_months = 120;

std::vector<std::string_view> short_list(Counts counts, const SignalCatalogue& catalogue) {
    std::vector<std::string_view> known;
    if (counts == Counts::absences) known.assign(absence_codes.begin(), absence_codes.end());
    if (counts == Counts::legal_stops) known.assign(legal_codes.begin(), legal_codes.end());
    if (counts == Counts::team_stops) known.assign(team_codes.begin(), team_codes.end());
    if (counts == Counts::milestones)
        for (const auto& milestone : catalogue.milestones()) known.push_back(milestone.code);
    if (counts == Counts::figures)
        for (const auto& figure : catalogue.figures()) known.push_back(figure.code);
    return known;
}

class RuleReader {
public:
    RuleReader(const SignalCatalogue& catalogue, FileErrors& errors)
        : catalogue_(catalogue), errors_(errors) {}

    Rule read(const YamlNode& root) {
        const YamlFields fields(root, "la règle", {keys.begin(), keys.end()}, errors_);
        read_head(fields);
        if (const auto* node = fields.require("source")) read_source(*node);
        if (const auto* node = fields.require("thresholds")) read_thresholds(*node);
        if (const auto* node = fields.require("when")) rule_.when = condition(*node, 1);
        if (const auto* node = fields.find("unless")) {
            in_unless_ = true;
            rule_.unless = condition(*node, 1);
        }
        check_unused(fields);
        check_sentence(fields);
        if (rule_.unless && errors_.empty()) rule_.exception = exception_words(*rule_.unless, catalogue_);
        return std::move(rule_);
    }

    // A question that counts families names these alone: a lone code belongs to none of them.
    static bool names_codes(const Predicate& predicate) {
        return predicate.counts != Counts::memberships &&
               std::ranges::find(predicate.parameters, Unit::families, &Parameter::unit) ==
                   predicate.parameters.end();
    }

private:
    void read_head(const YamlFields& fields) {
        rule_.identity.id = fields.text("rule");
        if (!rule_.identity.id.empty() && !is_rule_id(rule_.identity.id))
            errors_.add(fields.find("rule")->at, "bad_rule_id",
                        quoted(rule_.identity.id) +
                            " n’est pas un nom de règle\u00a0: une majuscule puis des chiffres, comme S1");
        rule_.identity.version = fields.text("version");
        rule_.family =
            fields.choice("family", {"signal", "legal"}) == 0 ? RuleFamily::signal : RuleFamily::legal;
        rule_.level =
            fields.choice("level", {"individual", "team"}) == 0 ? RuleLevel::individual : RuleLevel::team;
        family_given_ = fields.has("family");
        level_given_ = fields.has("level");
        if (fields.has("effect"))
            rule_.effect =
                fields.choice("effect", {"suggestion", "note"}) == 1 ? Effect::note : Effect::suggestion;
        rule_.title = words_without_score(fields, "title");
        rule_.sentence = words_without_score(fields, "sentence");
        rule_.unknown = words_without_score(fields, "unknown");
    }

    // What people read must not speak of scores either.
    std::string words_without_score(const YamlFields& fields, std::string_view key) {
        auto text = fields.text(key);
        std::string word;
        for (const char c : text + " ") {
            const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
            if (letter) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            if (letter) continue;
            if (word == "score" || word == "scores" || word == "bradford" || word == "classement")
                errors_.add(fields.find(key)->at, std::string(key), "no_score", words_against_scores(word));
            word.clear();
        }
        return text;
    }

    void read_source(const YamlNode& node) {
        const YamlFields fields(node, "la source", {source_keys.begin(), source_keys.end()}, errors_);
        rule_.source.text = fields.text("text");
        const bool law = fields.choice("kind", {"convention", "law"}) == 1;
        rule_.source.kind = law ? Source::Kind::law : Source::Kind::convention;
        if (law) return read_articles(fields);
        for (const auto* key : {"article", "version", "id", "also"})
            if (const auto* extra = fields.find(key))
                errors_.add(extra->at, "convention_with_article",
                            "une convention n’est pas une loi\u00a0: elle n’a pas de clé " + quoted(key));
        if (rule_.family == RuleFamily::legal)
            errors_.add(node.at, "legal_without_law",
                        "une règle du calendrier légal doit citer la loi (kind: law)");
    }

    void read_articles(const YamlFields& fields) {
        rule_.source.articles = {read_article(fields)};
        const auto* list = fields.find("also");
        if (list == nullptr) return;
        if (list->kind != YamlNode::Kind::sequence || list->items.empty())
            return errors_.add(list->at, list->path, "not_a_list",
                               quoted("also") + " doit être une liste d’articles, chacun après un tiret");
        for (const auto& item : list->items) {
            auto cited = read_article({item, "l’article", {"article", "version", "id"}, errors_});
            const auto same = std::ranges::find(rule_.source.articles, cited.number, &CitedArticle::number);
            if (!cited.number.empty() && same != rule_.source.articles.end())
                errors_.add(item.at, item.path, "duplicate_article",
                            "l’article " + quoted(cited.number) + " est cité deux fois");
            rule_.source.articles.push_back(std::move(cited));
        }
    }

    CitedArticle read_article(const YamlFields& fields) {
        CitedArticle cited{fields.text("article"), std::nullopt, {}};
        if (fields.has("id")) cited.id = article_id(fields);
        const auto version = fields.text("version");
        if (version.empty()) return cited;
        cited.version = parse_iso_date(version);
        if (!cited.version)
            errors_.add(fields.find("version")->at, "bad_date",
                        quoted(version) + " n’est pas une date\u00a0: écrivez-la comme 2022-04-28");
        else if (version < "1900-01-01" || version > "2100-12-31")
            errors_.add(fields.find("version")->at, "date_out_of_range",
                        quoted(version) + " n’est pas entre 1900 et 2100");
        return cited;
    }

    // It becomes part of an address, so it is exactly what Légifrance gives.
    std::string article_id(const YamlFields& fields) {
        constexpr std::string_view begins = "LEGIARTI";
        auto id = fields.text("id");
        const bool well = id.starts_with(begins) && id.size() == begins.size() + 12 &&
                          std::ranges::all_of(std::string_view(id).substr(begins.size()),
                                              [](char digit) { return digit >= '0' && digit <= '9'; });
        if (!well && !id.empty())
            errors_.add(fields.find("id")->at, "bad_article_id",
                        quoted(id) +
                            " n’est pas un identifiant de Légifrance\u00a0: LEGIARTI puis douze "
                            "chiffres, comme à la fin de son adresse");
        return id;
    }

    void read_thresholds(const YamlNode& node) {
        if (node.kind != YamlNode::Kind::mapping)
            return errors_.add(node.at, node.path, "not_a_mapping",
                               quoted("thresholds") + "\u00a0: attendu, des clés et des valeurs");
        for (const auto& member : node.members) read_threshold(member);
    }

    void read_threshold(const YamlNode::Member& member) {
        if (is_refused_idea(member.key))
            errors_.add(member.key_at, member.value.path, "no_score", words_against_scores(member.key));
        const auto wrong_before = errors_.count();
        const YamlFields fields(member.value, "le seuil", {threshold_keys.begin(), threshold_keys.end()},
                                errors_);
        Threshold threshold{member.key, fields.number("value"), fields.number("min"), fields.number("max"),
                            static_cast<Unit>(fields.choice("unit", units))};
        if (errors_.count() == wrong_before)
            check_bounds(member, threshold);
        else
            wrong_thresholds_.insert(member.key);
        places_.emplace(member.key, member.key_at);
        rule_.thresholds.push_back(std::move(threshold));
    }

    void check_bounds(const YamlNode::Member& member, const Threshold& threshold) {
        const auto complain = [&](std::string code, std::string message) {
            errors_.add(member.value.at, member.value.path, std::move(code), std::move(message));
        };
        if (threshold.min < 0 || threshold.min > threshold.max)
            complain("bad_bounds", "les bornes de " + quoted(member.key) + " doivent être 0 <= min <= max");
        else if (threshold.value < threshold.min || threshold.value > threshold.max)
            complain("out_of_bounds", quoted(member.key) + " vaut " + std::to_string(threshold.value) +
                                          ", hors de ses bornes, de " + std::to_string(threshold.min) +
                                          " à " + std::to_string(threshold.max));
        if (threshold.unit == Unit::days && threshold.max > most_days)
            complain("absurd_window", quoted(member.key) + " ne peut pas dépasser 1830 jours (cinq ans)");
        if (threshold.unit == Unit::months && threshold.max > most_months)
            complain("absurd_window", quoted(member.key) + " ne peut pas dépasser 120 mois (dix ans)");
    }

    Condition condition(const YamlNode& node, int level) {
        Condition result;
        if (node.kind != YamlNode::Kind::mapping || node.members.size() != 1 || level > 5) {
            errors_.add(node.at, node.path, "bad_condition",
                        "une condition est une seule clé\u00a0: " + quoted("any") + ", " + quoted("all") +
                            ", " + quoted("rule") + " ou une question" + question_names());
            return result;
        }
        const auto& [key, key_at, value] = node.members.front();
        if (key == "any" || key == "all") return group(key, value, level);
        if (key == "rule") return other_rule(value);
        result.predicate = find_predicate(key);
        if (result.predicate)
            read_question(value, result);
        else
            refuse_question(key, key_at, value.path);
        return result;
    }

    // Whether the rule is there, and may be named, is seen when all files are (rules/rule_links.h).
    Condition other_rule(const YamlNode& node) {
        Condition result;
        result.kind = Condition::Kind::rule;
        result.rule = node.text;
        if (node.kind != YamlNode::Kind::scalar || !is_rule_id(node.text))
            errors_.add(
                node.at, node.path, "bad_rule_id",
                quoted("rule") + " attend le nom d’une autre règle, comme dans «\u00a0rule: S1\u00a0»");
        return result;
    }

    Condition group(const std::string& key, const YamlNode& list, int level) {
        Condition result;
        result.kind = key == "any" ? Condition::Kind::any : Condition::Kind::all;
        if (list.kind != YamlNode::Kind::sequence || list.items.empty())
            errors_.add(list.at, list.path, "not_a_list",
                        quoted(key) + " doit être une liste de conditions, chacune après un tiret");
        for (const auto& item : list.items) result.parts.push_back(condition(item, level + 1));
        return result;
    }

    static std::string question_names() {
        std::string names;
        for (const auto* predicate : predicates())
            names += (names.empty() ? " (" : ", ") + std::string(predicate->name);
        return names + ")";
    }

    void refuse_question(const std::string& key, Position at, const std::string& path) {
        if (is_refused_idea(key)) return errors_.add(at, path, "no_score", words_against_scores(key));
        std::vector<std::string_view> known{"any", "all", "rule"};
        for (const auto* predicate : predicates()) known.push_back(predicate->name);
        errors_.add(at, path, "unknown_question",
                    "question inconnue " + quoted(key) + suggestion(key, known));
    }

    void read_question(const YamlNode& node, Condition& result) {
        const Predicate& predicate = *result.predicate;
        check_place(node, predicate);
        for (const auto name : predicate.counted) counted_.insert(name);
        std::vector<std::string_view> known;
        for (const auto& parameter : predicate.parameters) known.push_back(parameter.name);
        if (names_codes(predicate)) known.push_back("codes");
        if (predicate.counts == Counts::observations) known.push_back("families");
        if (!predicate.other_codes.empty()) known.push_back(predicate.other_codes);
        const YamlFields fields(node, std::string(predicate.name), known, errors_);
        for (const auto& parameter : predicate.parameters)
            result.thresholds.push_back(threshold_for(fields, parameter));
        if (predicate.counts != Counts::memberships) read_codes(node, fields, result);
        if (!predicate.other_codes.empty()) read_others(fields, result);
    }

    void check_place(const YamlNode& node, const Predicate& predicate) {
        if (family_given_ && predicate.family != rule_.family)
            errors_.add(
                node.at, "wrong_family",
                quoted(predicate.name) + (predicate.family == RuleFamily::legal
                                              ? " est une question du calendrier légal (family: legal)"
                                              : " est une question de signal (family: signal)"));
        misplaced_ = level_given_ && predicate.level() != rule_.level;
        if (misplaced_)
            errors_.add(node.at, "wrong_level",
                        quoted(predicate.name) +
                            (predicate.level() == RuleLevel::team
                                 ? " est une question sur une équipe\u00a0: mettez «\u00a0level: team\u00a0»"
                                 : " est une question sur une personne\u00a0: mettez "
                                   "«\u00a0level: individual\u00a0»"));
    }

    std::string threshold_for(const YamlFields& fields, const Parameter& parameter) {
        auto name = fields.text(parameter.name, "le nom d’un seuil en " + quoted(word_for(parameter.unit)));
        if (name.empty()) return name;
        const auto at = fields.find(parameter.name)->at;
        const auto* threshold = rule_.find_threshold(name);
        if (!threshold) {
            std::vector<std::string_view> known;
            for (const auto& each : rule_.thresholds) known.push_back(each.name);
            errors_.add(at, "unknown_threshold",
                        quoted(name) + " n’est pas un seuil de cette règle" + suggestion(name, known));
            return name;
        }
        used_.insert(name);
        if (wrong_thresholds_.contains(name)) return name;
        if (threshold->unit != parameter.unit)
            errors_.add(at, "wrong_unit",
                        quoted(parameter.name) + " se compte en " + quoted(word_for(parameter.unit)) +
                            ", mais " + quoted(name) + " (ligne " + std::to_string(places_.at(name).line) +
                            ") est en " + quoted(word_for(threshold->unit)));
        else
            check_least(at, parameter, *threshold);
        return name;
    }

    void check_least(Position at, const Parameter& parameter, const Threshold& threshold) {
        if (threshold.min >= 1) return;
        const bool counts = parameter.unit == Unit::spells || parameter.unit == Unit::facts ||
                            parameter.unit == Unit::families || parameter.name == "at_least";
        if (counts)
            errors_.add(at, "counts_nothing",
                        quoted(threshold.name) +
                            " peut valoir 0\u00a0: une règle qui tient sans aucun fait n’a rien à montrer");
        if (parameter.name == "within")
            errors_.add(
                at, "empty_window",
                quoted(threshold.name) + " peut valoir 0\u00a0: une fenêtre vide ne contient aucun fait");
    }

    void read_codes(const YamlNode& node, const YamlFields& fields, Condition& result) {
        const Predicate& predicate = *result.predicate;
        const bool meant = fields.misspelt("codes") || fields.misspelt("families");
        if (!fields.has("codes") && !fields.has("families") && !meant) {
            const bool families = predicate.counts == Counts::observations;
            errors_.add(node.at, "missing_key",
                        "il manque la clé " + (!names_codes(predicate) ? quoted("families")
                                               : families ? quoted("codes") + " ou " + quoted("families")
                                                          : quoted("codes")));
        }
        if (const auto* codes = fields.find("codes"))
            for (const auto* word : words_of(*codes, quoted("codes"), errors_))
                add_code(*word, predicate.counts, result.codes);
        if (const auto* families = fields.find("families"))
            for (const auto* word : words_of(*families, quoted("families"), errors_))
                add_family(*word, result);
        remove_repeated(result.codes);
    }

    void read_others(const YamlFields& fields, Condition& result) {
        const Predicate& predicate = *result.predicate;
        const auto* codes = fields.require(predicate.other_codes);
        if (!codes) return;
        for (const auto* word : words_of(*codes, quoted(predicate.other_codes), errors_))
            add_code(*word, predicate.others_count.value_or(predicate.counts), result.others);
        remove_repeated(result.others);
    }

    static void remove_repeated(std::vector<std::string>& codes) {
        std::ranges::sort(codes);
        const auto repeated = std::ranges::unique(codes);
        codes.erase(repeated.begin(), repeated.end());
    }

    void add_code(const YamlNode& word, Counts counts, std::vector<std::string>& codes) {
        codes.push_back(word.text);
        if (counts == Counts::observations) {
            if (!refuse_protected(word)) check_observation(word);
            return;
        }
        const auto known = nameable(counts);
        const auto as_typed = [&](std::string_view code) { return folded(code) == folded(word.text); };
        if (contains(known, word.text)) return;
        if (std::ranges::none_of(known, as_typed) && refuse_protected(word)) return;
        const std::string what = counts == Counts::milestones ? "une étape du calendrier légal"
                                 : counts == Counts::figures  ? "un chiffre du catalogue des signaux"
                                                              : "une absence que cette question compte";
        errors_.add(word.at, "unknown_code",
                    quoted(word.text) + " n’est pas " + what + suggestion(word.text, known));
    }

    // What a question of this kind may name, where that is a short list.
    std::vector<std::string_view> nameable(Counts counts) const { return short_list(counts, catalogue_); }

    bool refuse_protected(const YamlNode& word) {
        const auto cause = protected_cause(word.text);
        if (cause) errors_.add(word.at, "protected_cause", words_against(*cause, word.text));
        return cause.has_value();
    }

    void check_observation(const YamlNode& word) {
        if (catalogue_.find_talk(word.text)) return check_talk(word);
        const auto* type = catalogue_.find(word.text);
        if (!type) {
            std::vector<std::string_view> known;
            for (const auto& each : catalogue_.all()) known.push_back(each.code);
            return errors_.add(word.at, "unknown_code",
                               quoted(word.text) + " n’est pas dans le catalogue des signaux" +
                                   nearest_only(word.text, known));
        }
        if (!may_count(*type))
            errors_.add(word.at, "never_counts",
                        quoted(word.text) + " ne compte jamais, dit le catalogue des signaux");
        if (type->level != rule_.level && !misplaced_)
            errors_.add(
                word.at, "wrong_level",
                quoted(word.text) + (type->level == RuleLevel::team ? " est un signal sur une équipe"
                                                                    : " est un signal sur une personne"));
    }

    // A talk that was held gives a rule a pause; it never suggests another one.
    void check_talk(const YamlNode& word) {
        if (!in_unless_)
            errors_.add(
                word.at, "never_counts",
                quoted(word.text) + " ne sert qu’à une pause\u00a0: nommez-le sous " + quoted("unless"));
    }

    // Context never suggests anything, but a note may say it.
    bool may_count(const SignalType& type) const { return type.counts || rule_.effect == Effect::note; }

    // The catalogue is long: naming all of it would hide the complaint.
    static std::string nearest_only(std::string_view word, std::span<const std::string_view> known) {
        auto text = suggestion(word, known);
        return text.starts_with(". Noms")
                   ? ". La liste est dans config/signals.yaml, dans le guide, et dans ce que dit "
                     "«\u00a0prevenance rules schema\u00a0»"
                   : text;
    }

    void add_family(const YamlNode& word, Condition& result) {
        if (!catalogue_.find_family(word.text)) {
            std::vector<std::string_view> known;
            for (const auto& each : catalogue_.families()) known.push_back(each.code);
            return errors_.add(word.at, "unknown_family",
                               "famille inconnue " + quoted(word.text) + suggestion(word.text, known));
        }
        std::vector<std::string> codes;
        for (const auto& type : catalogue_.all())
            if (type.family == word.text && may_count(type) && type.level == rule_.level)
                codes.push_back(type.code);
        if (!codes.empty() && std::ranges::find(result.families, codes) != result.families.end())
            return errors_.add(word.at, "duplicate_family",
                               "la famille " + quoted(word.text) + " est nommée deux fois");
        result.codes.insert(result.codes.end(), codes.begin(), codes.end());
        result.families.push_back(codes);
        if (codes.empty() && !misplaced_)
            errors_.add(word.at, "never_counts",
                        "cette règle ne peut compter aucun signal de la famille " + quoted(word.text));
    }

    void check_unused(const YamlFields& fields) {
        const auto* node = fields.find("thresholds");
        if (!node || !errors_.empty()) return;
        for (const auto& member : node->members)
            if (!used_.contains(member.key))
                errors_.add(member.key_at, member.value.path, "unused_threshold",
                            "aucune question n’utilise le seuil " + quoted(member.key));
    }

    void check_sentence(const YamlFields& fields) {
        if (rule_.sentence.empty()) return;
        std::vector<std::string_view> known{"count"};
        known.insert(known.end(), counted_.begin(), counted_.end());
        for (const auto& threshold : rule_.thresholds) known.push_back(threshold.name);
        for_each_placeholder(
            rule_.sentence, [](std::string_view) {},
            [&](std::string_view name) {
                if (contains(known, name)) return;
                errors_.add(fields.find("sentence")->at, "unknown_placeholder",
                            "la phrase cite {" + std::string(name) +
                                "}, qui n’est ni un seuil ni une valeur comptée" + suggestion(name, known));
            });
    }

    const SignalCatalogue& catalogue_;
    FileErrors& errors_;
    Rule rule_;
    bool family_given_ = false;
    bool level_given_ = false;
    bool in_unless_ = false;
    bool misplaced_ = false;  // the question being read is of another level than the rule; that is said once
    std::set<std::string, std::less<>> used_;
    // What is wrong with these is said where they stand; what follows from it is not said again.
    std::set<std::string, std::less<>> wrong_thresholds_;
    std::map<std::string, Position, std::less<>> places_;
    std::set<std::string_view> counted_;
};

// A family stands for the codes that the catalogue gives it, so these are part of the rule as evaluated.
std::string resolved_codes(const Condition& condition) {
    std::string text;
    for (const auto& code : condition.codes) text += code + ",";
    for (const auto& code : condition.others) text += code + ";";
    for (const auto& family : condition.families) {
        for (const auto& code : family) text += code + ",";
        text += "|";
    }
    for (const auto& part : condition.parts) text += "(" + resolved_codes(part) + ")";
    return text;
}

void collect_places(const YamlNode& node, std::map<std::string, Position>& places) {
    places.emplace(node.path, node.at);
    for (const auto& item : node.items) collect_places(item, places);
    for (const auto& member : node.members) collect_places(member.value, places);
}

struct OneReading {
    std::optional<ReadRule> rule;
    std::string id;  // also of a rule that is wrong
    std::vector<Complaint> complaints;
};

OneReading read_one(const RuleText& text, const SignalCatalogue& catalogue, const ContentHash& hash) {
    FileErrors errors(text.file);
    const auto root = read_yaml(text.text, errors);
    if (!errors.empty() && root.members.empty()) return {{}, {}, errors.complaints()};
    Rule rule = RuleReader(catalogue, errors).read(root);
    if (!errors.empty()) return {{}, rule.identity.id, errors.complaints()};
    auto said = canonical_text(root) + resolved_codes(rule.when);
    if (rule.unless) said += resolved_codes(*rule.unless);
    rule.identity.content_hash = hash(said);
    OneReading reading{ReadRule{std::move(rule), text.file, {}}, {}, {}};
    reading.id = reading.rule->rule.identity.id;
    collect_places(root, reading.rule->places);
    return reading;
}

}  // namespace

RulesReading read_rule_files(std::span<const RuleText> texts, const SignalCatalogue& catalogue,
                             const ContentHash& hash) {
    RulesReading all;
    std::set<std::string> wrong_ones;
    for (const auto& text : texts) {
        auto one = read_one(text, catalogue, hash);
        all.ids.push_back(one.id.empty() ? named_after(text.file) : one.id);
        if (one.rule)
            all.rules.push_back(std::move(*one.rule));
        else
            wrong_ones.insert(one.id);
        all.complaints.insert(all.complaints.end(), one.complaints.begin(), one.complaints.end());
    }
    check_links(all.rules, wrong_ones, all.complaints);
    return all;
}

Result<Rule> read_rule(const RuleText& text, const SignalCatalogue& catalogue, const ContentHash& hash) {
    auto one = read_one(text, catalogue, hash);
    if (!one.rule) return refuse(one.complaints);
    return std::move(one.rule->rule);
}

Result<RuleSet> read_rules(std::span<const RuleText> texts, const SignalCatalogue& catalogue,
                           const ContentHash& hash) {
    auto reading = read_rule_files(texts, catalogue, hash);
    if (!reading.complaints.empty()) return refuse(reading.complaints);
    std::vector<Rule> rules;
    for (auto& read : reading.rules) rules.push_back(std::move(read.rule));
    return RuleSet::make(std::move(rules));
}

std::span<const std::string_view> unit_words() {
    return units;
}

std::span<const std::string_view> rule_keys() {
    return keys;
}

std::span<const std::string_view> source_words() {
    return source_keys;
}

std::span<const std::string_view> threshold_words() {
    return threshold_keys;
}

bool takes_codes(const Predicate& predicate) {
    return RuleReader::names_codes(predicate);
}

std::vector<std::string> codes_for(Counts counts, RuleLevel level, const SignalCatalogue& catalogue) {
    std::vector<std::string> codes;
    for (const auto code : short_list(counts, catalogue)) codes.emplace_back(code);
    if (counts != Counts::observations) return codes;
    for (const auto& type : catalogue.all())
        if (type.level == level) codes.push_back(type.code);
    for (const auto& talk : catalogue.talks())
        if (level == RuleLevel::individual) codes.push_back(talk.code);
    return codes;
}

}  // namespace prevenance::rules

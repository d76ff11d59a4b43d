#include "rules/rule_file.h"

#include "rules/placeholders.h"
#include "rules/predicates/catalogue.h"
#include "rules/yaml_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace prevenance::rules {
namespace {

// Causes that no signal may ever come from (domain: L1132-1 and the leaves it protects). AT and MP are
// declared for the legal calendar alone; the others are dropped at the door and exist nowhere.
constexpr std::array<std::string_view, 42> protected_causes{"AT",
                                                            "TRAJET",
                                                            "MP",
                                                            "REPRISE",
                                                            "MATERNITE",
                                                            "PATERNITE",
                                                            "ADOPTION",
                                                            "NAISSANCE_SUP",
                                                            "GROSSESSE_EXAM",
                                                            "AMP",
                                                            "IVG_FC",
                                                            "PARENTAL",
                                                            "PRESENCE_PARENTALE",
                                                            "ENFANT_MALADE",
                                                            "PROCHE_AIDANT",
                                                            "SOLIDARITE_FAM",
                                                            "EVENEMENT_FAM",
                                                            "DEUIL",
                                                            "ANNONCE_HANDICAP_ENFANT",
                                                            "HANDICAP_SOIN",
                                                            "ALD_SOIN",
                                                            "TPT",
                                                            "GREVE",
                                                            "MANDAT",
                                                            "RETRAIT",
                                                            "VISITE_MED",
                                                            "FORMATION",
                                                            "CPF",
                                                            "VAE",
                                                            "PTP",
                                                            "CP_RTT_REPOS",
                                                            "JURE",
                                                            "RESERVE",
                                                            "POMPIER",
                                                            "ELU",
                                                            "NON_COMPTEE",
                                                            "HANDICAP",
                                                            "ALD",
                                                            "GROSSESSE",
                                                            "SYNDICAT",
                                                            "CONGE",
                                                            "INVALIDITE"};
constexpr std::array<std::string_view, 2> absence_codes{"MALADIE", "IMPREVUE"};
constexpr std::array<std::string_view, 4> legal_codes{"MALADIE", "AT", "MP", "REPRISE"};
// Of all members of a team together; a work accident says something about the work.
constexpr std::array<std::string_view, 3> team_codes{"MALADIE", "IMPREVUE", "AT"};

// Words that would make a number out of a person. Named, so that whoever looks for them is told why.
constexpr std::array<std::string_view, 6> refused_ideas{"score", "weight", "bradford",
                                                        "rank",  "points", "sum"};

bool contains(std::span<const std::string_view> words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

bool is_rule_id(std::string_view text) {
    return text.size() >= 2 && text.size() <= 8 && text[0] >= 'A' && text[0] <= 'Z' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

std::string quoted(std::string_view word) {
    return "'" + std::string(word) + "'";
}

class RuleReader {
public:
    RuleReader(const SignalCatalogue& catalogue, FileErrors& errors)
        : catalogue_(catalogue), errors_(errors) {}

    Rule read(const YamlNode& root) {
        const YamlFields fields(root, "the rule",
                                {"rule", "version", "family", "level", "title", "sentence", "unknown",
                                 "source", "thresholds", "when", "effect"},
                                errors_);
        read_head(fields);
        if (const auto* node = fields.require("source")) read_source(*node);
        if (const auto* node = fields.require("thresholds")) read_thresholds(*node);
        if (const auto* node = fields.require("when")) rule_.when = condition(*node, 1);
        check_unused(fields);
        check_sentence(fields);
        return std::move(rule_);
    }

private:
    void read_head(const YamlFields& fields) {
        rule_.identity.id = fields.text("rule");
        if (!rule_.identity.id.empty() && !is_rule_id(rule_.identity.id))
            errors_.add(
                fields.find("rule")->at, "bad_rule_id",
                quoted(rule_.identity.id) + " is not a rule id: a capital letter, then digits, as in S1");
        rule_.identity.version = fields.text("version");
        rule_.family =
            fields.choice("family", {"signal", "legal"}) == 0 ? RuleFamily::signal : RuleFamily::legal;
        rule_.level =
            fields.choice("level", {"individual", "team"}) == 0 ? RuleLevel::individual : RuleLevel::team;
        family_given_ = fields.has("family");
        level_given_ = fields.has("level");
        if (fields.has("effect"))
            rule_.effect =
                fields.choice("effect", {"suggestion", "note"}) == 0 ? Effect::suggestion : Effect::note;
        rule_.title = fields.text("title");
        rule_.sentence = fields.text("sentence");
        rule_.unknown = fields.text("unknown");
    }

    void read_source(const YamlNode& node) {
        const YamlFields fields(node, "the source", {"kind", "article", "version", "text"}, errors_);
        rule_.source.text = fields.text("text");
        const bool law = fields.choice("kind", {"convention", "law"}) == 1;
        rule_.source.kind = law ? Source::Kind::law : Source::Kind::convention;
        if (law) return read_article(fields);
        for (const auto* key : {"article", "version"})
            if (const auto* extra = fields.find(key))
                errors_.add(extra->at, "convention_with_article",
                            "a convention is no law: it has no " + quoted(key));
        if (rule_.family == RuleFamily::legal)
            errors_.add(node.at, "legal_without_law", "a rule of the legal calendar must cite a law");
    }

    void read_article(const YamlFields& fields) {
        rule_.source.article = fields.text("article");
        const auto version = fields.text("version");
        rule_.source.article_version = parse_iso_date(version);
        if (!version.empty() && !rule_.source.article_version)
            errors_.add(fields.find("version")->at, "bad_date",
                        quoted(version) + " is not a date: write it as in 2022-04-28");
    }

    void read_thresholds(const YamlNode& node) {
        if (node.kind != YamlNode::Kind::mapping)
            return errors_.add(node.at, "not_a_mapping", "'thresholds' must be keys and values");
        for (const auto& member : node.members) read_threshold(member);
    }

    void read_threshold(const YamlNode::Member& member) {
        const YamlFields fields(member.value, "the threshold " + quoted(member.key),
                                {"value", "min", "max", "unit"}, errors_);
        Threshold threshold{member.key, fields.number("value"), fields.number("min"), fields.number("max"),
                            Unit::days};
        threshold.unit = static_cast<Unit>(fields.choice(
            "unit", {"days", "months", "spells", "facts", "families", "persons", "per_mille", "count"}));
        if (threshold.min < 0 || threshold.min > threshold.max)
            errors_.add(member.value.at, "bad_bounds",
                        "the bounds of " + quoted(member.key) + " must be 0 <= min <= max");
        else if (threshold.value < threshold.min || threshold.value > threshold.max)
            errors_.add(member.value.at, "out_of_bounds",
                        quoted(member.key) + " is " + std::to_string(threshold.value) +
                            ", outside its bounds " + std::to_string(threshold.min) + " to " +
                            std::to_string(threshold.max));
        if (threshold.unit == Unit::days && threshold.max > most_days)
            errors_.add(member.value.at, "absurd_window",
                        "the most days of " + quoted(member.key) + " may not exceed 1830 (five years)");
        rule_.thresholds.push_back(std::move(threshold));
    }

    Condition condition(const YamlNode& node, int level) {
        Condition result;
        if (node.kind != YamlNode::Kind::mapping || node.members.size() != 1 || level > 5) {
            errors_.add(node.at, "bad_condition",
                        "a condition is one key: 'any', 'all' or a question" + question_names());
            return result;
        }
        const auto& [key, key_at, value] = node.members.front();
        if (key == "any" || key == "all") return group(key, value, level);
        result.predicate = find_predicate(key);
        if (result.predicate)
            read_question(value, result);
        else
            refuse_question(key, key_at);
        return result;
    }

    Condition group(const std::string& key, const YamlNode& list, int level) {
        Condition result;
        result.kind = key == "any" ? Condition::Kind::any : Condition::Kind::all;
        if (list.kind != YamlNode::Kind::sequence || list.items.empty())
            errors_.add(list.at, "not_a_list",
                        quoted(key) + " must be a list of conditions, each after a '-'");
        for (const auto& item : list.items) result.parts.push_back(condition(item, level + 1));
        return result;
    }

    static std::string question_names() {
        std::string names;
        for (const auto* predicate : predicates())
            names += (names.empty() ? " (" : ", ") + std::string(predicate->name);
        return names + ")";
    }

    void refuse_question(const std::string& key, Position at) {
        if (contains(refused_ideas, key))
            return errors_.add(at, "no_score",
                               quoted(key) + " cannot be said: a rule never yields a number about a person");
        std::vector<std::string_view> known{"any", "all"};
        for (const auto* predicate : predicates()) known.push_back(predicate->name);
        errors_.add(at, "unknown_question", "unknown question " + quoted(key) + suggestion(key, known));
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

    // A question that counts families names these alone: a lone code belongs to none of them.
    static bool names_codes(const Predicate& predicate) {
        return predicate.counts != Counts::memberships &&
               std::ranges::find(predicate.parameters, Unit::families, &Parameter::unit) ==
                   predicate.parameters.end();
    }

    void check_place(const YamlNode& node, const Predicate& predicate) {
        if (family_given_ && predicate.family != rule_.family)
            errors_.add(node.at, "wrong_family",
                        quoted(predicate.name) + (predicate.family == RuleFamily::legal
                                                      ? " may only be asked by a rule of the legal calendar"
                                                      : " may only be asked by a signal rule"));
        if (level_given_ && predicate.level() != rule_.level)
            errors_.add(node.at, "wrong_level",
                        quoted(predicate.name) + (predicate.level() == RuleLevel::team
                                                      ? " is a question about a team, not about a person"
                                                      : " is a question about a person, not about a team"));
    }

    std::string threshold_for(const YamlFields& fields, const Parameter& parameter) {
        auto name = fields.text(parameter.name);
        if (name.empty()) return name;
        const auto at = fields.find(parameter.name)->at;
        const auto* threshold = rule_.find_threshold(name);
        if (!threshold) {
            std::vector<std::string_view> known;
            for (const auto& each : rule_.thresholds) known.push_back(each.name);
            errors_.add(at, "unknown_threshold",
                        quoted(name) + " is not a threshold of this rule" + suggestion(name, known));
            return name;
        }
        if (threshold->unit != parameter.unit)
            errors_.add(at, "wrong_unit",
                        quoted(parameter.name) + " is counted in " + std::string(word_for(parameter.unit)) +
                            ", but " + quoted(name) + " is in " + std::string(word_for(threshold->unit)));
        else if (threshold->min < 1 && (parameter.unit == Unit::spells || parameter.unit == Unit::facts ||
                                        parameter.unit == Unit::families))
            errors_.add(at, "counts_nothing",
                        quoted(name) + " may be 0: a rule that holds without a fact has nothing to show");
        used_.insert(name);
        return name;
    }

    void read_codes(const YamlNode& node, const YamlFields& fields, Condition& result) {
        const Predicate& predicate = *result.predicate;
        if (!fields.has("codes") && !fields.has("families")) {
            const bool families = predicate.counts == Counts::observations;
            errors_.add(node.at, "missing_key",
                        quoted(predicate.name) + " needs " +
                            (!names_codes(predicate) ? "'families'"
                             : families              ? "'codes' or 'families'"
                                                     : "'codes'"));
        }
        if (const auto* codes = fields.find("codes"))
            for (const auto* word : words_of(*codes, "'codes'", errors_))
                add_code(*word, predicate.counts, result.codes);
        if (const auto* families = fields.find("families"))
            for (const auto* word : words_of(*families, "'families'", errors_)) add_family(*word, result);
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
        if (contains(known, word.text) || refuse_protected(word)) return;
        const std::string what = counts == Counts::milestones ? "a milestone of the legal calendar"
                                 : counts == Counts::figures  ? "a figure of the signal catalogue"
                                                              : "an absence that this question counts";
        errors_.add(word.at, "unknown_code",
                    quoted(word.text) + " is not " + what + suggestion(word.text, known));
    }

    // What a question of this kind may name, where that is a short list.
    std::vector<std::string_view> nameable(Counts counts) const {
        std::vector<std::string_view> known;
        if (counts == Counts::absences) known.assign(absence_codes.begin(), absence_codes.end());
        if (counts == Counts::legal_stops) known.assign(legal_codes.begin(), legal_codes.end());
        if (counts == Counts::team_stops) known.assign(team_codes.begin(), team_codes.end());
        if (counts == Counts::milestones)
            for (const auto& milestone : catalogue_.milestones()) known.push_back(milestone.code);
        if (counts == Counts::figures)
            for (const auto& figure : catalogue_.figures()) known.push_back(figure.code);
        return known;
    }

    bool refuse_protected(const YamlNode& word) {
        if (!contains(protected_causes, word.text)) return false;
        const bool declared = contains(legal_codes, word.text);
        errors_.add(
            word.at, "protected_cause",
            quoted(word.text) +
                (declared ? " is a protected cause: it serves the legal calendar alone and is never counted "
                            "as a signal. Remove it from the rule"
                          : " is a protected cause: it is never stored, and no rule may name it. Remove it "
                            "from the rule"));
        return true;
    }

    void check_observation(const YamlNode& word) {
        const auto* type = catalogue_.find(word.text);
        if (!type) {
            std::vector<std::string_view> known;
            for (const auto& each : catalogue_.all()) known.push_back(each.code);
            return errors_.add(
                word.at, "unknown_code",
                quoted(word.text) + " is not in the signal catalogue" + nearest_only(word.text, known));
        }
        if (!may_count(*type))
            errors_.add(word.at, "never_counts",
                        quoted(word.text) + " never counts, says the signal catalogue");
        if (type->level != rule_.level)
            errors_.add(word.at, "wrong_level",
                        quoted(word.text) + (type->level == RuleLevel::team ? " is a signal about a team"
                                                                            : " is a signal about a person"));
    }

    // Context never suggests anything, but a note may say it.
    bool may_count(const SignalType& type) const { return type.counts || rule_.effect == Effect::note; }

    // The catalogue is long: naming all of it would hide the complaint.
    static std::string nearest_only(std::string_view word, std::span<const std::string_view> known) {
        auto text = suggestion(word, known);
        return text.starts_with(" (known") ? std::string{} : text;
    }

    void add_family(const YamlNode& word, Condition& result) {
        if (!catalogue_.find_family(word.text)) {
            std::vector<std::string_view> known;
            for (const auto& each : catalogue_.families()) known.push_back(each.code);
            return errors_.add(word.at, "unknown_family",
                               "unknown family " + quoted(word.text) + suggestion(word.text, known));
        }
        std::vector<std::string> codes;
        for (const auto& type : catalogue_.all())
            if (type.family == word.text && may_count(type) && type.level == rule_.level)
                codes.push_back(type.code);
        result.codes.insert(result.codes.end(), codes.begin(), codes.end());
        result.families.push_back(codes);
        if (codes.empty())
            errors_.add(word.at, "never_counts",
                        "no signal of the family " + quoted(word.text) + " may be counted by this rule");
    }

    void check_unused(const YamlFields& fields) {
        const auto* node = fields.find("thresholds");
        if (!node || !errors_.empty()) return;
        for (const auto& member : node->members)
            if (!used_.contains(member.key))
                errors_.add(member.key_at, "unused_threshold", "no question uses " + quoted(member.key));
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
                            "the sentence names {" + std::string(name) +
                                "}, which is neither a threshold nor counted" + suggestion(name, known));
            });
    }

    static constexpr int most_days = 1830;

    const SignalCatalogue& catalogue_;
    FileErrors& errors_;
    Rule rule_;
    bool family_given_ = false;
    bool level_given_ = false;
    std::set<std::string, std::less<>> used_;
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

}  // namespace

Result<Rule> read_rule(const RuleText& text, const SignalCatalogue& catalogue, const ContentHash& hash) {
    FileErrors errors(text.file);
    const auto root = read_yaml(text.text, errors);
    if (!errors.empty() && root.members.empty()) return errors.failure();
    Result<Rule> rule = RuleReader(catalogue, errors).read(root);
    if (!errors.empty()) return errors.failure();
    rule->identity.content_hash = hash(canonical_text(root) + resolved_codes(rule->when));
    return rule;
}

Result<RuleSet> read_rules(std::span<const RuleText> texts, const SignalCatalogue& catalogue,
                           const ContentHash& hash) {
    std::vector<Rule> rules;
    std::vector<FieldError> complaints;
    for (const auto& text : texts) {
        auto rule = read_rule(text, catalogue, hash);
        if (rule)
            rules.push_back(std::move(*rule));
        else
            complaints.insert(complaints.end(), rule.error().fields.begin(), rule.error().fields.end());
    }
    if (!complaints.empty()) return refuse(std::move(complaints));
    return RuleSet::make(std::move(rules));
}

}  // namespace prevenance::rules

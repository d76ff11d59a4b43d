#include "rules/lint.h"

#include <algorithm>
#include <tuple>

namespace prevenance::rules {
namespace {

Position place_of(const ReadRule& read, const std::string& path) {
    const auto at = read.places.find(path);
    return at == read.places.end() ? Position{} : at->second;
}

// The threshold that a question gives to a parameter; nullptr where the predicate has none of that name.
const Threshold* given(const Rule& rule, const Condition& question, std::string_view parameter) {
    for (std::size_t i = 0; i < question.thresholds.size(); ++i)
        if (question.predicate->parameters[i].name == parameter)
            return rule.find_threshold(question.thresholds[i]);
    return nullptr;
}

// Which number of a threshold is looked at: the value, or the bound that makes a yes the hardest.
enum class Look { value, hardest };

class Numbers {
public:
    Numbers(const Rule& rule, const Condition& question, Look look)
        : rule_(rule), question_(question), look_(look) {}

    // Parameters that a yes needs small, and those it needs large.
    std::optional<int> least(std::string_view parameter) const { return number(parameter, &Threshold::max); }
    std::optional<int> most(std::string_view parameter) const { return number(parameter, &Threshold::min); }
    bool counts_in(std::string_view parameter, Unit unit) const {
        const auto* threshold = given(rule_, question_, parameter);
        return threshold && threshold->unit == unit;
    }

private:
    std::optional<int> number(std::string_view parameter, int Threshold::*hardest) const {
        const auto* threshold = given(rule_, question_, parameter);
        if (!threshold) return std::nullopt;
        return look_ == Look::value ? threshold->value : threshold->*hardest;
    }

    const Rule& rule_;
    const Condition& question_;
    Look look_;
};

std::string text_of(int number) {
    return std::to_string(number);
}

// Spells of one day each, as close as the gap allows, must fit into the window.
std::optional<std::string> too_many_spells(const Numbers& numbers) {
    const auto at_least = numbers.least("at_least");
    const auto within = numbers.most("within");
    const auto gap = numbers.least("gap");
    if (!at_least || !within || !gap || !numbers.counts_in("at_least", Unit::spells)) return std::nullopt;
    const int shortest = std::max(1, numbers.least("shortest").value_or(1));
    const int needed = (*at_least - 1) * (shortest + *gap + 1) + 1;
    if (needed <= *within) return std::nullopt;
    return text_of(*at_least) + " absences séparées de plus de " + text_of(*gap) + " jours demandent " +
           text_of(needed) + " jours, et la fenêtre en a " + text_of(*within);
}

std::optional<std::string> too_far_apart(const Numbers& numbers) {
    const auto at_least = numbers.least("at_least");
    const auto within = numbers.most("within");
    const auto apart = numbers.least("apart");
    if (!at_least || !within || !apart) return std::nullopt;
    const int needed = (*at_least - 1) * *apart + 1;
    if (needed <= *within) return std::nullopt;
    return text_of(*at_least) + " faits espacés de " + text_of(*apart) + " jours demandent " +
           text_of(needed) + " jours, et la fenêtre en a " + text_of(*within);
}

std::optional<std::string> longer_than_longest(const Numbers& numbers) {
    const auto shortest = numbers.least("shortest");
    const auto longest = numbers.most("longest");
    if (longest && *longest < 1) return "aucune absence ne dure 0 jour";
    if (!shortest || !longest || *shortest <= *longest) return std::nullopt;
    return "rien ne dure au moins " + text_of(*shortest) + " jours et au plus " + text_of(*longest);
}

std::optional<std::string> more_days_than_the_window(const Numbers& numbers) {
    const auto at_least = numbers.least("at_least");
    const auto within = numbers.most("within");
    if (!at_least || !within || !numbers.counts_in("at_least", Unit::days) || *at_least <= *within)
        return std::nullopt;
    return "une fenêtre de " + text_of(*within) + " jours n’en contient pas " + text_of(*at_least);
}

// Why no facts whatever make the answer yes; nothing where some may.
std::optional<std::string> why_never(const Rule& rule, const Condition& question, Look look) {
    const Numbers numbers(rule, question, look);
    for (const auto check : {too_many_spells, too_far_apart, longer_than_longest, more_days_than_the_window})
        if (auto why = check(numbers)) return why;
    const auto families = numbers.least("at_least");
    const auto named = static_cast<int>(question.families.size());
    if (families && numbers.counts_in("at_least", Unit::families) && *families > named)
        return text_of(*families) + " familles sont demandées, et " + text_of(named) + " sont nommées";
    return std::nullopt;
}

bool never_holds(const Rule& rule, const Condition& condition) {
    const auto never = [&](const Condition& part) { return never_holds(rule, part); };
    if (condition.kind == Condition::Kind::any) return std::ranges::all_of(condition.parts, never);
    if (condition.kind == Condition::Kind::all) return std::ranges::any_of(condition.parts, never);
    return condition.kind == Condition::Kind::question && why_never(rule, condition, Look::value).has_value();
}

// Two conditions, perhaps of two rules, by what they ask: names of thresholds do not matter, numbers do.
struct Asked {
    const Rule& rule;
    const Condition& condition;
};

// A yes to `strong` is a yes to `weak`. Only what is certain of every predicate is used: a higher `at_least`
// implies a lower one.
bool question_implies(const Asked& strong, const Asked& weak) {
    const Condition& left = strong.condition;
    const Condition& right = weak.condition;
    if (left.predicate != right.predicate || left.codes != right.codes || left.others != right.others ||
        left.families != right.families)
        return false;
    for (std::size_t i = 0; i < left.thresholds.size(); ++i) {
        const auto* of_left = strong.rule.find_threshold(left.thresholds[i]);
        const auto* of_right = weak.rule.find_threshold(right.thresholds[i]);
        const bool may_be_more = left.predicate->parameters[i].name == "at_least";
        if (of_left->value != of_right->value && !(may_be_more && of_left->value > of_right->value))
            return false;
    }
    return true;
}

bool implies(const Asked& strong, const Asked& weak) {
    using Kind = Condition::Kind;
    const auto part_implies = [&](const Condition& part) { return implies({strong.rule, part}, weak); };
    const auto implies_part = [&](const Condition& part) { return implies(strong, {weak.rule, part}); };
    if (strong.condition.kind == Kind::any) return std::ranges::all_of(strong.condition.parts, part_implies);
    if (weak.condition.kind == Kind::all) return std::ranges::all_of(weak.condition.parts, implies_part);
    if (strong.condition.kind == Kind::all && std::ranges::any_of(strong.condition.parts, part_implies))
        return true;
    if (weak.condition.kind == Kind::any) return std::ranges::any_of(weak.condition.parts, implies_part);
    if (strong.condition.kind != weak.condition.kind) return false;
    if (strong.condition.kind == Kind::rule) return strong.condition.rule == weak.condition.rule;
    return strong.condition.kind == Kind::question && question_implies(strong, weak);
}

bool same(const Asked& left, const Asked& right) {
    return implies(left, right) && implies(right, left);
}

class Lint {
public:
    explicit Lint(std::span<const ReadRule> rules) : rules_(rules) {}

    std::vector<Complaint> run() {
        for (const auto& read : rules_) {
            check(read, read.rule.when, "when");
            if (read.rule.unless) check(read, *read.rule.unless, "unless");
            check_whole(read);
            check_kept(read);
            check_file_name(read);
        }
        check_pairs();
        std::ranges::stable_sort(found_, {},
                                 [](const Complaint& each) { return std::tie(each.file, each.at); });
        return std::move(found_);
    }

private:
    void add(const ReadRule& read, const std::string& path, std::string code, std::string message) {
        found_.push_back({read.file, place_of(read, path), path, std::move(code), std::move(message)});
    }

    void check(const ReadRule& read, const Condition& condition, const std::string& path) {
        if (condition.kind == Condition::Kind::question) return check_question(read, condition, path);
        const bool any = condition.kind == Condition::Kind::any;
        for (std::size_t i = 0; i < condition.parts.size(); ++i) {
            const auto part_path = path + (any ? ".any[" : ".all[") + std::to_string(i) + "]";
            check(read, condition.parts[i], part_path);
            for (std::size_t k = 0; k < condition.parts.size(); ++k)
                if (k != i) check_beside(read, condition, {i, k}, part_path);
        }
    }

    // Whether the first of two parts of a group may be left out because of the second.
    void check_beside(const ReadRule& read, const Condition& group,
                      std::pair<std::size_t, std::size_t> places, const std::string& path) {
        const Asked part{read.rule, group.parts[places.first]};
        const Asked other{read.rule, group.parts[places.second]};
        const auto number = std::to_string(places.second + 1);
        if (same(part, other)) {
            if (places.second < places.first)
                add(read, path, "duplicate_condition",
                    "la même condition que la " + number + "e de la liste");
            return;
        }
        const bool any = group.kind == Condition::Kind::any;
        if (any ? implies(part, other) : implies(other, part))
            add(read, path, "implied_condition",
                "cette condition ne change rien\u00a0: la " + number + "e de la liste suffit");
    }

    void check_question(const ReadRule& read, const Condition& question, const std::string& path) {
        const auto inside = path + "." + std::string(question.predicate->name);
        if (const auto why = why_never(read.rule, question, Look::value))
            add(read, inside, "question_never_holds",
                "cette question ne peut jamais recevoir oui\u00a0: " + *why);
        else if (const auto bounds = why_never(read.rule, question, Look::hardest))
            add(read, inside, "impossible_bounds",
                "les bornes des seuils permettent un réglage où la question ne reçoit jamais oui\u00a0: " +
                    *bounds);
        for (const auto* parameter : {"shortest", "reaches"}) {
            const auto* threshold = given(read.rule, question, parameter);
            if (threshold && threshold->value == 0)
                add(read, inside + "." + parameter, "number_without_effect",
                    quoted(parameter) + " vaut 0\u00a0: tout arrêt suffit, écrivez 1 si c’est voulu");
        }
    }

    void check_whole(const ReadRule& read) {
        const Rule& rule = read.rule;
        if (never_holds(rule, rule.when))
            add(read, "when", "never_holds", "cette règle ne peut jamais se déclencher");
        if (rule.level == RuleLevel::individual && !has_evidence(rule.when))
            add(read, "when", "no_evidence",
                "cette règle sur une personne ne regarde que son équipe\u00a0: elle n’a aucun fait à "
                "montrer");
        if (!rule.unless) return;
        if (never_holds(rule, *rule.unless))
            add(read, "unless", "unless_never_holds",
                "cette exception ne s’applique jamais\u00a0: la règle se comporte comme sans elle");
        if (implies({rule, rule.when}, {rule, *rule.unless}))
            add(read, "unless", "unless_always_holds",
                "chaque fois que la règle tient, cette exception tient aussi\u00a0: elle ne se déclenche "
                "jamais");
    }

    bool has_evidence(const Condition& condition) const {
        if (condition.kind == Condition::Kind::question) return true;
        if (condition.kind == Condition::Kind::rule)
            return std::ranges::any_of(rules_, [&](const ReadRule& read) {
                return read.rule.identity.id == condition.rule && read.rule.level == RuleLevel::individual;
            });
        return std::ranges::any_of(condition.parts,
                                   [&](const Condition& part) { return has_evidence(part); });
    }

    void check_kept(const ReadRule& read) {
        if (read.rule.family == RuleFamily::legal) return;
        for (const Threshold& threshold : read.rule.thresholds) {
            const int days = threshold.unit == Unit::months ? threshold.max * 31
                             : threshold.unit == Unit::days ? threshold.max
                                                            : 0;
            if (days <= days_kept) continue;
            add(read, "thresholds." + threshold.name, "longer_than_kept",
                quoted(threshold.name) + " peut atteindre " + text_of(threshold.max) + " " +
                    (threshold.unit == Unit::months ? "mois" : "jours") +
                    "\u00a0: les faits ne sont gardés que 24 mois");
        }
    }

    void check_file_name(const ReadRule& read) {
        const auto slash = read.file.find_last_of('/');
        const auto name = slash == std::string::npos ? read.file : read.file.substr(slash + 1);
        if (name != read.rule.identity.id + ".yaml")
            add(read, "rule", "file_name",
                "le fichier de la règle " + read.rule.identity.id + " devrait s’appeler " +
                    quoted(read.rule.identity.id + ".yaml"));
    }

    void check_pairs() {
        for (std::size_t i = 0; i < rules_.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) {
                const Rule& one = rules_[i].rule;
                const Rule& other = rules_[k].rule;
                if (one.family != other.family || one.level != other.level) continue;
                if (!same({one, one.when}, {other, other.when}) || !same_unless(one, other)) continue;
                add(rules_[i], "when", "same_rule", "dit la même chose que la règle " + other.identity.id);
            }
    }

    static bool same_unless(const Rule& one, const Rule& other) {
        if (!one.unless || !other.unless) return !one.unless && !other.unless;
        return same({one, *one.unless}, {other, *other.unless});
    }

    std::span<const ReadRule> rules_;
    std::vector<Complaint> found_;
};

void longest_in(const ReadRule& read, const Condition& condition, std::optional<LongestWindow>& longest) {
    for (const auto& part : condition.parts) longest_in(read, part, longest);
    if (condition.kind != Condition::Kind::question) return;
    const auto* within = given(read.rule, condition, "within");
    if (!within) return;
    const int days = within->unit == Unit::months ? within->value * 31 : within->value;
    if (!longest || days > longest->days) longest = LongestWindow{read.rule.identity.id, within->name, days};
}

}  // namespace

std::vector<Complaint> lint(std::span<const ReadRule> rules) {
    return Lint(rules).run();
}

std::vector<Complaint> lint_timelines(std::span<const ReadRule> rules, const DrawnReading& reading) {
    const auto& drawn = reading.cases;
    std::vector<Complaint> found;
    for (const auto& read : rules) {
        const auto& id = read.rule.identity.id;
        if (std::ranges::find(reading.unread, id, &UnreadCase::rule) != reading.unread.end()) continue;
        const auto about = [&](const DrawnTimeline& each) { return each.rule == id; };
        const auto add = [&](std::string code, std::string message) {
            found.push_back({read.file, place_of(read, "rule"), "rule", std::move(code), std::move(message)});
        };
        if (std::ranges::none_of(drawn, about)) {
            add("no_timeline",
                "aucun jour n’est dessiné pour la règle " + id + ". Écrivez " + quoted(id + ".timeline"));
            continue;
        }
        const auto with_days = [&](bool holds) {
            return std::ranges::any_of(
                drawn, [&](const auto& each) { return about(each) && each.ever_holds() == holds; });
        };
        if (!with_days(true))
            add("no_positive_case", "aucun dessin ne montre la règle " + id + " se déclencher");
        if (!with_days(false))
            add("no_negative_case",
                "aucun dessin ne montre une histoire où la règle " + id + " reste muette");
    }
    return found;
}

std::vector<Complaint> cases_without_rule(std::span<const std::string> ids,
                                          std::span<const DrawnTimeline> cases) {
    const std::vector<std::string_view> known(ids.begin(), ids.end());
    std::vector<Complaint> found;
    for (const auto& each : cases)
        if (std::ranges::find(ids, each.rule) == ids.end())
            found.push_back({each.file, each.rule_at, "rule", "unknown_rule",
                             "il n’y a pas de règle " + quoted(each.rule) + suggestion(each.rule, known)});
    return found;
}

std::optional<LongestWindow> longest_window(std::span<const ReadRule> rules) {
    std::optional<LongestWindow> longest;
    for (const auto& read : rules) longest_in(read, read.rule.when, longest);
    return longest;
}

}  // namespace prevenance::rules

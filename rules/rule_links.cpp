#include "rules/rule_links.h"

#include <algorithm>
#include <map>

namespace prevenance::rules {
namespace {

struct Link {
    std::string id;
    std::string path;
};

void collect_links(const Condition& condition, const std::string& path, std::vector<Link>& links) {
    if (condition.kind == Condition::Kind::rule) links.push_back({condition.rule, path + ".rule"});
    const std::string group = condition.kind == Condition::Kind::any ? ".any[" : ".all[";
    for (std::size_t i = 0; i < condition.parts.size(); ++i)
        collect_links(condition.parts[i], path + group + std::to_string(i) + "]", links);
}

std::vector<Link> links_of(const Rule& rule) {
    std::vector<Link> links;
    collect_links(rule.when, "when", links);
    if (rule.unless) collect_links(*rule.unless, "unless", links);
    return links;
}

Position place_of(const ReadRule& read, const std::string& path) {
    const auto at = read.places.find(path);
    return at == read.places.end() ? Position{} : at->second;
}

class LinkCheck {
public:
    LinkCheck(std::span<const ReadRule> rules, const std::set<std::string>& wrong_ones,
              std::vector<Complaint>& complaints)
        : rules_(rules), wrong_ones_(wrong_ones), complaints_(complaints) {}

    void run() {
        for (const auto& read : rules_) {
            const auto [first, is_new] = by_id_.emplace(read.rule.identity.id, &read);
            if (!is_new)
                add(read, "rule", "duplicate_rule",
                    "deux règles s’appellent " + quoted(read.rule.identity.id) + "\u00a0: l’autre est dans " +
                        first->second->file + ":" + std::to_string(place_of(*first->second, "rule").line));
        }
        for (const auto& read : rules_)
            for (const auto& link : links_of(read.rule)) check(read, link);
        for (const auto& read : rules_) {
            std::vector<Link> way;
            walk(read, way);
        }
    }

private:
    void add(const ReadRule& read, const std::string& path, std::string code, std::string message) {
        complaints_.push_back({read.file, place_of(read, path), path, std::move(code), std::move(message)});
    }

    void check(const ReadRule& read, const Link& link) {
        const auto named = by_id_.find(link.id);
        if (named == by_id_.end()) {
            if (wrong_ones_.contains(link.id)) return;
            std::vector<std::string_view> known;
            for (const auto& [id, other] : by_id_) known.push_back(id);
            return add(read, link.path, "unknown_rule",
                       "il n’y a pas de règle " + quoted(link.id) + suggestion(link.id, known));
        }
        const Rule& other = named->second->rule;
        if (other.family != read.rule.family)
            add(read, link.path, "wrong_family",
                quoted(link.id) +
                    " n’est pas de la même famille\u00a0: signaux et calendrier légal ne se mêlent pas");
        else if (read.rule.level == RuleLevel::team && other.level == RuleLevel::individual)
            add(read, link.path, "wrong_level",
                "une règle sur une équipe ne regarde pas une personne\u00a0: " + quoted(link.id) +
                    " parle d’une personne");
    }

    // Follows what each rule names; a rule met again on the way closes a circle, said once, from the rule of
    // it that was read first.
    void walk(const ReadRule& read, std::vector<Link>& way) {
        const auto& id = read.rule.identity.id;
        if (by_id_.at(id) != &read || finished_.contains(id)) return;
        const auto again = std::ranges::find(way, id, &Link::id);
        if (again != way.end()) return say_circle({again, way.end()});
        for (const auto& link : links_of(read.rule)) {
            const auto named = by_id_.find(link.id);
            if (named == by_id_.end()) continue;
            way.push_back({id, link.path});
            walk(*named->second, way);
            way.pop_back();
        }
        finished_.insert(id);
    }

    void say_circle(const std::vector<Link>& circle) {
        std::string names;
        for (const auto& link : circle) names += link.id + " → ";
        add(*by_id_.at(circle.front().id), circle.front().path, "circle",
            "ces règles s’attendent l’une l’autre, en cercle\u00a0: " + names + circle.front().id);
    }

    std::span<const ReadRule> rules_;
    const std::set<std::string>& wrong_ones_;
    std::vector<Complaint>& complaints_;
    std::map<std::string, const ReadRule*> by_id_;
    std::set<std::string> finished_;
};

}  // namespace

void check_links(std::span<const ReadRule> rules, const std::set<std::string>& wrong_ones,
                 std::vector<Complaint>& complaints) {
    LinkCheck(rules, wrong_ones, complaints).run();
}

}  // namespace prevenance::rules

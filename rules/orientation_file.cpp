#include "rules/orientation_file.h"

#include "rules/yaml_fields.h"

#include <algorithm>
#include <map>
#include <set>

namespace prevenance::rules {
namespace {

constexpr std::size_t longest_name = 40;  // names stand in addresses

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

// Where a node and each of its choices stand in the file.
struct Places {
    Position node;
    std::vector<Position> choices;
};

class TreeReader {
public:
    TreeReader(const Directory& directory, FileErrors& errors) : directory_(directory), errors_(errors) {}

    OrientationTree read(const YamlNode& root) {
        const YamlFields fields(root, "l’arbre", {"start", "nodes"}, errors_);
        const auto start = fields.text("start");
        if (const auto* list = fields.require("nodes"); list != nullptr && is_list(*list))
            for (const auto& item : list->items) read_node(item);
        if (!start.empty() && index(start) == nullptr)
            errors_.add(fields.find("start")->at, "start", "unknown_node",
                        "le départ " + quoted(start) + " n’est le nom d’aucun nœud" + near(start));
        check_ends();
        if (index(start) != nullptr) check_ways(start);
        return {start, std::move(nodes_)};
    }

private:
    bool is_list(const YamlNode& list) {
        if (list.kind == YamlNode::Kind::sequence) return true;
        errors_.add(list.at, "not_a_list", "attendu\u00a0: une liste, chaque entrée après un tiret");
        return false;
    }

    void read_node(const YamlNode& item) {
        const YamlFields fields(item, "un nœud", {"name", "title", "words", "choices", "devices"}, errors_);
        OrientationNode node;
        Places places{item.at, {}};
        node.name = fields.text("name");
        node.title = label(item, fields, "title", node.name);
        node.words = fields.has("words") ? fields.text("words") : "";
        if (const auto* list = fields.find("choices"); list != nullptr && is_list(*list))
            for (const auto& choice : list->items) read_choice(choice, node, places);
        if (const auto* list = fields.find("devices"); list != nullptr && is_list(*list))
            for (const auto& device : list->items) read_device(device, node);
        check_name(item, node.name);
        if (!node.name.empty() && !by_name_.emplace(node.name, nodes_.size()).second)
            errors_.add(item.at, node.name, "duplicate_node",
                        "deux nœuds s’appellent " + quoted(node.name) + "\u00a0: renommez-en un");
        nodes_.push_back(std::move(node));
        places_.push_back(std::move(places));
    }

    // A missing label is said with the name of its node, which the place in the file alone does not tell.
    std::string label(const YamlNode& item, const YamlFields& fields, std::string_view key,
                      const std::string& node) {
        const auto* found = fields.find(key);
        if (found != nullptr && found->kind == YamlNode::Kind::scalar && !found->text.empty())
            return found->text;
        if (fields.misspelt(key)) return {};
        errors_.add(found == nullptr ? item.at : found->at, node, "missing_label",
                    "nœud " + quoted(node) + "\u00a0: il manque «\u00a0" + std::string{key} +
                        "\u00a0», les mots que la personne lit");
        return {};
    }

    void read_choice(const YamlNode& item, OrientationNode& node, Places& places) {
        const YamlFields fields(item, "un choix", {"label", "to"}, errors_);
        OrientationChoice choice{label(item, fields, "label", node.name),
                                 fields.text("to", "le nom du nœud où le choix mène")};
        if (choice.to.empty()) return;
        if (std::ranges::find(node.choices, choice.to, &OrientationChoice::to) != node.choices.end())
            errors_.add(item.at, node.name, "duplicate_choice",
                        "deux choix de " + quoted(node.name) + " mènent à " + quoted(choice.to) +
                            "\u00a0: gardez-en un");
        node.choices.push_back(std::move(choice));
        places.choices.push_back(item.at);
    }

    void read_device(const YamlNode& item, OrientationNode& node) {
        const YamlFields fields(item, "un dispositif", {"label", "words", "sheets"}, errors_);
        OrientationDevice device;
        device.label = label(item, fields, "label", node.name);
        device.words = fields.has("words") ? fields.text("words") : "";
        const auto* list = fields.find("sheets");
        for (const auto* sheet :
             list == nullptr ? std::vector<const YamlNode*>{} : words_of(*list, "les fiches", errors_)) {
            device.sheets.push_back(sheet->text);
            check_sheet(*sheet, node.name);
        }
        if (device.sheets.empty())
            errors_.add(item.at, node.name, "no_sheet",
                        "le dispositif " + quoted(device.label) + " du nœud " + quoted(node.name) +
                            " n’a aucune fiche\u00a0: donnez-en une dans «\u00a0sheets\u00a0»");
        node.devices.push_back(std::move(device));
    }

    void check_sheet(const YamlNode& sheet, const std::string& node) {
        if (directory_.find(sheet.text) != nullptr) return;
        std::vector<std::string_view> known;
        for (const auto& one : directory_.all()) known.push_back(one.id);
        const auto close = nearest(sheet.text, known);
        errors_.add(sheet.at, node, "unknown_sheet",
                    "nœud " + quoted(node) + "\u00a0: l’annuaire n’a pas de fiche " + quoted(sheet.text) +
                        (close ? ". Vouliez-vous dire " + quoted(*close) + "\u00a0?" : std::string{}));
    }

    void check_name(const YamlNode& item, const std::string& name) {
        if (name.empty() || is_name(name)) return;
        errors_.add(
            item.at, name, "bad_name",
            "le nom " + quoted(name) +
                " n’entre pas dans une adresse\u00a0: des minuscules sans accent, des chiffres et des "
                "tirets, 40 au plus");
    }

    const std::size_t* index(const std::string& name) const {
        const auto at = by_name_.find(name);
        return at == by_name_.end() ? nullptr : &at->second;
    }

    std::string near(const std::string& name) const {
        std::vector<std::string_view> known;
        for (const auto& [one, position] : by_name_) known.push_back(one);
        return suggestion(name, known);
    }

    void check_ends() {
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            const auto& node = nodes_[i];
            if (node.choices.empty() && node.devices.empty())
                errors_.add(places_[i].node, node.name, "dead_end",
                            "impasse\u00a0: le nœud " + quoted(node.name) +
                                " n’a ni choix ni dispositif. Donnez-lui l’un ou l’autre");
            if (!node.choices.empty() && !node.devices.empty())
                errors_.add(
                    places_[i].node, node.name, "question_and_leaf",
                    "le nœud " + quoted(node.name) +
                        " a des choix et des dispositifs\u00a0: mettez les dispositifs dans un nœud à part");
            for (std::size_t choice = 0; choice < node.choices.size(); ++choice)
                if (index(node.choices[choice].to) == nullptr)
                    errors_.add(places_[i].choices[choice], node.name, "unknown_node",
                                "le nœud " + quoted(node.name) + " mène à " +
                                    quoted(node.choices[choice].to) + ", qui n’existe pas" +
                                    near(node.choices[choice].to));
        }
    }

    void check_ways(const std::string& start) {
        std::vector<std::string> way;
        follow(*index(start), way);
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            if (!reached_.contains(i) && *index(nodes_[i].name) == i)
                errors_.add(places_[i].node, nodes_[i].name, "unreachable",
                            "aucun chemin ne mène du départ au nœud " + quoted(nodes_[i].name) +
                                "\u00a0: reliez-le ou supprimez-le");
    }

    // Each node once: a loop is seen on the way, not by walking every way.
    void follow(std::size_t at, std::vector<std::string>& way) {
        reached_.insert(at);
        way.push_back(nodes_[at].name);
        for (std::size_t i = 0; i < nodes_[at].choices.size(); ++i) {
            const auto& to = nodes_[at].choices[i].to;
            const auto* next = index(to);
            if (next == nullptr) continue;
            if (const auto again = std::ranges::find(way, to); again != way.end())
                errors_.add(places_[at].choices[i], nodes_[at].name, "loop",
                            loop_words(again, way.end(), to));
            else if (!reached_.contains(*next))
                follow(*next, way);
        }
        way.pop_back();
    }

    static std::string loop_words(std::vector<std::string>::const_iterator from,
                                  std::vector<std::string>::const_iterator end, const std::string& to) {
        std::string names;
        for (; from != end; ++from) names += *from + " → ";
        return "boucle\u00a0: " + names + to + ". Un chemin doit avoir une fin";
    }

    const Directory& directory_;
    FileErrors& errors_;
    std::vector<OrientationNode> nodes_;
    std::vector<Places> places_;  // of the nodes, in the same order
    std::map<std::string, std::size_t> by_name_;
    std::set<std::size_t> reached_;
};

}  // namespace

Result<OrientationTree> read_orientation(std::string_view file, std::string_view text,
                                         const Directory& directory) {
    FileErrors errors{std::string(file)};
    const auto root = read_yaml(text, errors);
    if (!errors.empty() && root.members.empty()) return errors.failure();
    auto tree = TreeReader(directory, errors).read(root);
    if (!errors.empty()) return errors.failure();
    return tree;
}

}  // namespace prevenance::rules

#include "rules/indicator_file.h"

#include "rules/yaml_fields.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

bool is_indicator_code(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

class IndicatorReader {
public:
    explicit IndicatorReader(FileErrors& errors) : errors_(errors) {}

    IndicatorCatalogue read(const YamlNode& root) {
        const YamlFields fields(root, "the indicators", {"version", "indicators"}, errors_);
        const int version = fields.has("version") ? fields.number("version") : 0;
        if (version < 1)
            errors_.add(root.at, "no_version", "attendu\u00a0: «\u00a0version: 1\u00a0», ou un nombre plus grand");
        if (const auto* list = fields.require("indicators")) read_all(*list);
        return {version, std::move(indicators_)};
    }

private:
    void read_all(const YamlNode& list) {
        if (list.kind != YamlNode::Kind::sequence || list.items.empty())
            return errors_.add(list.at, "not_a_list", "attendu\u00a0: une liste, chaque entrée après un tiret");
        for (const auto& item : list.items) indicator(item);
        refuse_unknown_wholes(list);
        refuse_classes_that_are_no_parts(list);
    }

    void indicator(const YamlNode& node) {
        const YamlFields fields(node, "an indicator",
                                {"code", "label", "unit", "part_of", "made_up_of", "need", "definition", "holder", "limits",
                                 "availability", "by", "quarterly"},
                                errors_);
        Indicator one;
        one.code = fields.text("code");
        one.label = fields.text("label");
        one.unit = fields.choice("unit", {"persons", "employers"}) == 0 ? IndicatorUnit::persons
                                                                        : IndicatorUnit::employers;
        if (fields.has("part_of")) one.part_of = fields.text("part_of");
        if (const auto* list = fields.find("made_up_of"))
            for (const auto* word : words_of(*list, "made_up_of", errors_)) one.made_up_of.push_back(word->text);
        one.need = fields.text("need");
        one.definition = fields.text("definition");
        one.holder = fields.text("holder");
        one.limits = fields.text("limits");
        one.availability = fields.text("availability");
        if (const auto* list = fields.find("by")) one.by = dimensions(*list);
        one.quarterly = fields.flag("quarterly", true);
        if (!one.code.empty()) check_code(node, one.code);
        indicators_.push_back(std::move(one));
    }

    std::vector<CellDimension> dimensions(const YamlNode& list) {
        std::vector<CellDimension> read;
        for (const auto* word : words_of(list, "by", errors_)) {
            const auto dimension = parse_cell_dimension(word->text);
            if (!dimension || *dimension == CellDimension::whole)
                errors_.add(word->at, "unknown_dimension",
                            quoted(word->text) + "\u00a0: attendu, department, job_family ou size_class");
            else
                read.push_back(*dimension);
        }
        return read;
    }

    void check_code(const YamlNode& node, const std::string& code) {
        if (!is_indicator_code(code))
            errors_.add(node.at, "bad_code",
                        quoted(code) + "\u00a0: attendu, des minuscules, des chiffres et «\u00a0_\u00a0»");
        if (std::ranges::find(indicators_, code, &Indicator::code) != indicators_.end())
            errors_.add(node.at, "duplicate_code", quoted(code) + " est donné deux fois");
    }

    void refuse_unknown_wholes(const YamlNode& list) {
        for (std::size_t i = 0; i < indicators_.size(); ++i) {
            const auto& whole = indicators_[i].part_of;
            if (whole.empty() || std::ranges::find(indicators_, whole, &Indicator::code) != indicators_.end())
                continue;
            errors_.add(list.items[i].at, "unknown_whole", quoted(whole) + " n’est pas dans la liste");
        }
    }

    void refuse_classes_that_are_no_parts(const YamlNode& list) {
        for (std::size_t i = 0; i < indicators_.size(); ++i)
            for (const auto& code : indicators_[i].made_up_of) {
                const auto at = std::ranges::find(indicators_, code, &Indicator::code);
                if (at == indicators_.end() || at->part_of != indicators_[i].code || at->quarterly ||
                    indicators_[i].quarterly)
                    errors_.add(list.items[i].at, "no_part",
                                quoted(code) + " n’est pas, par année, une partie de " + quoted(indicators_[i].code));
            }
    }

    FileErrors& errors_;
    std::vector<Indicator> indicators_;
};

}  // namespace

Result<IndicatorCatalogue> read_indicators(std::string_view file, std::string_view text) {
    FileErrors errors{std::string(file)};
    const auto root = read_yaml(text, errors);
    if (!errors.empty() && root.members.empty()) return errors.failure();
    auto catalogue = IndicatorReader(errors).read(root);
    if (!errors.empty()) return errors.failure();
    return catalogue;
}

}  // namespace prevenance::rules

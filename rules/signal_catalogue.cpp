#include "rules/signal_catalogue.h"

#include "rules/yaml_fields.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

constexpr int most_quick_cards = 8;
constexpr std::array<std::string_view, 5> absence_codes{"MALADIE", "IMPREVUE", "AT", "MP", "REPRISE"};

bool is_code(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

class CatalogueReader {
public:
    explicit CatalogueReader(FileErrors& errors) : errors_(errors) {}

    SignalCatalogue read(const YamlNode& root) {
        const YamlFields fields(
            root, "the catalogue",
            {"families", "signals", "absences", "talks", "milestones", "figures", "evidence"}, errors_);
        if (const auto* list = fields.require("families")) each(*list, &CatalogueReader::family);
        if (const auto* list = fields.require("signals")) each(*list, &CatalogueReader::signal);
        if (const auto* list = fields.require("absences")) each(*list, &CatalogueReader::absence);
        if (const auto* list = fields.find("talks")) each(*list, &CatalogueReader::talk);
        if (const auto* list = fields.find("milestones")) each(*list, &CatalogueReader::milestone);
        if (const auto* list = fields.find("figures")) each(*list, &CatalogueReader::figure);
        if (const auto* list = fields.find("evidence")) each(*list, &CatalogueReader::evidence);
        return {std::move(types_), std::move(families_), std::move(others_)};
    }

private:
    void each(const YamlNode& list, void (CatalogueReader::*read_one)(const YamlNode&)) {
        if (list.kind != YamlNode::Kind::sequence) {
            errors_.add(list.at, "not_a_list", "attendu\u00a0: une liste, chaque entrée après un tiret");
            return;
        }
        for (const auto& item : list.items) (this->*read_one)(item);
    }

    void family(const YamlNode& node) {
        const YamlFields fields(node, "a family", {"code", "label"}, errors_);
        SignalFamily family{fields.text("code"), fields.text("label")};
        refuse_duplicate(node, families_, family.code);
        families_.push_back(std::move(family));
    }

    void signal(const YamlNode& node) {
        const YamlFields fields(
            node, "a signal", {"code", "label", "family", "level", "counts", "quick", "short_text"}, errors_);
        SignalType type;
        type.code = fields.text("code");
        type.label = fields.text("label");
        type.family = known_family(fields);
        type.level =
            fields.choice("level", {"individual", "team"}) == 0 ? RuleLevel::individual : RuleLevel::team;
        type.counts = fields.flag("counts", true);
        type.quick = fields.flag("quick", false);
        type.short_text = fields.flag("short_text", false);
        check_code(node, type.code);
        refuse_known(node, type.code);
        if (type.quick && ++quick_cards_ > most_quick_cards)
            errors_.add(node.at, "too_many_quick",
                        "plus de 8 signaux rapides\u00a0: l’écran se lit en une minute");
        types_.push_back(std::move(type));
    }

    std::string known_family(const YamlFields& fields) {
        auto code = fields.text("family");
        if (code.empty() || std::ranges::find(families_, code, &SignalFamily::code) != families_.end())
            return code;
        std::vector<std::string_view> known;
        for (const auto& family : families_) known.push_back(family.code);
        errors_.add(fields.find("family")->at, "unknown_family",
                    "famille inconnue " + quoted(code) + suggestion(code, known));
        return code;
    }

    void absence(const YamlNode& node) {
        const auto absence = code_and_label(node, "an absence");
        if (!absence.code.empty() && std::ranges::find(absence_codes, absence.code) == absence_codes.end())
            errors_.add(node.at, "unknown_absence",
                        quoted(absence.code) + " n’est pas une absence qui se garde" +
                            suggestion(absence.code, absence_codes));
        refuse_known(node, absence.code);
        others_.absences.push_back(absence);
    }

    void talk(const YamlNode& node) { other(node, "a talk", others_.talks); }
    void milestone(const YamlNode& node) { other(node, "a milestone", others_.milestones); }
    void evidence(const YamlNode& node) { other(node, "the words of evidence", others_.evidence); }

    void other(const YamlNode& node, const std::string& what, std::vector<CodeLabel>& list) {
        const auto item = code_and_label(node, what);
        check_code(node, item.code);
        refuse_known(node, item.code);
        list.push_back(item);
    }

    CodeLabel code_and_label(const YamlNode& node, const std::string& what) {
        const YamlFields fields(node, what, {"code", "label"}, errors_);
        return {fields.text("code"), fields.text("label")};
    }

    void figure(const YamlNode& node) {
        const YamlFields fields(node, "a figure", {"code", "label", "unit"}, errors_);
        FigureKind figure{fields.text("code"), fields.text("label"), fields.text("unit")};
        check_code(node, figure.code);
        refuse_known(node, figure.code);
        others_.figures.push_back(std::move(figure));
    }

    void check_code(const YamlNode& node, const std::string& code) {
        if (code.empty()) return;
        if (!is_code(code))
            errors_.add(node.at, "bad_code",
                        quoted(code) + "\u00a0: attendu, des majuscules, des chiffres et «\u00a0_\u00a0»");
        if (std::ranges::find(absence_codes, code) != absence_codes.end())
            errors_.add(node.at, "absence_as_signal",
                        quoted(code) +
                            " est une absence\u00a0: elle s’importe, et ne s’enregistre jamais comme signal");
    }

    // A code means one thing: rules and explanations find its words by the code alone.
    void refuse_known(const YamlNode& node, const std::string& code) {
        refuse_duplicate(node, types_, code);
        refuse_duplicate(node, others_.absences, code);
        refuse_duplicate(node, others_.talks, code);
        refuse_duplicate(node, others_.milestones, code);
        refuse_duplicate(node, others_.figures, code);
        refuse_duplicate(node, others_.evidence, code);
    }

    template <class Item>
    void refuse_duplicate(const YamlNode& node, const std::vector<Item>& items, const std::string& code) {
        if (code.empty() || std::ranges::find(items, code, &Item::code) == items.end()) return;
        errors_.add(node.at, "duplicate_code", quoted(code) + " est donné deux fois");
    }

    FileErrors& errors_;
    int quick_cards_ = 0;
    std::vector<SignalType> types_;
    std::vector<SignalFamily> families_;
    OtherWords others_;
};

}  // namespace

Result<SignalCatalogue> read_signal_catalogue(std::string_view file, std::string_view text) {
    FileErrors errors{std::string(file)};
    const auto root = read_yaml(text, errors);
    if (!errors.empty() && root.members.empty()) return errors.failure();
    auto catalogue = CatalogueReader(errors).read(root);
    if (!errors.empty()) return errors.failure();
    return catalogue;
}

}  // namespace prevenance::rules

#include "rules/signal_catalogue.h"

#include "rules/yaml_fields.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

constexpr int most_quick_cards = 8;
constexpr std::array<std::string_view, 4> absence_codes{"MALADIE", "IMPREVUE", "AT", "MP"};

bool is_code(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

class CatalogueReader {
public:
    explicit CatalogueReader(FileErrors& errors) : errors_(errors) {}

    SignalCatalogue read(const YamlNode& root) {
        const YamlFields fields(root, "the catalogue", {"families", "signals", "absences"}, errors_);
        if (const auto* list = fields.require("families")) each(*list, &CatalogueReader::family);
        if (const auto* list = fields.require("signals")) each(*list, &CatalogueReader::signal);
        if (const auto* list = fields.require("absences")) each(*list, &CatalogueReader::absence);
        return {std::move(types_), std::move(families_), std::move(absences_)};
    }

private:
    void each(const YamlNode& list, void (CatalogueReader::*read_one)(const YamlNode&)) {
        if (list.kind != YamlNode::Kind::sequence) {
            errors_.add(list.at, "not_a_list", "expected a list, each entry after a '-'");
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
        refuse_duplicate(node, types_, type.code);
        if (type.quick && ++quick_cards_ > most_quick_cards)
            errors_.add(node.at, "too_many_quick",
                        "more than 8 quick signals: the screen is read in a minute");
        types_.push_back(std::move(type));
    }

    std::string known_family(const YamlFields& fields) {
        auto code = fields.text("family");
        if (code.empty() || std::ranges::find(families_, code, &SignalFamily::code) != families_.end())
            return code;
        std::vector<std::string_view> known;
        for (const auto& family : families_) known.push_back(family.code);
        errors_.add(fields.find("family")->at, "unknown_family",
                    "unknown family '" + code + "'" + suggestion(code, known));
        return code;
    }

    void absence(const YamlNode& node) {
        const YamlFields fields(node, "an absence", {"code", "label"}, errors_);
        AbsenceLabel absence{fields.text("code"), fields.text("label")};
        if (!absence.code.empty() && std::ranges::find(absence_codes, absence.code) == absence_codes.end())
            errors_.add(node.at, "unknown_absence",
                        "'" + absence.code + "' is not an absence that is kept" +
                            suggestion(absence.code, absence_codes));
        refuse_duplicate(node, absences_, absence.code);
        absences_.push_back(std::move(absence));
    }

    void check_code(const YamlNode& node, const std::string& code) {
        if (code.empty()) return;
        if (!is_code(code))
            errors_.add(node.at, "bad_code", "'" + code + "' must be capital letters, digits and '_'");
        if (std::ranges::find(absence_codes, code) != absence_codes.end())
            errors_.add(node.at, "absence_as_signal",
                        "'" + code + "' is an absence: it is imported, never recorded as a signal");
    }

    template <class Item>
    void refuse_duplicate(const YamlNode& node, const std::vector<Item>& items, const std::string& code) {
        if (code.empty() || std::ranges::find(items, code, &Item::code) == items.end()) return;
        errors_.add(node.at, "duplicate_code", "'" + code + "' is listed twice");
    }

    FileErrors& errors_;
    int quick_cards_ = 0;
    std::vector<SignalType> types_;
    std::vector<SignalFamily> families_;
    std::vector<AbsenceLabel> absences_;
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

#include "api/rule_words.h"

#include "rules/placeholders.h"
#include "rules/rule_words.h"
#include "rules/threshold_words.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace prevenance::api {
namespace {

constexpr std::string_view in_unit(rules::Unit unit) {
    switch (unit) {
        case rules::Unit::days:
            return "en jours";
        case rules::Unit::months:
            return "en mois";
        case rules::Unit::spells:
            return "en absences";
        case rules::Unit::facts:
            return "en faits";
        case rules::Unit::families:
            return "en familles de faits";
        case rules::Unit::persons:
            return "en personnes";
        case rules::Unit::per_mille:
            return "pour mille";
        case rules::Unit::count:
            return "en nombre";
    }
    return "";
}

// The words of roles begin with a letter of ASCII, with "à" or with "é".
std::string capitalised(std::string_view words) {
    for (const auto& [small, large] : {std::pair{"à", "À"}, std::pair{"é", "É"}})
        if (words.starts_with(small))
            return large + std::string{words.substr(std::string_view{small}.size())};
    std::string text{words};
    if (text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

// Where a threshold is used first.
struct Place {
    std::string_view parameter;
    int question = 0;
};

class Places {
public:
    explicit Places(const rules::Rule& rule) {
        collect(rule.when);
        if (rule.unless) collect(*rule.unless);
    }

    const Place* of(std::string_view threshold) const {
        const auto found = std::ranges::find(places_, threshold, &Named::first);
        return found == places_.end() ? nullptr : &found->second;
    }

    bool is_alone(std::string_view parameter) const {
        return std::ranges::count_if(
                   places_, [&](const Named& named) { return named.second.parameter == parameter; }) <= 1;
    }

private:
    using Named = std::pair<std::string_view, Place>;

    void collect(const rules::Condition& condition) {
        for (const auto& part : condition.parts) collect(part);
        if (condition.kind != rules::Condition::Kind::question) return;
        ++questions_;
        for (std::size_t i = 0; i < condition.thresholds.size(); ++i)
            if (of(condition.thresholds[i]) == nullptr)
                places_.emplace_back(condition.thresholds[i],
                                     Place{condition.predicate->parameters[i].name, questions_});
    }

    std::vector<Named> places_;
    int questions_ = 0;
};

// A sentence ends at a full stop that a space follows.
std::vector<std::string> sentences_of(std::string_view text) {
    std::vector<std::string> sentences;
    for (auto at = text.find(". "); at != std::string_view::npos; at = text.find(". ")) {
        sentences.emplace_back(text.substr(0, at + 1));
        text.remove_prefix(at + 2);
    }
    sentences.emplace_back(text);
    return sentences;
}

bool has_gap(std::string_view sentence) {
    bool gap = false;
    rules::for_each_placeholder(
        sentence, [](std::string_view) {}, [&](std::string_view) { gap = true; });
    return gap;
}

std::string with_gaps(std::string_view sentence) {
    std::string text;
    rules::for_each_placeholder(
        sentence, [&](std::string_view piece) { text += piece; }, [&](std::string_view) { text += "…"; });
    return text;
}

}  // namespace

std::string sentence_with_numbers(const rules::Rule& rule) {
    const auto words = rules::words_of(rule);
    std::string whole;
    std::string all;
    for (const auto& sentence : sentences_of(words.sentence)) {
        all += (all.empty() ? "" : " ") + with_gaps(sentence);
        if (!has_gap(sentence)) whole += (whole.empty() ? "" : " ") + sentence;
    }
    return (whole.empty() ? all : whole) + (words.exception.empty() ? "" : " " + words.exception);
}

std::string threshold_label(const rules::Rule& rule, std::string_view threshold) {
    const auto* found = rule.find_threshold(threshold);
    const std::string unit{found == nullptr ? std::string_view{} : in_unit(found->unit)};
    const Places places{rule};
    const auto* place = places.of(threshold);
    const auto words = rules::threshold_role(rule, threshold);
    auto label = words.empty() ? "Nombre «\u00A0" + std::string{threshold} + "\u00A0»" : capitalised(words);
    label += ", " + unit;
    if (place != nullptr && !places.is_alone(place->parameter))
        label += " (condition " + std::to_string(place->question) + ")";
    return label;
}

}  // namespace prevenance::api

#include "tests/rules/shipped_rules.h"

#include "rules/signal_catalogue.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace prevenance::rules {
namespace {

const std::filesystem::path root = PREVENANCE_SOURCE_DIR;

std::string fnv_hex(std::string_view content, std::uint64_t seed) {
    std::uint64_t hash = seed;
    for (const char c : content) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    std::string text;
    for (int i = 60; i >= 0; i -= 4) text += "0123456789abcdef"[hash >> static_cast<unsigned>(i) & 15U];
    return text;
}

std::vector<RuleText> shipped_texts(std::string_view extension) {
    std::vector<RuleText> texts;
    for (const auto& entry : std::filesystem::directory_iterator(root / "config/rules")) {
        if (entry.path().extension() != extension) continue;
        const auto name = "config/rules/" + entry.path().filename().string();
        texts.push_back({name, source_file(name)});
    }
    std::ranges::sort(texts, {}, &RuleText::file);
    return texts;
}

}  // namespace

std::string source_file(std::string_view path) {
    std::ifstream file(root / path, std::ios::binary);
    if (!file) throw std::runtime_error("missing: " + std::string(path));
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string test_hash(std::string_view content) {
    std::string text;
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) text += fnv_hex(content, 0xcbf29ce484222325U + seed);
    return text;
}

const SignalCatalogue& shipped_catalogue() {
    static const SignalCatalogue catalogue = [] {
        auto read = read_signal_catalogue("config/signals.yaml", source_file("config/signals.yaml"));
        if (!read) throw std::runtime_error(read.error().detail);
        return std::move(*read);
    }();
    return catalogue;
}

std::vector<RuleText> shipped_rule_texts() {
    return shipped_texts(".yaml");
}

std::vector<DrawnTimeline> shipped_timelines() {
    std::vector<DrawnTimeline> all;
    std::vector<Complaint> complaints;
    for (const auto& text : shipped_texts(".timeline"))
        for (auto& drawn : read_drawn_timelines(text, shipped_catalogue(), complaints).cases)
            all.push_back(std::move(drawn));
    if (!complaints.empty()) throw std::runtime_error(complaints.front().line());
    return all;
}

const RuleSet& shipped_rules() {
    static const RuleSet rules = [] {
        auto read = read_rules(shipped_rule_texts(), shipped_catalogue(), test_hash);
        if (!read) throw std::runtime_error(read.error().detail);
        return std::move(*read);
    }();
    return rules;
}

}  // namespace prevenance::rules

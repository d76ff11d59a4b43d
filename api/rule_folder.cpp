#include "api/rule_folder.h"

#include "api/text_file.h"
#include "domain/hexadecimal.h"
#include "integrations/digest.h"
#include "rules/signal_catalogue.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace prevenance::api {
namespace {

// All lie in one folder: T9 comes before T10.
std::pair<std::size_t, std::string_view> in_order(const rules::RuleText& text) {
    return {text.file.size(), text.file};
}

}  // namespace

Result<RuleFolder> read_rule_folder(const std::filesystem::path& folder) {
    std::error_code trouble;
    std::filesystem::directory_iterator entries{folder, trouble};
    if (trouble)
        return fail(ErrorCode::not_found,
                    "Le dossier " + folder.string() + " n’existe pas ou est illisible.");
    RuleFolder read;
    for (const auto& entry : entries) {
        const bool is_rule = entry.path().extension() == ".yaml" && entry.path().filename() != "signals.yaml";
        if (!is_rule && entry.path().extension() != ".timeline") continue;
        auto text = text_of_file(entry.path());
        if (!text) return std::unexpected(text.error());
        (is_rule ? read.rules : read.timelines).push_back({entry.path().string(), std::move(*text)});
    }
    std::ranges::sort(read.rules, {}, in_order);
    std::ranges::sort(read.timelines, {}, in_order);
    return read;
}

std::filesystem::path signals_beside(const std::filesystem::path& folder,
                                     const std::filesystem::path& otherwise) {
    for (const auto& file : {folder / "signals.yaml", folder / ".." / "signals.yaml"})
        if (std::error_code trouble; std::filesystem::exists(file, trouble)) return file.lexically_normal();
    return otherwise;
}

Result<SignalCatalogue> read_signals(const std::filesystem::path& file) {
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    return rules::read_signal_catalogue(file.string(), *text);
}

Result<rules::RuleSet> read_rule_set(const std::filesystem::path& folder, const SignalCatalogue& signals) {
    const auto read = read_rule_folder(folder);
    if (!read) return std::unexpected(read.error());
    return rules::read_rules(read->rules, signals, hash_of_content);
}

rules::DrawnReading read_drawings(const std::vector<rules::RuleText>& timelines,
                                  const SignalCatalogue& signals, std::vector<rules::Complaint>& complaints) {
    rules::DrawnReading all;
    for (const auto& text : timelines) {
        auto one = rules::read_drawn_timelines(text, signals, complaints);
        std::ranges::move(one.cases, std::back_inserter(all.cases));
        std::ranges::move(one.unread, std::back_inserter(all.unread));
    }
    return all;
}

std::string hash_of_content(std::string_view content) {
    return hexadecimal(integrations::digest_of(bytes_of(content)));
}

}  // namespace prevenance::api

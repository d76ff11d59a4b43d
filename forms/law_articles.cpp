#include "forms/law_articles.h"

#include "forms/posted_form.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace prevenance::forms {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::int64_t milliseconds_a_day = 86'400'000;
const Date without_end = std::chrono::sys_days{std::chrono::January / 1 / 2900};  // the package writes 2999

// Follows a JSON text value by value and keeps what stands at the few places that matter:
//   articles.<number>.version_start, .id                of the short list
//   ….data.num, ….data.articleVersions[].dateDebut, .id of the package, at any depth
class LawReader : public nlohmann::json::json_sax_t {
public:
    std::map<std::string, LawArticle> articles;
    std::optional<std::string> problem;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_float(double, const std::string&) override { return true; }
    bool binary(nlohmann::json::binary_t&) override { return true; }

    bool number_integer(std::int64_t number) override {
        if (!in_version()) return true;
        const Date day{Days{number / milliseconds_a_day}};
        if (key() == "dateDebut") version_.from = day, dated_ = true;
        if (key() == "dateFin" && day < without_end) version_.until = day;
        return true;
    }

    bool number_unsigned(std::uint64_t number) override {
        return number_integer(static_cast<std::int64_t>(number));
    }

    bool string(std::string& text) override {
        if (in_short_list() && key() == "version_start") return take_short(text);
        if (in_short_list() && key() == "id") short_id_ = text;
        if (in_version() && key() == "id") version_.id = text;
        if (places_.size() >= 2 && place(1).key == "data" && key() == "num") number_ = text;
        return true;
    }

    bool start_object(std::size_t) override {
        if (in_versions()) version_ = {}, dated_ = false;
        if (key() == "data") number_.clear(), versions_.clear();
        if (places_.size() == 2 && places_[0].key == "articles") short_id_.clear();
        return enter(true);
    }

    bool end_object() override {
        if (in_short_list() && articles.contains(places_[1].key))
            articles[places_[1].key].versions.back().id = short_id_;
        places_.pop_back();
        if (in_versions() && dated_) versions_.push_back(version_);
        if (!places_.empty() && key() == "data" && !number_.empty()) return take_article();
        return true;
    }

    bool start_array(std::size_t) override { return enter(false); }

    bool end_array() override {
        places_.pop_back();
        return true;
    }

    bool key(std::string& text) override {
        places_.back().key = text;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
        problem = "Ce fichier n’est pas du JSON\u00a0: la lecture s’arrête à l’octet " +
                  std::to_string(position) + ". Reprenez le fichier d’origine.";
        return false;
    }

private:
    struct Place {
        bool object;
        std::string key;
    };

    const std::string& key() const {
        static const std::string none;
        return places_.empty() ? none : places_.back().key;
    }
    const Place& place(std::size_t up) const { return places_[places_.size() - 1 - up]; }

    bool enter(bool object) {
        if (places_.size() == deepest) {
            problem = "Ce fichier est imbriqué sur plus de " + std::to_string(deepest) +
                      " niveaux\u00a0: ce n’est pas une liste d’articles.";
            return false;
        }
        places_.push_back({object, {}});
        return true;
    }

    bool in_short_list() const { return places_.size() == 3 && places_[0].key == "articles"; }
    // Directly inside the list of versions, and inside one of them.
    bool in_versions() const {
        return places_.size() >= 3 && !places_.back().object && place(1).key == "articleVersions";
    }
    bool in_version() const {
        return places_.size() >= 4 && places_.back().object && !place(1).object &&
               place(2).key == "articleVersions";
    }

    bool take_short(const std::string& text) {
        const auto& number = places_[1].key;
        const auto from = parse_iso_date(text);
        if (!from) {
            problem = "L’article " + number + " a pour version_start «\u00a0" + text +
                      "\u00a0», qui n’est pas un jour écrit 2022-04-28.";
            return false;
        }
        articles[number] = {number, {{*from, std::nullopt, {}}}, false};
        return true;
    }

    bool take_article() {
        if (!versions_.empty()) {
            auto& article = articles[number_];
            article.number = number_;
            article.all_versions = true;
            article.versions.insert(article.versions.end(), versions_.begin(), versions_.end());
        }
        number_.clear();
        return true;
    }

    std::vector<Place> places_;
    std::string number_;
    std::string short_id_;
    std::vector<LawVersion> versions_;
    LawVersion version_;
    bool dated_ = false;
};

std::vector<LawArticle> sorted(std::map<std::string, LawArticle> articles) {
    std::vector<LawArticle> list;
    for (auto& [number, article] : articles) {
        std::ranges::sort(article.versions, {}, &LawVersion::from);
        list.push_back(std::move(article));
    }
    return list;
}

}  // namespace

Result<std::vector<LawArticle>> read_law_articles(std::string_view json) {
    if (json.size() > law_file_bytes_limit)
        return fail(ErrorCode::too_large, "Ce fichier dépasse 80 Mo. Le Code du travail en fait environ 55.");
    if (json.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return fail(ErrorCode::invalid, "Ce fichier est vide.");
    if (!is_valid_utf8(json))
        return fail(ErrorCode::malformed,
                    "Ce fichier n’est pas en UTF-8. Reprenez le fichier d’origine, sans le convertir.");
    LawReader reader;
    const bool read = nlohmann::json::sax_parse(json, &reader);
    if (!read) return fail(ErrorCode::malformed, reader.problem.value_or("Ce fichier n’est pas du JSON."));
    if (reader.articles.empty())
        return fail(ErrorCode::invalid,
                    "Ce fichier ne contient aucun article. Sont lus\u00a0: config/law/articles.json, et les "
                    "codes du paquet npm @socialgouv/legi-data (data/LEGITEXT000006072050.json pour le Code "
                    "du travail).");
    return sorted(std::move(reader.articles));
}

}  // namespace prevenance::forms

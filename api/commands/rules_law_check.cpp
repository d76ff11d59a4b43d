#include "api/commands/rules_law_check.h"

#include "api/rule_folder.h"
#include "forms/law_articles.h"
#include "integrations/system_clock.h"
#include "rules/law_watch.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace prevenance::api {
namespace {

using rules::LawNote;
using rules::LawState;

Result<std::string> bytes_of_file(const std::filesystem::path& path) {
    std::error_code trouble;
    const auto size = std::filesystem::file_size(path, trouble);
    std::ifstream file{path, std::ios::binary};
    if (trouble || !file)
        return fail(ErrorCode::unavailable,
                    "Le fichier " + path.string() + " est illisible. Vérifiez son chemin.");
    // What is over the limit is refused by its reader; no more of it than that is read.
    std::string bytes(std::min<std::uintmax_t>(size, forms::law_file_bytes_limit + 1), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

Result<std::vector<LawNote>> notes_on(const LawCheckOptions& options) {
    const auto signals = read_signals(options.rules.signals);
    if (!signals) return std::unexpected(signals.error());
    const auto set = read_rule_set(options.rules.folder, *signals);
    if (!set) return std::unexpected(set.error());
    const auto bytes = bytes_of_file(options.file);
    if (!bytes) return std::unexpected(bytes.error());
    const auto articles = forms::read_law_articles(*bytes);
    if (!articles) return std::unexpected(articles.error());
    return rules::watch_law(set->rules(), *articles, options.today);
}

bool all_disappeared(const std::vector<LawNote>& notes) {
    return !notes.empty() && std::ranges::all_of(notes, [](const LawNote& note) {
        return note.state == LawState::disappeared && !note.ends_on;
    });
}

std::size_t rules_among(const std::vector<LawNote>& notes) {
    std::set<std::string> rules;
    for (const auto& note : notes) rules.insert(note.rule);
    return rules.size();
}

void print(std::ostream& out, const std::vector<LawNote>& notes) {
    for (const auto& note : notes)
        if (note.state != LawState::unchanged)
            out << (rules::is_complaint(note) ? "À RELIRE  " : "À prévoir ") << rules::french_words(note)
                << "\n";
    const auto complaints = std::ranges::count_if(notes, rules::is_complaint);
    out << rules_among(notes) << " règles citent " << notes.size() << " articles\u00a0; "
        << (complaints == 0 ? std::string{"tous sont cités dans la version en vigueur."}
                            : std::to_string(complaints) + " à relire.")
        << "\n";
}

}  // namespace

ExitCode check_law(Console& console, const LawCheckOptions& options) {
    const auto notes = notes_on(options);
    if (!notes) return say(console, notes.error());
    if (notes->empty()) {
        console.out << "Aucune règle de " << options.rules.folder.string() << " ne cite d’article.\n";
        return ExitCode::done;
    }
    if (all_disappeared(*notes)) {
        console.error << options.file.string()
                      << " ne contient aucun des articles cités. Est-ce bien le Code du travail\u00a0?\n";
        return ExitCode::failed;
    }
    print(console.out, *notes);
    return std::ranges::any_of(*notes, rules::is_complaint) ? ExitCode::failed : ExitCode::done;
}

void add_rules_law_check(CLI::App& rules, CommandContext& context) {
    struct Typed {
        std::string file;
        std::string rules;
    };
    auto typed = std::make_shared<Typed>();
    auto* verb = rules.add_subcommand(
        "law-check", "Compare les articles que citent les règles avec ceux d’un registre de la loi");
    verb->fallthrough();
    verb->add_option("fichier", typed->file,
                     "Le registre\u00a0: config/law/articles.json, ou un code du paquet npm "
                     "@socialgouv/legi-data")
        ->required();
    verb->add_option("--rules", typed->rules, "Le dossier des règles\u00a0; sans lui\u00a0: config/rules");
    verb->footer(examples({"prevenance rules law-check config/law/articles.json",
                           "prevenance rules law-check package/data/LEGITEXT000006072050.json"}) +
                 "\nCode de sortie\u00a0: 0 si chaque règle cite la version en vigueur, 1 sinon.");
    verb->callback([typed, &context] {
        context.run = [typed, &context] {
            const auto place = place_of_rules(context, typed->rules);
            if (!place) return ExitCode::configuration;
            const auto today = in_paris(integrations::SystemClock{}.now()).date;
            return check_law(context.console, {typed->file, *place, today});
        };
    });
}

}  // namespace prevenance::api

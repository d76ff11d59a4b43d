#include "api/commands/verbs.h"
#include "api/key_rotation.h"
#include "api/text_file.h"
#include "domain/hexadecimal.h"
#include "forms/french.h"
#include "forms/receipt_json.h"
#include "integrations/digest.h"
#include "integrations/receipt_proof.h"
#include "integrations/sodium.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

using integrations::InstanceSigners;

struct Asked {
    std::string file;
    std::string key;   // as `receipt key` prints it; empty: this installation's
    std::string name;  // of the person, where the copy is to be tied to somebody
};

struct Verified {
    ConsentReceipt receipt;
    ReceiptDetails details;
    Digest hash{};
    std::optional<Digest> opening;
};

Result<InstanceSigners> own_keys(CommandContext& context) {
    const auto configuration = configuration_of(context);
    if (!configuration) return fail(ErrorCode::unavailable);  // what is wrong was printed already
    const auto root = root_key_in_use(configuration->settings);
    if (!root) return std::unexpected(root.error());
    return root->receipt_signers();
}

Result<InstanceSigners> trusted_keys(CommandContext& context, const std::string& written) {
    if (written.empty()) return own_keys(context);
    const auto key = integrations::read_written_key(written);
    if (!key)
        return fail(
            ErrorCode::invalid,
            "Cette clé n’en est pas une. Elle compte 43 signes\u00A0; tapez « prevenance receipt key » sur "
            "l’installation qui a donné le reçu.");
    return InstanceSigners{*key};
}

// What is proved is the text under the signature; what a human reads in the file must be the same.
Result<Verified> verify(const std::string& text, const InstanceSigners& signers) {
    const auto file = forms::read_receipt_file(text);
    if (!file) return std::unexpected(file.error());
    const auto payload = integrations::open_signature({file->header, file->payload, file->signature}, signers);
    if (!payload)
        return fail(
            ErrorCode::forbidden,
            "La signature ne va pas\u00A0: ce reçu a été modifié, ou une autre installation l’a donné.");
    if (*payload != file->receipt)
        return fail(ErrorCode::forbidden,
                    "Le reçu lisible n’est pas celui qui a été signé\u00A0: il a été modifié.");
    const auto read = forms::read_receipt_json(*payload);
    if (!read) return std::unexpected(read.error());
    const auto hash = integrations::receipt_hash(read->receipt);
    if (forms::receipt_json(read->receipt, read->details, hash) != *payload)
        return fail(ErrorCode::forbidden, "L’empreinte inscrite n’est pas celle de ce reçu.");
    return Verified{read->receipt, read->details, hash, file->opening};
}

std::string parties_in_words(const ReceiptDetails& details) {
    std::string words;
    for (const auto& party : details.parties) words += (words.empty() ? "" : " ; ") + party.name;
    return words;
}

void say_what_it_proves(std::ostream& out, const Verified& verified) {
    const auto& receipt = verified.receipt;
    out << "La signature est valable.\n\nCe reçu prouve :\n"
        << "  - qu’un accord a été donné à cette installation le " << forms::date_and_time(receipt.given_at)
        << ",\n"
        << "  - pour : " << receipt.purpose << ",\n  - sur :";
    for (const auto& category : receipt.categories)
        out << (&category == &receipt.categories.front() ? " " : ", ")
            << forms::receipt_category_words(category);
    out << ",\n  - envers : " << parties_in_words(verified.details)
        << ",\n  - jusqu’à la première visite, et jusqu’au " << forms::long_date(receipt.expires_on)
        << " au plus tard,\n  - après lecture d’un texte d’empreinte " << hexadecimal(receipt.notice_hash)
        << ".\n"
        << "Numéro : " << receipt.id.text() << "\nEmpreinte : " << hexadecimal(verified.hash)
        << "\n\nCe reçu ne dit pas qui est la personne, ni si l’accord a été retiré depuis : le service de "
           "santé "
           "au travail le sait, avec le numéro.\n";
}

ExitCode say_whose(CommandContext& context, const Verified& verified, const std::string& name) {
    if (name.empty()) return ExitCode::done;
    if (!verified.opening) {
        context.console.error
            << "Ce fichier n’est pas la copie de la personne (« person_opening » manque) : le nom ne "
               "peut pas être comparé.\n";
        return ExitCode::check_failed;
    }
    const Sensitive<std::string> person{name};
    if (integrations::person_commitment(*verified.opening, person) != verified.details.person_commitment) {
        context.console.error
            << "Ce n’est pas le nom inscrit. Écrivez le prénom puis le nom, comme dans le message.\n";
        return ExitCode::check_failed;
    }
    context.console.out << "Le nom donné est bien celui de la personne qui a donné cet accord.\n";
    return ExitCode::done;
}

ExitCode run_verify(CommandContext& context, const Asked& asked) {
    if (const auto ready = integrations::prepare_sodium(); !ready) return say(context.console, ready.error());
    const auto keys = trusted_keys(context, asked.key);
    if (!keys) return say(context.console, keys.error(), ExitCode::configuration);
    const auto text = text_of_file(asked.file);
    if (!text) return say(context.console, text.error());
    const auto verified = verify(*text, *keys);
    if (!verified) return say(context.console, verified.error(), ExitCode::check_failed);
    say_what_it_proves(context.console.out, *verified);
    return say_whose(context, *verified, asked.name);
}

ExitCode run_key(CommandContext& context) {
    if (const auto ready = integrations::prepare_sodium(); !ready) return say(context.console, ready.error());
    const auto keys = own_keys(context);
    if (!keys) return say(context.console, keys.error(), ExitCode::configuration);
    context.console.out << integrations::written_key(keys->present()) << "\n";
    return ExitCode::done;
}

}  // namespace

void add_receipt_command(CLI::App& program, CommandContext& context) {
    auto* group = program.add_subcommand("receipt", "Vérifie un reçu de consentement");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples({"prevenance receipt verify recu.json", "prevenance receipt key"}));
    auto asked = std::make_shared<Asked>();
    auto* verify_verb =
        group->add_subcommand("verify", "Vérifie la signature d’un reçu, et dit ce qu’il prouve");
    verify_verb->fallthrough();
    verify_verb->add_option("file", asked->file, "Le fichier que la personne a téléchargé")->required();
    verify_verb->add_option("--key", asked->key,
                            "La clé de l’installation qui a donné le reçu (sinon : celle-ci)");
    verify_verb->add_option("--name", asked->name,
                            "Prénom et nom, pour vérifier que la copie est bien de cette personne");
    verify_verb->footer(examples({"prevenance receipt verify recu.json",
                                  "prevenance receipt verify recu.json --name \"Camille Essai\""}));
    verify_verb->callback(
        [&context, asked] { context.run = [&context, asked] { return run_verify(context, *asked); }; });
    auto* key_verb =
        group->add_subcommand("key", "Donne la clé publique qui vérifie les reçus de cette installation");
    key_verb->fallthrough();
    key_verb->footer(examples({"prevenance receipt key"}));
    key_verb->callback([&context] { context.run = [&context] { return run_key(context); }; });
}

}  // namespace prevenance::api

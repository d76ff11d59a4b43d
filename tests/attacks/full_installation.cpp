// Writes a full installation into a folder, with its root key and with what only people know (passwords,
// cookies, paper codes), for a program that is not ours to open: open_elsewhere.py.
//
//   full_installation FOLDER
#include "tests/attacks/full_instance.h"

#include <filesystem>
#include <fstream>
#include <iostream>

namespace prevenance::api {
namespace {

void write_secrets(const FullInstance& full, const std::filesystem::path& file) {
    std::ofstream secrets{file};
    for (const auto& [login, account] : full.accounts())
        secrets << "password\t" << account.text() << '\t' << login << '\t' << TestInstance::test_password
                << '\n';
    for (const auto& who : full.attackers()) {
        if (!who.account || who.state != "live") continue;
        if (who.way == "session")
            secrets << "cookie\t" << who.account->text() << '\t'
                    << who.cookie.substr(who.cookie.find('=') + 1) << '\t' << who.form_token << '\n';
        else
            secrets << "key\t" << who.account->text() << '\t' << who.bearer << "\t\n";
    }
    for (const auto& card : full.cards())
        secrets << "card\t" << card.path.substr(3) << '\t' << card.code << "\topen\n";
    for (const auto& card : full.answered_cards())
        secrets << "card\t" << card.path.substr(3) << '\t' << card.code << "\tanswered\n";
}

void write_installation(const std::filesystem::path& folder) {
    const FullInstance full;
    std::filesystem::copy(
        full.instance.folder(), folder,
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    write_secrets(full, folder / "secrets.tsv");
}

}  // namespace
}  // namespace prevenance::api

int main(int count, char** words) {
    if (count != 2) return std::cerr << "full_installation FOLDER\n", 2;
    try {
        prevenance::api::write_installation(words[1]);
    } catch (const std::exception& trouble) {
        std::cerr << "no installation: " << trouble.what() << "\n";
        return 1;
    }
}

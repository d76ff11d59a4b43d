#include "api/configuration.h"
#include "api/configuration_keys.h"

#include "api/host_names.h"
#include "api/nearest_name.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace prevenance::api {
namespace {

std::filesystem::path file_with(const std::string& name, const std::string& text) {
    const auto file = std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-" + name);
    std::ofstream{file} << text;
    return file;
}

ConfigurationSources sources_with(const std::string& toml) {
    ConfigurationSources sources;
    sources.file = file_with("prevenance.toml", toml);
    return sources;
}

std::string errors_of(const ConfigurationSources& sources) {
    const auto configuration = read_configuration(sources);
    std::string text;
    if (!configuration)
        for (const auto& field : configuration.error().fields) text += field.message + "\n";
    return text;
}

TEST(Configuration, flags_win_over_the_environment_over_the_file_over_the_defaults) {
    auto sources = sources_with("[server]\nport = 1111\n[mail]\nport = 2525\n[log]\nlevel = \"debug\"\n");
    sources.environment = {{"PREVENANCE_SERVER__PORT", "2222"}, {"PREVENANCE_LOG__LEVEL", "error"}};
    sources.flags = {{"server.port", "3333"}};
    const auto configuration = read_configuration(sources);
    ASSERT_TRUE(configuration);
    EXPECT_EQ(configuration->settings.port, 3333);
    EXPECT_EQ(configuration->settings.log_level, "error");
    EXPECT_EQ(configuration->settings.mail.port, 2525);
    EXPECT_EQ(configuration->settings.listen_address, "127.0.0.1");
}

TEST(Configuration, says_where_each_value_comes_from) {
    auto sources = sources_with("[mail]\nport = 2525\n");
    sources.environment = {{"PREVENANCE_LOG__LEVEL", "error"}};
    const auto values = read_configuration(sources).value().values;
    const auto origin = [&](const std::string& key) {
        return std::ranges::find(values, key, &ConfiguredValue::key)->origin;
    };
    EXPECT_TRUE(origin("mail.port").ends_with("prevenance.toml:2")) << origin("mail.port");
    EXPECT_EQ(origin("log.level"), "variable PREVENANCE_LOG__LEVEL");
    EXPECT_EQ(origin("server.port"), "valeur par défaut");
}

TEST(Configuration, every_mistake_is_said_at_once_with_its_line_and_the_nearest_name) {
    auto sources = sources_with(
        "[server]\nprot = 80\nport = \"huit\"\n[mial]\nserver = \"a\"\n[log]\nlevel = \"loud\"\n");
    sources.environment = {{"PREVENANCE_SERVER__PRT", "1"}};
    const auto errors = errors_of(sources);
    for (const auto* expected :
         {":2 : « server.prot »", "« server.port »", ":3 : server.port", ":5 : « mial.server »",
          "« mail.server »", ":7 : log.level", "« PREVENANCE_SERVER__PORT »"})
        EXPECT_NE(errors.find(expected), std::string::npos) << expected << " in\n" << errors;
}

TEST(Configuration, a_missing_file_that_was_named_and_a_file_that_is_no_toml_are_refused) {
    ConfigurationSources missing;
    missing.file = "/nowhere/prevenance.toml";
    EXPECT_NE(errors_of(missing).find("/nowhere/prevenance.toml"), std::string::npos);
    EXPECT_NE(errors_of(sources_with("[server\n")).find("prevenance.toml:1"), std::string::npos);
}

TEST(Configuration, every_period_of_retention_may_be_shortened_and_none_lengthened) {
    int periods = 0;
    for (const auto& key : configuration_keys()) {
        if (key.section != "retention") continue;
        ++periods;
        Settings settings;
        const int most = std::stoi(key.get(settings));
        EXPECT_FALSE(key.set(settings, std::to_string(most - 1))) << key.name;
        EXPECT_EQ(key.get(settings), std::to_string(most - 1)) << key.name;
        for (const auto& refused : {std::to_string(most + 1), std::string{"-1"}, std::string{"6x"}, std::string{}})
            EXPECT_TRUE(key.set(settings, refused)) << key.name << " " << refused;
    }
    EXPECT_EQ(periods, 16);
}

// What is published may be protected more, never less; a refusal says from where on.
TEST(Configuration, every_threshold_of_figures_may_be_raised_and_none_lowered) {
    int thresholds = 0;
    for (const auto& key : configuration_keys()) {
        if (key.section != "figures") continue;
        ++thresholds;
        Settings settings;
        const auto least = key.get(settings);
        const int stricter = key.name == "largest_share_percent" ? -1 : 1;
        EXPECT_FALSE(key.set(settings, std::to_string(std::stoi(least) + stricter))) << key.name;
        EXPECT_EQ(key.get(settings), std::to_string(std::stoi(least) + stricter)) << key.name;
        for (const auto& refused :
             {std::to_string(std::stoi(least) - stricter), std::string{"-1"}, std::string{"6x"}, std::string{}}) {
            const auto words = key.set(settings, refused);
            ASSERT_TRUE(words) << key.name << " " << refused;
            EXPECT_EQ(key.get(settings), std::to_string(std::stoi(least) + stricter)) << "a refusal changes nothing";
        }
        EXPECT_NE(key.set(settings, std::to_string(std::stoi(least) - stricter))->find("Un seuil de publication se durcit"),
                  std::string::npos);
    }
    EXPECT_EQ(thresholds, 3);
}

TEST(Configuration, a_witness_has_an_address_and_a_server_that_writes_to_it) {
    const auto errors = errors_of(sources_with("[audit]\nwitness = \"personne\"\n"));
    EXPECT_NE(errors.find(":2 : audit.witness"), std::string::npos) << errors;
    EXPECT_NE(errors_of(sources_with("[audit]\nwitness = \"temoin@exemple.fr\"\n")).find("mail.server"),
              std::string::npos);
}

TEST(Configuration, ports_have_a_range) {
    for (const auto* port : {"-1", "65536", "80x", "", "1e3"}) {
        ConfigurationSources sources;
        sources.flags = {{"server.port", port}};
        EXPECT_NE(errors_of(sources), "") << port;
    }
    ConfigurationSources sources;
    sources.flags = {{"server.port", "65535"}};
    EXPECT_EQ(errors_of(sources), "");
}

TEST(Configuration, the_network_is_not_listened_to_without_a_proxy) {
    ConfigurationSources sources;
    for (const auto* address : {"0.0.0.0", "192.168.1.4", "::", "exemple.fr", "127.evil"}) {
        sources.flags = {{"server.listen_address", address}};
        EXPECT_NE(errors_of(sources).find("nginx"), std::string::npos) << address;
    }
    for (const auto* address : {"127.0.0.1", "127.0.0.2", "::1", "localhost"}) {
        sources.flags = {{"server.listen_address", address}};
        EXPECT_EQ(errors_of(sources), "") << address;
    }
    sources.flags = {{"server.listen_address", "10.0.0.2"}, {"server.behind_proxy", "true"}};
    EXPECT_EQ(errors_of(sources), "");
}

TEST(Configuration, mail_settings_are_checked_together) {
    const auto errors =
        errors_of(sources_with("[mail]\nserver = \"smtp.exemple.fr\"\nuser = \"u\"\nrequire_encryption = "
                               "false\ncertificate_authorities = \"/nowhere\"\n"));
    for (const auto* key :
         {"mail.sender", "mail.password_file", "mail.require_encryption", "mail.certificate_authorities"})
        EXPECT_NE(errors.find(key), std::string::npos) << key << " in\n" << errors;
}

TEST(Configuration, a_systemd_credential_passes_before_the_default_but_not_before_a_choice) {
    const auto folder =
        std::filesystem::temp_directory_path() / (std::to_string(::getpid()) + "-credentials");
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "root.key"} << "x";
    ConfigurationSources sources;
    sources.environment = {{"CREDENTIALS_DIRECTORY", folder.string()}};
    auto settings = read_configuration(sources).value().settings;
    EXPECT_EQ(settings.root_key, folder / "root.key");
    EXPECT_TRUE(settings.root_key_from_systemd);
    sources.flags = {{"storage.root_key_file", "/etc/other.key"}};
    settings = read_configuration(sources).value().settings;
    EXPECT_EQ(settings.root_key, "/etc/other.key");
    EXPECT_FALSE(settings.root_key_from_systemd);
}

TEST(Configuration, resources_are_found_in_the_source_tree_of_the_program) {
    ConfigurationSources sources;
    sources.program = std::filesystem::path{PREVENANCE_SOURCE_DIR} / "build" / "release" / "prevenance";
    EXPECT_EQ(read_configuration(sources).value().settings.resources, PREVENANCE_SOURCE_DIR);
    sources.program = "/usr/bin/prevenance";
    EXPECT_EQ(read_configuration(sources).value().settings.resources, usual_resources);
}

TEST(Configuration, the_shipped_file_is_the_reference_and_is_valid) {
    const auto file = std::filesystem::path{PREVENANCE_SOURCE_DIR} / "config" / "prevenance.toml";
    std::ifstream stream{file};
    std::stringstream text;
    text << stream.rdbuf();
    EXPECT_EQ(text.str(), configuration_reference())
        << "write it again: prevenance config reference > config/prevenance.toml";
    ConfigurationSources sources;
    sources.file = file;
    EXPECT_EQ(errors_of(sources), "");
}

TEST(NearestName, is_the_closest_and_none_where_all_are_far) {
    const std::vector<std::string> known{"server.port", "mail.port", "log.level"};
    EXPECT_EQ(nearest_name("server.prot", known), "server.port");
    EXPECT_EQ(nearest_name("mai.port", known), "mail.port");
    EXPECT_EQ(nearest_name("completely.different", known), std::nullopt);
    EXPECT_EQ(nearest_name("x", {}), std::nullopt);
}

TEST(HostNames, only_the_own_name_and_this_machine) {
    Settings settings;
    settings.public_address = "https://prevenance.exemple.fr";
    for (const auto* own :
         {"prevenance.exemple.fr", "PREVENANCE.exemple.fr:443", "127.0.0.1:8080", "localhost", "[::1]:8080"})
        EXPECT_TRUE(is_own_host(settings, own)) << own;
    for (const auto* other : {"evil.example", "prevenance.exemple.fr.evil.example", "exemple.fr",
                              "127.0.0.1.evil.example", "[::2]"})
        EXPECT_FALSE(is_own_host(settings, other)) << other;
}

TEST(HostNames, a_forwarded_address_is_believed_from_the_proxy_only) {
    Settings settings;
    Request request;
    request.client_address = "127.0.0.1";
    request.headers["x-forwarded-for"] = "203.0.113.9, 198.51.100.7";
    EXPECT_EQ(asking_address(settings, request), "127.0.0.1");
    settings.behind_proxy = true;
    EXPECT_EQ(asking_address(settings, request), "198.51.100.7");
    request.client_address = "192.0.2.1";
    EXPECT_EQ(asking_address(settings, request), "192.0.2.1");
}

}  // namespace
}  // namespace prevenance::api

#include "forms/posted_form.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance::forms {
namespace {

constexpr std::string_view urlencoded = "application/x-www-form-urlencoded";

TEST(PostedForm, reads_fields_lists_and_accents) {
    const auto form = PostedForm::parse(urlencoded, "nom=Zo%C3%A9+L.&type=A&type=B&vide=&seul");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("nom"), "Zoé L.");
    EXPECT_EQ(form->values("type"), (std::vector<std::string>{"A", "B"}));
    EXPECT_TRUE(form->has("vide"));
    EXPECT_EQ(form->value("absent"), "");
}

TEST(PostedForm, refuses_broken_bytes_with_words) {
    for (const auto* broken : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%C3", "a=%C0%80", "a=%ED%A0%80", "%FF=1"}) {
        const auto form = PostedForm::parse(urlencoded, broken);
        ASSERT_FALSE(form) << broken;
        EXPECT_EQ(form.error().code, ErrorCode::malformed) << broken;
        EXPECT_FALSE(form.error().detail.empty());
    }
}

TEST(PostedForm, refuses_a_field_that_comes_twice) {
    for (const auto* twice : {"login=a&login=b", "form_token=a&form_token=a", "resume.label=a&resume.label=b", "a=&a="}) {
        const auto form = PostedForm::parse(urlencoded, twice);
        ASSERT_FALSE(form) << twice;
        EXPECT_EQ(form.error().code, ErrorCode::malformed) << twice;
    }
    EXPECT_TRUE(PostedForm::parse(urlencoded, "topics=a&topics=b&resume.topics=a&resume.topics=b"));
    EXPECT_FALSE(PostedForm::parse_json(R"({"fact": "a", "fact": "b"})"));
    EXPECT_FALSE(PostedForm::parse_json(R"({"fact": ["a", "b"]})"));
    EXPECT_TRUE(PostedForm::parse_json(R"({"type": ["a", "b"], "fact": "a"})"));
    const std::string part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    EXPECT_FALSE(PostedForm::parse("multipart/form-data; boundary=x", part + part + "--x--\r\n"));
    EXPECT_TRUE(PostedForm::parse("multipart/form-data; boundary=x", part + "--x--\r\n"));
}

TEST(PostedForm, refuses_another_media_type_and_too_many_fields) {
    EXPECT_EQ(PostedForm::parse("text/plain", "a=b").error().code, ErrorCode::unsupported_media);
    std::string many;
    for (int i = 0; i < 201; ++i) many += "a=1&";
    EXPECT_FALSE(PostedForm::parse(urlencoded, many));
}

TEST(PostedForm, reads_a_file_byte_for_byte) {
    const std::string content{"\xEF\xBB\xBF" "a;b\r\n1;\0--x\r\n", 17};
    const std::string body = "--x\r\nContent-Disposition: form-data; name=\"separator\"\r\n\r\n;\r\n--x\r\n"
                             "Content-Disposition: form-data; name=\"file\"; filename=\"..\\a.csv\"\r\n"
                             "Content-Type: text/csv\r\n\r\n" + content + "\r\n--x--\r\n";
    const auto form = PostedForm::parse("multipart/form-data; boundary=x", body);
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("separator"), ";");
    ASSERT_NE(form->file("file"), nullptr);
    EXPECT_EQ(form->file("file")->bytes, content);
    EXPECT_FALSE(form->has("file"));
}

TEST(PostedForm, refuses_multipart_without_an_end) {
    for (const auto* broken : {"", "--x", "--x\r\n", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1",
                               "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", "--y--"})
        EXPECT_FALSE(PostedForm::parse("multipart/form-data; boundary=x", broken)) << broken;
}

TEST(PostedForm, reads_flat_json_like_a_form) {
    const auto form = PostedForm::parse_json(R"({"type":"OBS_RETARD","types":["A","B"],"count":3,"yes":true,"none":null})");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("type"), "OBS_RETARD");
    EXPECT_EQ(form->values("types"), (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(form->value("count"), "3");
    EXPECT_EQ(form->value("yes"), "true");
    EXPECT_FALSE(form->has("none"));
}

TEST(PostedForm, refuses_json_that_is_no_flat_object) {
    for (const auto* broken : {"", "[]", "{", "nul", "\"a\"", "{\"a\":1}x"})
        EXPECT_EQ(PostedForm::parse_json(broken).error().code, ErrorCode::malformed) << broken;
    for (const auto* nested : {R"({"a":{}})", R"({"a":[[1]]})", R"({"a":1.5})", "{\"a\":\"\\u0000\"}"})
        EXPECT_EQ(PostedForm::parse_json(nested).error().fields.front().field, "a") << nested;
}

RC_GTEST_PROP(PostedForm, percent_encoding_comes_back, (const std::string& text)) {
    RC_ASSERT(decode_percent(encode_percent(text), false) == text);
}

RC_GTEST_PROP(PostedForm, no_bytes_make_it_fall_over, (const std::string& bytes)) {
    (void)PostedForm::parse(urlencoded, bytes);
    (void)PostedForm::parse("multipart/form-data; boundary=x", "--x\r\n" + bytes + "\r\n--x--");
    (void)PostedForm::parse_json(bytes);
    RC_SUCCEED();
}

}  // namespace
}  // namespace prevenance::forms

#include "api/log_lines.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace prevenance::api {
namespace {

class OneLineText final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&,
                spdlog::memory_buf_t& line) override {
        const auto text = on_one_line({message.payload.data(), message.payload.size()});
        line.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<OneLineText>(); }
};

}  // namespace

std::string on_one_line(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string line;
    line.reserve(text.size());
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte >= 0x20 && byte != 0x7f)
            line += letter;
        else
            line += {'\\', 'x', digits[byte >> 4U], digits[byte & 0x0FU]};
    }
    return line;
}

void write_log_on_single_lines() {
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    formatter->add_flag<OneLineText>('*').set_pattern("[%Y-%m-%d %H:%M:%S.%e] [%l] %*");
    spdlog::set_formatter(std::move(formatter));
}

}  // namespace prevenance::api

#include "forms/qr_code.h"

#include <qrcodegen/qrcodegen.hpp>

namespace prevenance::forms {
namespace {

constexpr int quiet_zone = 4;  // modules of white on each side, ISO/IEC 18004 §9.1

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&': safe += "&amp;"; break;
            case '<': safe += "&lt;"; break;
            case '>': safe += "&gt;"; break;
            case '"': safe += "&quot;"; break;
            default: safe += c;
        }
    }
    return safe;
}

// Dark modules that stand side by side are one stroke: the drawing stays small.
std::string dark_runs(const qrcodegen::QrCode& code) {
    std::string path;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize();) {
            int end = x;
            while (end < code.getSize() && code.getModule(end, y)) ++end;
            const auto run = std::to_string(end - x);
            if (end > x)
                path += "M" + std::to_string(x + quiet_zone) + " " + std::to_string(y + quiet_zone) + "h" + run +
                        "v1h-" + run + "z";
            x = end + 1;
        }
    }
    return path;
}

}  // namespace

Html qr_code(const std::string& content, const std::string& title) {
    const auto code = qrcodegen::QrCode::encodeText(content.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const auto side = std::to_string(code.getSize() + 2 * quiet_zone);
    return Html{"<svg class=\"qr\" role=\"img\" aria-label=\"" + escaped(title) + "\" viewBox=\"0 0 " + side + " " +
                side + "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side +
                "\" fill=\"#fff\"/><path fill=\"#000\" d=\"" + dark_runs(code) + "\"/></svg>"};
}

}  // namespace prevenance::forms

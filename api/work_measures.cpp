#include "api/work_measures.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace prevenance::api {

ChoiceList work_measures(const Services& services) {
    const auto file = services.settings.resources / "config" / "work_measures.csv";
    std::ifstream stream{file, std::ios::binary};
    std::stringstream text;
    text << stream.rdbuf();
    if (!stream) throw std::runtime_error("cannot read " + file.string());
    auto list = ChoiceList::parse(file.string(), text.str());
    if (!list) throw std::runtime_error(list.error().fields.front().message);
    return std::move(*list);
}

}  // namespace prevenance::api

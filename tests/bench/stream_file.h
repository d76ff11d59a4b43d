// A database file as an instance for 570,000 people has it: the real schema, two years of facts, written in
// the order in which they became known. It is drawn from a seed, is test data and describes nobody.
#pragma once

#include <filesystem>

namespace prevenance::bench {

// 200 employees in ten teams for each employer. `employees` is rounded up to whole employers. The file must
// not be there yet.
void write_stream_file(const std::filesystem::path& file, int employees);

}  // namespace prevenance::bench

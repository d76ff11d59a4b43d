// Everything that is wrong in one file, collected before anything is refused. Each complaint reads
// "file:line:column: what is wrong, and how to mend it", as compilers write it, so that editors jump there.
#pragma once

#include "domain/error.h"

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance::rules {

// Both count from 1; the column counts characters, not bytes.
struct Position {
    int line = 1;
    int column = 1;
    auto operator<=>(const Position&) const = default;
};

// One thing that is wrong. `path` leads to it inside the file ("when.any[1].repeated_spells.within"; empty:
// the whole file). `code` is stable, for machines; `message` is French and says how to mend it.
struct Complaint {
    std::string file;
    Position at;
    std::string path;
    std::string code;
    std::string message;
    bool operator==(const Complaint&) const = default;

    // "file:line:column"
    std::string place() const;
    // "file:line:column: path: message [code]"
    std::string line() const;
};

class FileErrors {
public:
    // More complaints than anybody reads are not kept, but counted in a last one.
    static constexpr std::size_t most_complaints = 100;

    explicit FileErrors(std::string file) : file_(std::move(file)) {}

    // What stands at a place, so that complaints about it name it. The first name given stays.
    void name(Position at, const std::string& path) { paths_.emplace(at, path); }

    void add(Position at, std::string code, std::string message);
    void add(Position at, std::string path, std::string code, std::string message);
    bool empty() const { return errors_.empty(); }
    // How many so far: whoever reads a part sees whether something was wrong with it.
    std::size_t count() const { return errors_.size() + left_out_; }

    // In the order of the file.
    std::vector<Complaint> complaints() const;

    // The error to return: code `invalid`, all complaints in `fields`, and as lines of text in `detail`.
    std::unexpected<Error> failure() const;

private:
    std::string file_;
    std::map<Position, std::string> paths_;
    std::vector<Complaint> errors_;
    std::size_t left_out_ = 0;
};

// As FileErrors::failure. `field` of each error is the place, `message` the whole line.
std::unexpected<Error> refuse(std::span<const Complaint> complaints);

// All complaints as lines of text, with the same lines in `detail`.
std::unexpected<Error> refuse(std::vector<FieldError> complaints);

// ". Vouliez-vous dire « within » ?" where a known name is at most a third of its letters away; otherwise
// ". Noms connus : a, b, c". With the French spaces.
std::string suggestion(std::string_view unknown, std::span<const std::string_view> known);

// The one of the known names that the suggestion names; nothing where none is near. Case and accents do not
// count.
std::optional<std::string_view> nearest(std::string_view unknown, std::span<const std::string_view> known);

// "rules/S90.yaml" is called after S90.
std::string named_after(const std::string& file);

// « word », with the French spaces; a long one is cut.
std::string quoted(std::string_view word);

}  // namespace prevenance::rules

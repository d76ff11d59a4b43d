// Everything that is wrong in one file, collected before anything is refused. Each complaint reads
// "file:line:column: what is wrong, and how to mend it", as compilers write it, so that editors jump there.
#pragma once

#include "domain/error.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::rules {

// Both count from 1.
struct Position {
    int line = 1;
    int column = 1;
    bool operator==(const Position&) const = default;
};

class FileErrors {
public:
    explicit FileErrors(std::string file) : file_(std::move(file)) {}

    void add(Position at, std::string code, std::string message);
    bool empty() const { return errors_.empty(); }

    // In the order of the file. `field` of each error is "file:line:column", `message` the whole line.
    std::vector<FieldError> sorted() const;

    // The error to return: code `invalid`, all complaints in `fields`, and as lines of text in `detail`.
    std::unexpected<Error> failure() const;

private:
    struct Complaint {
        Position at;
        std::string code;
        std::string message;
    };
    std::string file_;
    std::vector<Complaint> errors_;
};

// All complaints as lines of text, with the same lines in `detail`.
std::unexpected<Error> refuse(std::vector<FieldError> complaints);

// " (did you mean 'within'?)" where a known name is at most a third of its letters away;
// otherwise " (known: a, b, c)".
std::string suggestion(std::string_view unknown, std::span<const std::string_view> known);

}  // namespace prevenance::rules

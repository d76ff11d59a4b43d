// A name or a word about a person. It has no stream operator and no formatter, so that a log line with it
// does not build; `reveal()` is called where it is shown to somebody who may read it, and nowhere else.
#pragma once

#include <utility>

namespace prevenance {

template <class T>
class Sensitive {
public:
    Sensitive() = default;
    explicit Sensitive(T value) : value_(std::move(value)) {}

    const T& reveal() const { return value_; }
    bool operator==(const Sensitive&) const = default;

private:
    T value_;
};

}  // namespace prevenance

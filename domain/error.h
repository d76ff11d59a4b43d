// What can go wrong, said once. A code decides the HTTP status and the title (api/error_reply.cpp); the
// words beside a field come from the form that refused it. Exceptions are left to the database layer.
#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace prevenance {

enum class ErrorCode {
    malformed,            // the bytes are not what the media type says
    invalid,              // readable, but one or more fields are wrong: see `fields`
    unauthenticated,      // nobody is signed in, or not any more
    forbidden,            // signed in, but not this
    not_found,            // missing, or somebody else's: the two are never told apart
    conflict,             // it changed meanwhile, or was already done
    gone,                 // it existed and was closed
    too_large,            // over a limit in bytes or rows
    unsupported_media,    // a media type this address does not take
    too_many_attempts,    // wait, then try again
    unavailable,          // the service is busy or a part of it is down
    internal              // our fault
};

struct FieldError {
    std::string field;    // the form field's name; JSON faces turn it into a pointer
    std::string code;     // stable, ASCII, for machines: "date_in_future"
    std::string message;  // French, for the person: what happened and how to mend it

    bool operator==(const FieldError&) const = default;
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string detail;               // French; empty where the title says it all
    std::vector<FieldError> fields;   // every wrong field, not the first

    bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorCode code, std::string detail = {}) {
    return std::unexpected(Error{code, std::move(detail), {}});
}

inline std::unexpected<Error> fail(std::vector<FieldError> fields) {
    return std::unexpected(Error{ErrorCode::invalid, {}, std::move(fields)});
}

}  // namespace prevenance

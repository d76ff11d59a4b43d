# Compiles CASE and holds the compiler's answer against the case's first line.
file(STRINGS ${CASE} first_line LIMIT_COUNT 1)
if(NOT first_line MATCHES "^// expect: (.+)$")
  message(FATAL_ERROR "${CASE}: the first line must be \"// expect: …\"")
endif()
set(expected "${CMAKE_MATCH_1}")

set(ENV{LC_ALL} C)
execute_process(
  COMMAND ${COMPILER} -std=c++23 -fsyntax-only -fdiagnostics-color=never -I${INCLUDE_ROOT} ${CASE}
  RESULT_VARIABLE status
  ERROR_VARIABLE said)

if(expected STREQUAL "compiles")
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${CASE} must compile, but:\n${said}")
  endif()
  return()
endif()
if(status EQUAL 0)
  message(FATAL_ERROR "${CASE} compiled, and must not")
endif()
string(REGEX MATCHALL "error: [^\n]*" errors "${said}")
string(FIND "${errors}" "${expected}" at)
if(at EQUAL -1)
  message(FATAL_ERROR "${CASE} failed for another reason than \"${expected}\":\n${said}")
endif()

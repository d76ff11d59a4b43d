// RFC 4180 records, one at a time, from UTF-8 text. It knows separators, quotes and lines, not headers. The
// surprise: a quoted cell that grows past the limit over several lines is reported as a quote left open,
// because reading on would swallow the rows after it in silence.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::integrations {

struct Record {
    std::size_t line = 0;              // where it starts, from 1
    std::vector<std::string> cells;    // at most table_columns_limit; spaces around removed
    bool has_surplus_cells = false;    // a cell with text stood beyond the limit
    bool has_long_cell = false;        // a cell was cut at table_cell_bytes_limit
    std::size_t filled_width() const;  // cells up to the last with text in it
};

class RecordReader {
public:
    // `text` must outlive the reader.
    RecordReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    // The next record, blank ones included; nothing at the end, and where a quote is never closed.
    std::optional<Record> next();

    // The line of the quote that is never closed, once next() has met it.
    std::optional<std::size_t> open_quote_line() const { return open_quote_line_; }

private:
    bool read_quoted(std::string& cell, bool& cut);
    void read_bare(std::string& cell, bool& cut);
    bool at_line_end() const;
    void skip_line_end();

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::optional<std::size_t> open_quote_line_;
};

}  // namespace prevenance::integrations

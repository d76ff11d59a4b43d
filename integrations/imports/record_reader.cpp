#include "integrations/imports/record_reader.h"

#include "domain/folded_text.h"
#include "integrations/imports/table_file.h"

#include <algorithm>
#include <cstdint>

namespace prevenance::integrations {
namespace {

// Cuts between characters, never inside one.
void append_within_limit(std::string& cell, std::string_view piece, bool& cut) {
    if (cell.size() + piece.size() <= table_cell_bytes_limit) {
        cell += piece;
        return;
    }
    cut = true;
    std::size_t room = table_cell_bytes_limit - cell.size();
    while (room > 0 && (static_cast<std::uint8_t>(piece[room]) & 0xC0U) == 0x80) --room;
    cell += piece.substr(0, room);
}

void trim_in_place(std::string& cell) {
    const auto kept = trimmed(cell);
    if (kept.size() == cell.size()) return;
    cell = std::string{kept};
}

}  // namespace

std::size_t Record::filled_width() const {
    std::size_t width = cells.size();
    while (width > 0 && cells[width - 1].empty()) --width;
    return width;
}

bool RecordReader::at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
}

void RecordReader::skip_line_end() {
    if (at_ >= text_.size()) return;
    if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
}

std::optional<Record> RecordReader::next() {
    if (at_ >= text_.size() || open_quote_line_) return std::nullopt;
    Record record;
    record.line = line_;
    while (true) {
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"') {
            if (!read_quoted(cell, record.has_long_cell)) return std::nullopt;
        }
        // What follows a closing quote belongs to the cell: sloppy exports quote only a part.
        read_bare(cell, record.has_long_cell);
        trim_in_place(cell);
        if (record.cells.size() < table_columns_limit) {
            record.cells.push_back(std::move(cell));
        } else if (!cell.empty()) {
            record.has_surplus_cells = true;
        }
        if (at_line_end()) break;
        ++at_;
    }
    skip_line_end();
    return record;
}

void RecordReader::read_bare(std::string& cell, bool& cut) {
    const auto start = at_;
    while (!at_line_end() && text_[at_] != separator_) ++at_;
    append_within_limit(cell, text_.substr(start, at_ - start), cut);
}

bool RecordReader::read_quoted(std::string& cell, bool& cut) {
    const auto first_line = line_;
    for (++at_; at_ < text_.size();) {
        if (text_[at_] == '"') {
            const bool doubled = at_ + 1 < text_.size() && text_[at_ + 1] == '"';
            if (!doubled) {
                ++at_;
                return true;
            }
            append_within_limit(cell, "\"", cut);
            at_ += 2;
            continue;
        }
        const bool line_end = at_line_end();
        const auto start = at_;
        if (line_end) {
            skip_line_end();
        } else {
            at_ = std::min(text_.find_first_of("\"\r\n", at_), text_.size());
        }
        append_within_limit(cell, line_end ? "\n" : text_.substr(start, at_ - start), cut);
        if (cut && line_ != first_line) break;
    }
    open_quote_line_ = first_line;
    return false;
}

}  // namespace prevenance::integrations

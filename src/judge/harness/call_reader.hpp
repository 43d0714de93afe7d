// Reads JSON, and writes its strings, for the judged program; see call.hpp.
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace pipeline_call {

// An argument is not what the parameter takes.
struct Mismatch {
  std::string needed;
};

// The text is known to be an array in good order: whoever started this has looked.
class Reader {
 public:
  explicit Reader(std::string text) : text_(std::move(text)) {}

  bool skip(char mark) {
    if (peek() != mark) return false;
    ++at_;
    return true;
  }

  char peek() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool word(std::string_view wanted) {
    peek();
    if (text_.compare(at_, wanted.size(), wanted) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  // Empty when what stands here is no number.
  std::string number() {
    peek();
    const std::size_t from = at_;
    while (at_ < text_.size() && std::string_view("+-.0123456789eE").find(text_[at_]) != std::string_view::npos) ++at_;
    return text_.substr(from, at_ - from);
  }

  std::string string() {
    if (!skip('"')) throw Mismatch{"a string"};
    std::string result;
    while (text_[at_] != '"') {
      if (text_[at_] == '\\') {
        escape(result);
      } else {
        result += text_[at_++];
      }
    }
    ++at_;
    return result;
  }

 private:
  void escape(std::string &result) {
    static const std::string_view names = "bfnrt", meanings = "\b\f\n\r\t";
    const char letter = text_[at_ + 1];
    at_ += 2;
    if (letter == 'u') return encode(result, codePoint());
    const std::size_t name = names.find(letter);
    result += name == std::string_view::npos ? letter : meanings[name];
  }

  unsigned long codePoint() {
    const unsigned long high = unit();
    if (high < 0xD800 || high > 0xDFFF) return high;
    if (high > 0xDBFF || text_.compare(at_, 2, "\\u") != 0) return 0xFFFD;
    at_ += 2;
    const unsigned long low = unit();
    return low < 0xDC00 || low > 0xDFFF ? 0xFFFD : 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
  }

  unsigned long unit() {
    at_ += 4;
    return std::stoul(text_.substr(at_ - 4, 4), nullptr, 16);
  }

  static void encode(std::string &result, unsigned long code) {
    if (code < 0x80) {
      result += static_cast<char>(code);
      return;
    }
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    result += static_cast<char>(leads[more] | (code >> (6 * more)));
    for (int at = more - 1; at >= 0; --at) result += static_cast<char>(0x80 | (code >> (6 * at) & 0x3F));
  }

  std::string text_;
  std::size_t at_ = 0;
};

inline void writeString(std::string &out, std::string_view text) {
  out += '"';
  for (const char letter : text) {
    const unsigned char code = static_cast<unsigned char>(letter);
    if (code < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", code);
      out += escaped;
    } else {
      if (letter == '"' || letter == '\\') out += '\\';
      out += letter;
    }
  }
  out += '"';
}

}  // namespace pipeline_call

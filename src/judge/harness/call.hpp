// Stands behind the judged source: reads the JSON array of arguments on standard input as the parameters of one of
// its functions, calls it and writes what it returns, as JSON, to descriptor 3: a line `value`, `missing` or
// `unusable`, then the text. What is expected never comes here.
#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pipeline_call {

inline void tell(const char *kind, const std::string &text) {
  std::fflush(nullptr);
  std::FILE *channel = fdopen(3, "w");
  if (channel == nullptr) std::exit(1);
  std::fprintf(channel, "%s\n", kind);
  std::fwrite(text.data(), 1, text.size(), channel);
  std::fclose(channel);
}

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

// How values of a type are read and written. This one is for types that are not made of JSON values.
template <class T, class = void>
struct Json {
  static constexpr bool known = false;
};

template <>
struct Json<bool> {
  static constexpr bool known = true;
  static bool read(Reader &in) {
    if (in.word("true")) return true;
    if (in.word("false")) return false;
    throw Mismatch{"a boolean"};
  }
  static void write(std::string &out, bool value) { out += value ? "true" : "false"; }
};

template <>
struct Json<char> {
  static constexpr bool known = true;
  static char read(Reader &in) {
    if (in.peek() != '"') throw Mismatch{"a string of one character"};
    const std::string text = in.string();
    if (text.size() != 1) throw Mismatch{"a string of one ASCII character"};
    return text[0];
  }
  static void write(std::string &out, char value) { writeString(out, std::string_view(&value, 1)); }
};

template <class T>
inline constexpr bool isInteger = std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char> &&
                                  !std::is_same_v<T, wchar_t> && !std::is_same_v<T, char16_t> &&
                                  !std::is_same_v<T, char32_t>;
#ifdef __SIZEOF_INT128__
template <>
inline constexpr bool isInteger<__int128> = true;
template <>
inline constexpr bool isInteger<unsigned __int128> = true;
#endif

template <class T>
struct Json<T, std::enable_if_t<isInteger<T>>> {
  static constexpr bool known = true;
  static constexpr bool isSigned = static_cast<T>(-1) < static_cast<T>(1);

  // Counts below zero for negative numbers: the smallest has no counterpart.
  static T read(Reader &in) {
    const std::string digits = in.number();
    if (digits.empty() || digits.find_first_of(".eE") != std::string::npos) {
      throw Mismatch{digits.empty() ? "an integer" : "an integer and not " + digits.substr(0, 40)};
    }
    T value = 0;
    const bool isNegative = digits[0] == '-';
    for (std::size_t at = isNegative ? 1 : 0; at < digits.size(); ++at) {
      const int digit = isNegative ? '0' - digits[at] : digits[at] - '0';
      if (__builtin_mul_overflow(value, static_cast<T>(10), &value) || __builtin_add_overflow(value, digit, &value)) {
        throw Mismatch{"an integer of " + std::to_string(sizeof(T) * CHAR_BIT) + " bits" +
                       (isSigned ? "" : " without a sign") + " and not " + digits.substr(0, 40)};
      }
    }
    return value;
  }

  static void write(std::string &out, T value) {
    std::string digits;
    const bool isNegative = isSigned && value < static_cast<T>(0);
    do {
      const int digit = static_cast<int>(value % static_cast<T>(10));
      digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
      value = static_cast<T>(value / static_cast<T>(10));
    } while (value != static_cast<T>(0));
    if (isNegative) digits += '-';
    out.append(digits.rbegin(), digits.rend());
  }
};

template <class T>
struct Json<T, std::enable_if_t<std::is_floating_point_v<T>>> {
  static constexpr bool known = true;
  static T read(Reader &in) {
    const std::string digits = in.number();
    if (digits.empty()) throw Mismatch{"a number"};
    return static_cast<T>(std::strtold(digits.c_str(), nullptr));
  }
  static void write(std::string &out, T value) {
    if (std::isnan(value)) {
      out += "NaN";
    } else if (std::isinf(value)) {
      out += value < 0 ? "-Infinity" : "Infinity";
    } else {
      out += shortest(value);
    }
  }
  // As few digits as bring the same number back.
  static std::string shortest(T value) {
    char text[64];
#ifdef __cpp_lib_to_chars
    return std::string(text, std::to_chars(text, text + sizeof text, value).ptr);
#endif
    for (int digits = std::numeric_limits<T>::digits10;; ++digits) {
      std::snprintf(text, sizeof text, "%.*Lg", digits, static_cast<long double>(value));
      const bool isLast = digits >= std::numeric_limits<T>::max_digits10;
      if (isLast || back(text) == value) return text;
    }
  }
  static T back(const char *text) {
    if constexpr (std::is_same_v<T, float>) return std::strtof(text, nullptr);
    if constexpr (std::is_same_v<T, double>) return std::strtod(text, nullptr);
    return static_cast<T>(std::strtold(text, nullptr));
  }
};

template <>
struct Json<std::string> {
  static constexpr bool known = true;
  static std::string read(Reader &in) { return in.string(); }
  static void write(std::string &out, const std::string &value) { writeString(out, value); }
};

// Texts that somebody else has to hold; of these only results and parameters themselves.
template <>
struct Json<std::string_view> {
  static constexpr bool known = false;
  static void write(std::string &out, std::string_view value) { writeString(out, value); }
};

template <class C>
C readItems(Reader &in) {
  using Item = typename C::value_type;
  if (!in.skip('[')) throw Mismatch{"an array"};
  C items;
  if (in.skip(']')) return items;
  do items.insert(items.end(), Json<Item>::read(in));
  while (in.skip(','));
  in.skip(']');
  return items;
}

template <class I, class C>
void writeItems(std::string &out, const C &items) {
  const char *before = "[";
  for (const auto &item : items) {
    out += before;
    Json<I>::write(out, item);
    before = ", ";
  }
  out += *before == '[' ? "[]" : "]";
}

template <class C>
struct JsonArray {
  using Item = typename C::value_type;
  static constexpr bool known = Json<Item>::known;
  static C read(Reader &in) { return readItems<C>(in); }
  static void write(std::string &out, const C &items) { writeItems<Item>(out, items); }
};
template <class T>
struct Json<std::vector<T>> : JsonArray<std::vector<T>> {};
template <class T>
struct Json<std::deque<T>> : JsonArray<std::deque<T>> {};
template <class T>
struct Json<std::list<T>> : JsonArray<std::list<T>> {};
template <class T>
struct Json<std::set<T>> : JsonArray<std::set<T>> {};
template <class T>
struct Json<std::multiset<T>> : JsonArray<std::multiset<T>> {};

template <class T>
struct Json<std::unordered_set<T>> : JsonArray<std::unordered_set<T>> {
  static void write(std::string &out, const std::unordered_set<T> &items) {
    writeItems<T>(out, std::set<T>(items.begin(), items.end()));
  }
};

template <class T, std::size_t N>
struct Json<std::array<T, N>> {
  static constexpr bool known = Json<T>::known;
  static std::array<T, N> read(Reader &in) {
    std::vector<T> items = Json<std::vector<T>>::read(in);
    if (items.size() != N) throw Mismatch{"an array of " + std::to_string(N) + " items"};
    std::array<T, N> result;
    std::move(items.begin(), items.end(), result.begin());
    return result;
  }
  static void write(std::string &out, const std::array<T, N> &items) { writeItems<T>(out, items); }
};

template <class M>
struct JsonObject {
  using Key = typename M::key_type;
  using Value = typename M::mapped_type;
  static constexpr bool isText = std::is_same_v<Key, std::string>;
  static constexpr bool known = (isText || isInteger<Key>) && Json<Value>::known;

  static M read(Reader &in) {
    if (!in.skip('{')) throw Mismatch{"an object"};
    M members;
    if (in.skip('}')) return members;
    do {
      Key key = readKey(in.string());
      in.skip(':');
      members.insert_or_assign(std::move(key), Json<Value>::read(in));
    } while (in.skip(','));
    in.skip('}');
    return members;
  }

  static Key readKey(std::string text) {
    if constexpr (isText) {
      return text;
    } else {
      Reader in(std::move(text));
      return Json<Key>::read(in);
    }
  }

  static void write(std::string &out, const M &members) {
    const char *before = "{";
    for (const auto &[key, value] : members) {
      std::string name;
      Json<Key>::write(name, key);
      out += before;
      out += isText ? name : "\"" + name + "\"";
      out += ": ";
      Json<Value>::write(out, value);
      before = ", ";
    }
    out += *before == '{' ? "{}" : "}";
  }
};
template <class K, class V>
struct Json<std::map<K, V>> : JsonObject<std::map<K, V>> {};
template <class K, class V>
struct Json<std::unordered_map<K, V>> : JsonObject<std::unordered_map<K, V>> {};

template <class T>
struct Json<std::optional<T>> {
  static constexpr bool known = Json<T>::known;
  static std::optional<T> read(Reader &in) {
    if (in.word("null")) return std::nullopt;
    return Json<T>::read(in);
  }
  static void write(std::string &out, const std::optional<T> &value) {
    if (value.has_value()) {
      Json<T>::write(out, *value);
    } else {
      out += "null";
    }
  }
};

template <class T, class... Parts>
struct JsonTuple {
  static constexpr bool known = (Json<Parts>::known && ...);
  static T read(Reader &in) {
    const std::string needed = "an array of " + std::to_string(sizeof...(Parts)) + " items";
    if (!in.skip('[')) throw Mismatch{needed};
    bool isFirst = true;
    const auto next = [&] {
      if (!isFirst && !in.skip(',')) throw Mismatch{needed};
      isFirst = false;
      if (in.peek() == ']') throw Mismatch{needed};
    };
    T result{(next(), Json<Parts>::read(in))...};
    if (!in.skip(']')) throw Mismatch{needed};
    return result;
  }
  static void write(std::string &out, const T &value) {
    out += '[';
    bool isFirst = true;
    std::apply(
        [&](const Parts &...parts) {
          ((out += isFirst ? "" : ", ", isFirst = false, Json<Parts>::write(out, parts)), ...);
        },
        value);
    out += ']';
  }
};
template <class A, class B>
struct Json<std::pair<A, B>> : JsonTuple<std::pair<A, B>, A, B> {};
template <class... Parts>
struct Json<std::tuple<Parts...>> : JsonTuple<std::tuple<Parts...>, Parts...> {};

// What holds an argument while the function runs.
template <class T>
using Bare = std::remove_cv_t<std::remove_reference_t<T>>;
template <class T>
inline constexpr bool isPlainText = std::is_same_v<T, const char *> || std::is_same_v<T, char *>;
template <class T>
inline constexpr bool isView = std::is_same_v<T, std::string_view>;
template <class T>
inline constexpr bool isTextOfOthers = isView<std::remove_cv_t<T>> || isPlainText<std::remove_cv_t<T>>;
template <class T>
using Held = std::conditional_t<isTextOfOthers<T>, std::string, Bare<T>>;

template <class A>
A pass(Held<A> &held) {
  if constexpr (isPlainText<std::remove_cv_t<A>>) {
    return held.data();
  } else if constexpr (isTextOfOthers<A>) {
    return std::string_view(held);
  } else {
    return static_cast<A &&>(held);
  }
}

template <class A>
inline constexpr bool isChangeable =
    std::is_lvalue_reference_v<A> && !std::is_const_v<std::remove_reference_t<A>>;

// What the source says of the function, for the sentences below.
struct Words {
  std::string result;
  std::vector<std::string> names;
  std::vector<std::string> types;
};

inline std::string parameter(const Words &words, std::size_t at) {
  const std::string &name = words.names[at];
  return std::to_string(at + 1) + (name.empty() ? "" : ", " + name + ",");
}

template <class R>
constexpr bool knownResult() {
  if constexpr (std::is_void_v<R>) {
    return true;
  } else if constexpr (isTextOfOthers<Bare<R>>) {
    return true;
  } else {
    return Json<Bare<R>>::known;
  }
}

template <class R>
std::string textOf(const R &value) {
  std::string out;
  if constexpr (isTextOfOthers<R>) {
    writeString(out, std::string_view(value));
  } else {
    Json<R>::write(out, value);
  }
  return out;
}

template <class R, class... A, std::size_t... I, class Call>
void callWith(const Words &words, std::index_sequence<I...>, Call call) {
  std::string text;
  for (int letter = std::getchar(); letter != EOF; letter = std::getchar()) text += static_cast<char>(letter);
  Reader in(std::move(text));
  const std::string count = std::to_string(sizeof...(A)) + (sizeof...(A) == 1 ? " argument" : " arguments");
  std::tuple<Held<A>...> held;
  std::size_t at = 0;
  in.skip('[');
  try {
    const auto next = [&] {
      if (at > 0) in.skip(',');
      if (in.peek() == ']') throw std::length_error("fewer");
      ++at;
    };
    ((next(), std::get<I>(held) = Json<Held<A>>::read(in)), ...);
    if (in.peek() != ']') throw std::length_error("more");
  } catch (const std::length_error &difference) {
    return tell("unusable", "The function takes " + count + ", and the case has " + difference.what() + ".");
  } catch (const Mismatch &mismatch) {
    return tell("unusable", "Argument " + parameter(words, at - 1) + " does not fit the type " +
                                words.types[at - 1] + ": " + mismatch.needed + " is needed.");
  }
  if constexpr (std::is_void_v<R>) {
    call(pass<A>(std::get<I>(held))...);
    std::string changed;
    (void)((isChangeable<A> ? (changed = textOf(std::get<I>(held)), true) : false) || ...);
    tell("value", changed.empty() ? "null" : changed);
  } else {
    const auto &value = call(pass<A>(std::get<I>(held))...);
    tell("value", textOf<Bare<R>>(value));
  }
}

template <class R, class... A, class Call>
void callChecked(const Words &words, Call call) {
  const bool known[] = {Json<Held<A>>::known..., true};
  for (std::size_t at = 0; at < sizeof...(A); ++at) {
    if (!known[at]) {
      return tell("unusable", "Parameter " + parameter(words, at) + " is of the type " + words.types[at] +
                                  ", which cannot be made from JSON here.");
    }
  }
  if constexpr (!knownResult<R>()) {
    tell("unusable", "The function returns the type " + words.result + ", which cannot be written as JSON here.");
  } else if constexpr ((Json<Held<A>>::known && ...)) {
    callWith<R, A...>(words, std::index_sequence_for<A...>(), call);
  }
}

template <class R, class... A>
void call(const Words &words, R (*function)(A...)) {
  callChecked<R, A...>(words, function);
}

template <class R, class C, class F, class... A>
void callMethod(const Words &words, F method) {
  if constexpr (std::is_default_constructible_v<C>) {
    static C object;
    callChecked<R, A...>(words, [method](auto &&...values) -> R {
      return (object.*method)(std::forward<decltype(values)>(values)...);
    });
  } else {
    tell("unusable", "The class cannot be made without arguments, so no method of it can be called.");
  }
}

template <class R, class C, class... A>
void call(const Words &words, R (C::*method)(A...)) {
  callMethod<R, C, R (C::*)(A...), A...>(words, method);
}

template <class R, class C, class... A>
void call(const Words &words, R (C::*method)(A...) const) {
  callMethod<R, C, R (C::*)(A...) const, A...>(words, method);
}

}  // namespace pipeline_call

// How values of the types that have a place in JSON are read and written; see call.hpp.
#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <cstdlib>
#include <deque>
#include <limits>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "call_reader.hpp"

namespace pipeline_call {

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
    if (value != value) {
      out += "NaN";
    } else if (value - value != 0) {
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

}  // namespace pipeline_call

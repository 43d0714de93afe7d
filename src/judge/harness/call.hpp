// Stands behind the judged source: reads the JSON array of arguments on standard input as the parameters of one of
// its functions, calls it and writes what it returns, as JSON, to descriptor 3: a line `value`, `missing` or
// `unusable`, then the text. What is expected never comes here.
#include <stdexcept>

#include "call_values.hpp"

namespace pipeline_call {

inline void tell(const char *kind, const std::string &text) {
  std::fflush(nullptr);
  std::FILE *channel = fdopen(3, "w");
  if (channel == nullptr) std::exit(1);
  std::fprintf(channel, "%s\n", kind);
  std::fwrite(text.data(), 1, text.size(), channel);
  std::fclose(channel);
}

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
  char part[65536];
  for (std::size_t size; (size = std::fread(part, 1, sizeof part, stdin)) > 0;) text.append(part, size);
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

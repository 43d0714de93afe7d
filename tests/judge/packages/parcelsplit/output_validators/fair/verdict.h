#pragma once

#include <cstdlib>
#include <fstream>
#include <string>

/** Ends the validator, with a word for the judges in the feedback folder. */
class Verdict {
public:
    explicit Verdict(const std::string& feedback) : feedback_(feedback) {}

    [[noreturn]] void accept() const { end(42, "a fair split"); }
    [[noreturn]] void reject(const std::string& why) const { end(43, why); }

private:
    [[noreturn]] void end(int code, const std::string& message) const {
        std::ofstream(feedback_ + "/judgemessage.txt") << message << '\n';
        std::exit(code);
    }

    std::string feedback_;
};

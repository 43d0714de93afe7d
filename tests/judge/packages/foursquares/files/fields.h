#pragma once

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

/** How a checker ends: the exit codes that checkers of such packages have. */
enum class Ending { good = 0, wrong = 1, misshapen = 2, judges_fault = 3 };

[[noreturn]] inline void end(Ending ending, const std::string& why) {
    std::cerr << why << std::endl;
    std::exit(static_cast<int>(ending));
}

/** The next whole number of what a program has printed. */
inline long long number(std::ifstream& output) {
    long long found;
    if (!(output >> found)) end(Ending::misshapen, "a number is missing");
    return found;
}

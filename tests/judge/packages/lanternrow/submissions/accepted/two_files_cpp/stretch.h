#pragma once
#include <string>

class Stretches {
public:
    void pass(const std::string& colour);
    std::string best = "Dark";
    int longest = 0;

private:
    std::string last;
    int length = 0;
};

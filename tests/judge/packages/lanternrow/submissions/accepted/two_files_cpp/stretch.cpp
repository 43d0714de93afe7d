#include "stretch.h"

void Stretches::pass(const std::string& colour) {
    if (colour != last) length = 0;
    last = colour;
    if (++length <= longest) return;
    longest = length;
    best = colour;
}

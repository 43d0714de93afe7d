#include "stretch.h"

#include <iostream>

int main() {
    Stretches stretches;
    for (std::string colour; std::cin >> colour;) stretches.pass(colour);
    std::cout << stretches.best << ' ' << stretches.longest << std::endl;
}

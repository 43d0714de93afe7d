// A right word first, then an abort.
#include <cstdlib>
#include <iostream>

int main() {
    std::cout << "impossible" << std::endl;
    std::abort();
}

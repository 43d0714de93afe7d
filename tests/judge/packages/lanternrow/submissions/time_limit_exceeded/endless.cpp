// Never notices the end of the file.
#include <iostream>
#include <string>

int main() {
    std::string colour;
    volatile long asked = 0;
    while (colour != "end") {
        std::cin >> colour;
        asked = asked + 1;
    }
    std::cout << "Dark 0\n";
}

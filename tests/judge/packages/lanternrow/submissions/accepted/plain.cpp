#include <iostream>
#include <string>

int main() {
    std::string colour, last, best = "Dark";
    int length = 0, longest = 0;
    while (std::cin >> colour) {
        length = colour == last ? length + 1 : 1;
        last = colour;
        if (length > longest) {
            longest = length;
            best = colour;
        }
    }
    std::cout << best << ' ' << longest << '\n';
}

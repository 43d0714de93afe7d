// Says nothing but the beads, and a byte that is no letter of any script.
#include <iostream>

int main() {
    int n, k;
    std::cin >> n >> k;
    std::cout << "\xff\xfe";
    for (int at = 0; at < n; at++) std::cout << (at % 2 == 0 ? n / 2 + 1 + at / 2 : 1 + at / 2) << ' ';
}

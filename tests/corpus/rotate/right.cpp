#include <iostream>
#include <string>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long n;
    std::cin >> n;
    long long first = 0;  // the guest on seat 1, counted from 0
    for (int i = 0; i < n; i++) {
        std::string order;
        long long number;
        std::cin >> order >> number;
        if (order == "move") {
            first = ((first - number) % n + n) % n;
        } else {
            std::cout << (first + number - 1) % n + 1 << "\n";
        }
    }
}

#include <iomanip>
#include <iostream>

int main() {
    int n;
    std::cin >> n;
    double total = 0, moment = 0;
    for (int i = 0; i < n; i++) {
        double place, mass;
        std::cin >> place >> mass;
        total += mass;
        moment += place * mass;
    }
    std::cout << n << ' ' << std::setprecision(12) << total << ' ' << moment / total << '\n';
}

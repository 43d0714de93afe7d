// Fast input, and output that is never sent: both sides wait.
#include <iostream>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, lowest = 1;
    std::cin >> n;
    for (int bell = 2; bell <= n; bell++) {
        std::cout << "ask " << lowest << ' ' << bell << '\n';
        std::cin >> lowest;
    }
    std::cout << "lowest " << lowest << '\n';
}

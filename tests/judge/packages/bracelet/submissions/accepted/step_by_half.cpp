// The mirror image of what the other programs thread.
#include <iostream>
#include <vector>

int main() {
    int n, k;
    std::cin >> n >> k;
    const int half = n / 2;
    if (n > 1 && k > half) {
        std::cout << "No\n";
        return 0;
    }
    std::vector<int> order;
    for (int bead = half + 1; bead <= n; bead++) {
        order.push_back(bead);
        if (bead - half <= half) order.push_back(bead - half);
    }
    std::cout << "Yes";
    for (auto bead = order.rbegin(); bead != order.rend(); ++bead) std::cout << '\n' << *bead;
}

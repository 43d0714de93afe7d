#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    long long n;
    std::cin >> n;
    std::vector<int> last(n, -1);
    last[0] = 0;
    long long rest = 0;
    for (int i = 1; i <= n; i++) {
        long long value;
        std::cin >> value;
        rest = ((rest + value) % n + n) % n;
        if (last[rest] >= 0) {
            std::cout << i - last[rest] << "\n";
            for (int j = last[rest] + 1; j <= i; j++) std::cout << j << ' ';
            std::cout << "\n";
            return 0;
        }
        last[rest] = i;
    }
}

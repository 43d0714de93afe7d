// Every pair: fast enough here, and far too slow in Python.
#include <iostream>
#include <vector>

int main() {
    int n, q, m;
    std::cin >> n >> q;
    std::vector<unsigned> stones(n);
    for (unsigned& stone : stones) std::cin >> stone;
    while (q-- > 0 && std::cin >> m) {
        std::vector<unsigned> rest(n);
        for (int i = 0; i < n; i++) rest[i] = stones[i] % m;
        long long pairs = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) pairs += rest[i] + rest[j] == unsigned(m) || rest[i] + rest[j] == 0;
        std::cout << "mod  " << m << ":  pairs " << pairs << " \n";
    }
    std::cout << "\n\n";
}

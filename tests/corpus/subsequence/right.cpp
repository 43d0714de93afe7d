#include <array>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, q;
    std::string text;
    std::cin >> n >> q >> text;
    // after[i][c]: the place behind the first c at or after place i, 0 when there is none
    std::vector<std::array<int, 26>> after(n + 1);
    after[n].fill(0);
    for (int i = n - 1; i >= 0; i--) {
        after[i] = after[i + 1];
        after[i][text[i] - 'a'] = i + 1;
    }
    while (q--) {
        std::string word;
        std::cin >> word;
        int at = 0;
        for (char c : word) {
            at = after[at][c - 'a'];
            if (at == 0) {
                at = -1;
                break;
            }
        }
        std::cout << at << "\n";
    }
}

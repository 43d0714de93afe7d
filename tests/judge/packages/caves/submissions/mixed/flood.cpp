// @EXPECTED_RESULTS@: OUTPUT-LIMIT, RUN-ERROR, WRONG-ANSWER
// 80 MB of output, ten times of what is allowed.
#include <cstdio>
#include <cstring>

int main() {
    static char block[1 << 16];
    std::memset(block, '7', sizeof block);
    for (int i = 0; i < 80 * 16; i++) fwrite(block, 1, sizeof block, stdout);
}

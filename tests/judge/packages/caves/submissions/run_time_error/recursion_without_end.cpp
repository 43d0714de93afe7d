// Overflows any stack.
#include <cstdio>

static int explore(volatile int* above, int depth) {
    volatile int chamber[256];
    chamber[depth & 255] = depth;
    *above = explore(chamber, depth + 1) + chamber[7];
    return *above;
}

int main() {
    volatile int mouth = 0;
    printf("%d\n", explore(&mouth, 0));
}

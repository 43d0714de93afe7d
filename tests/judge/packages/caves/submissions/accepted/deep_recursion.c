/* Goes down chamber by chamber, and comes back. */
#include <stdio.h>

static int first[120001], beside[200001], deepest;
static long long sum;

static long long explore(int chamber, int depth) {
    long long size = 1;
    for (int next = first[chamber]; next != 0; next = beside[next]) size += explore(next, depth + 1);
    if (depth > deepest) deepest = depth;
    sum += size;
    return size;
}

int main(void) {
    int n, m, p, a, b;
    if (scanf("%d %d", &n, &m) != 2) return 1;
    while (m-- > 0 && scanf("%d %d %d", &p, &a, &b) == 3) {
        for (int i = a; i <= b; i++) {
            int parent = i == a ? p : i - 1;
            beside[i] = first[parent];
            first[parent] = i;
        }
    }
    explore(1, 0);
    printf("%d %lld\n", deepest, sum);
    return 0;
}

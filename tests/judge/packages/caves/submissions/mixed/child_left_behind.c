/* @EXPECTED_RESULTS@: CORRECT, RUN-ERROR
 * The answer is right; a child that sleeps for an hour keeps the output open. Whoever lets it fork must not wait
 * for the child. */
#include <stdio.h>
#include <unistd.h>

static int depth[120001];

int main(void) {
    int n, m, p, a, b, deepest = 0;
    long long sum;
    if (scanf("%d %d", &n, &m) != 2) return 1;
    sum = n;
    while (m-- > 0 && scanf("%d %d %d", &p, &a, &b) == 3) {
        for (int i = a; i <= b; i++) {
            depth[i] = depth[i == a ? p : i - 1] + 1;
            if (depth[i] > deepest) deepest = depth[i];
            sum += depth[i];
        }
    }
    if (fork() == 0) {
        setsid();
        sleep(3600);
        _exit(0);
    }
    printf("%d %lld\n", deepest, sum);
    return 0;
}

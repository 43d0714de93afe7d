/* Every number in scientific notation, the count of the stones too. */
#include <stdio.h>

int main(void) {
    int n;
    double place, mass, total = 0, moment = 0;
    if (scanf("%d", &n) != 1) return 2;
    for (int i = 0; i < n; i++) {
        if (scanf("%lf %lf", &place, &mass) != 2) return 3;
        total += mass;
        moment += place * mass;
    }
    printf("%.6e\n%.12E\n%+.12e\n", (double)n, total, moment / total);
    return 0;
}

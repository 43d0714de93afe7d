#include <cstdio>

int main() {
    int n;
    double place, mass, total = 0, moment = 0;
    if (scanf("%d", &n) != 1) return 1;
    for (int i = 0; i < n && scanf("%lf %lf", &place, &mass) == 2; i++) {
        total += mass;
        moment += place * mass;
    }
    printf("%d %.2f %.2f\n", n, total, moment / total);
}

#include <cstdio>

static int n, rows[4];

static bool plant(int field, int rest) {
    if (rest == 0) {
        printf("%d\n", field);
        for (int i = 0; i < field; i++) printf("%d ", rows[i]);
        puts("");
        return true;
    }
    if (field == 4) return false;
    for (int side = 1; side * side <= rest; side++) {
        rows[field] = side;
        if (plant(field + 1, rest - side * side)) return true;
    }
    return false;
}

int main() {
    if (scanf("%d", &n) != 1) return 1;
    return plant(0, n) ? 0 : 1;
}

#include <algorithm>
#include <cstdio>

int main() {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int n;
    if (std::scanf("%d", &n) != 1) return 1;
    while (n--) {
        int year, month, day, months;
        if (std::scanf("%d-%d-%d %d", &year, &month, &day, &months) != 4) return 1;
        int all = month - 1 + months;
        year += all / 12;
        month = all % 12;
        bool leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        day = std::min(day, days[month] + (month == 1 && leap));
        std::printf("%04d-%02d-%02d\n", year, month + 1, day);
    }
}

#include <stdio.h>

int main(void) {
    puts("No");
    return 0;
}

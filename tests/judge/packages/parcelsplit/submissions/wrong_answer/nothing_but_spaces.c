#include <stdio.h>

int main(void) {
    puts("  \n\t \n");
    return 0;
}

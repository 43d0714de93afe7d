/* @EXPECTED_RESULTS@: COMPILER-ERROR */
#include <stdio.h>

int main(void) {
    printf("Dark %d\n", lanterns);
    return 0;
}

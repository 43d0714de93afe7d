#include <stdio.h>
#include <string.h>

int main(void) {
    char colour[200], last[200] = "", best[200] = "Dark";
    int length = 0, longest = 0;
    while (scanf("%199s", colour) == 1) {
        length = strcmp(colour, last) == 0 ? length + 1 : 1;
        strcpy(last, colour);
        if (length > longest) {
            longest = length;
            strcpy(best, colour);
        }
    }
    /* No line break at the end. */
    printf("%s %d", best, longest);
    return 0;
}

/* Ends well and says nothing. */
int main(void) { return 0; }

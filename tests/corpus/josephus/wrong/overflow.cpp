#include <iostream>
using namespace std;

int main() {
    int n, k;
    cin >> n >> k;
    int pos = 0;
    for (int left = 2; left <= n; left++) {
        int step = k + (n - left);
        pos = (pos + step) % left;
    }
    cout << pos + 1 << endl;
}

#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    cin >> n;
    int shift = 0;
    for (int i = 0; i < n; i++) {
        string op;
        int x;
        cin >> op >> x;
        if (op == "move") {
            shift += x;
        } else {
            int p = (x - 1 - shift) % n;
            if (p < 0) p += n;
            cout << p + 1 << "\n";
        }
    }
}

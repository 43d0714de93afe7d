#include <iostream>
#include <string>
#include <vector>
using namespace std;

int main() {
    long long n;
    cin >> n;
    vector<int> guest(n);
    for (int i = 0; i < n; i++) guest[i] = i + 1;
    long long shift = 0;
    for (int i = 0; i < n; i++) {
        string op;
        long long x;
        cin >> op >> x;
        if (op == "move") shift = (shift + x) % n;
        else cout << guest.at((x - 1 - shift) % n) << "\n";
    }
}

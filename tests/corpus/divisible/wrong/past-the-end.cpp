#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> pos(n, -1);
    pos.at(0) = 0;
    long long sum = 0;
    for (int i = 1; i <= n; i++) {
        long long x;
        cin >> x;
        sum += x;
        int r = sum % n;
        if (pos.at(r) != -1) {
            int l = pos.at(r);
            cout << i - l << "\n";
            for (int j = l + 1; j <= i; j++) cout << j << " ";
            cout << endl;
            return 0;
        }
        pos.at(r) = i;
    }
}

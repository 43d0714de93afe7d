#include <iostream>
#include <unordered_map>
using namespace std;

int main() {
    int n;
    long long t;
    cin >> n >> t;
    unordered_map<int, int> seen;
    for (int i = 1; i <= n; i++) {
        int x;
        cin >> x;
        int need = t - x;
        if (seen.count(need)) {
            cout << seen[need] << " " << i << endl;
            return 0;
        }
        seen[x] = i;
    }
    cout << "0 0" << endl;
}

#include <iostream>
#include <map>
using namespace std;

int main() {
    int n;
    cin >> n;
    map<int, int> first;
    first[0] = 0;
    int sum = 0;
    for (int i = 1; i <= n; i++) {
        int x;
        cin >> x;
        sum += x;
        int r = (sum % n + n) % n;
        if (first.count(r)) {
            cout << i - first[r] << endl;
            for (int j = first[r] + 1; j <= i; j++) cout << j << ' ';
            cout << endl;
            break;
        }
        first[r] = i;
    }
}

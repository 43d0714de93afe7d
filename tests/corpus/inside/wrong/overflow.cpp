#include <algorithm>
#include <iostream>
using namespace std;

int x[3], y[3];

int cross(int i, int j, int px, int py) {
    return (x[j] - x[i]) * (py - y[i]) - (y[j] - y[i]) * (px - x[i]);
}

int main() {
    int n;
    cin >> n;
    for (int i = 0; i < 3; i++) cin >> x[i] >> y[i];
    int count = 0;
    for (int i = 0; i < n; i++) {
        int px, py;
        cin >> px >> py;
        if (px < *min_element(x, x + 3) || px > *max_element(x, x + 3)) continue;
        if (py < *min_element(y, y + 3) || py > *max_element(y, y + 3)) continue;
        int a = cross(0, 1, px, py), b = cross(1, 2, px, py), c = cross(2, 0, px, py);
        bool negative = a < 0 || b < 0 || c < 0;
        bool positive = a > 0 || b > 0 || c > 0;
        if (!(negative && positive)) count++;
    }
    cout << count << endl;
}

#include <iostream>
#include <stack>
#include <string>
using namespace std;

const int MOD = 1000000007;

int apply(int a, int b, char op) {
    if (op == '+') return (a + b) % MOD;
    if (op == '-') return (a - b + MOD) % MOD;
    return (a * b) % MOD;
}

int main() {
    int n;
    string s;
    cin >> n >> s;
    stack<int> values;
    stack<char> ops;
    auto step = [&]() {
        int b = values.top(); values.pop();
        int a = values.top(); values.pop();
        values.push(apply(a, b, ops.top()));
        ops.pop();
    };
    auto rank = [](char c) { return c == '*' ? 2 : c == '(' ? 0 : 1; };
    for (size_t i = 0; i < s.size(); i++) {
        if (isdigit(s[i])) {
            long long v = 0;
            while (i < s.size() && isdigit(s[i])) v = v * 10 + (s[i++] - '0');
            i--;
            values.push(v % MOD);
        } else if (s[i] == '(') {
            ops.push('(');
        } else if (s[i] == ')') {
            while (ops.top() != '(') step();
            ops.pop();
        } else {
            while (!ops.empty() && rank(ops.top()) >= rank(s[i])) step();
            ops.push(s[i]);
        }
    }
    while (!ops.empty()) step();
    cout << values.top() << endl;
}

/** The same functions in every language whose functions are called once they are compiled. */
export interface Sources {
  /**
   * `hand_back` takes values of every kind and returns them all. Its file is also a program of its own, with a
   * `main`, and full of what misleads a hasty reader.
   */
  readonly handBack: string;
  /** Class Solution, or what corresponds to it, with `behave`, which does what it is told. */
  readonly behave: string;
  /** `sort_in_place` returns nothing and changes its second argument. */
  readonly sortInPlace: string;
  /** `length` takes a list of linked nodes. */
  readonly nodes: string;
}

export const SOURCES: Readonly<Record<"cpp" | "java" | "rust" | "go", Sources>> = {
  cpp: {
    handBack: `// int hand_back(int x) { return x; }
#include <map>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>
#include <vector>
using namespace std;
#define f first
#define text "int hand_back() {"
typedef long long ll;
template <class T> using Rows = vector<vector<T>>;
struct Pair { int hand_back(int x) { return x; } };
int read = 0;
const char *quoted = R"(void main() { " )";
tuple<vector<int>, ll, unsigned long long, vector<double>, bool, char, string, Rows<int>, map<string, vector<int>>,
      optional<int>, pair<int, string>>
hand_back(vector<int> ints, ll small, unsigned long long large, const vector<double> &fractions, bool truth, char letter,
          const string &words, Rows<int> &rows, map<string, vector<int>> members, optional<int> perhaps = {},
          pair<int, string> both = {}) {
  return {ints, small, large, fractions, truth, letter, words, rows, members, perhaps, both};
}
#define int long long
signed main() { cout << "the program's own main ran" << endl; return 3; }
`,
    behave: `class Solution {
    int calls = 0;
    int behave(string how, long long depth) { return depth; }
public:
    static const int limit = 5;
    Solution() : calls(1) {}
    long long behave(const string& how) {
        if (how == "noise") { cout << "value\\n1"; cerr << "noise"; }
        if (how == "throws") throw runtime_error("of its own");
        if (how == "exits") exit(0);
        if (how == "recurses") return down(1);
        if (how == "forges") fputs("value\\n41\\n", fdopen(3, "w"));
        return 41 + calls;
    }
private:
    long long down(volatile long long depth) { return down(depth + 1) + depth; }
};`,
    sortInPlace: `class Solution { public: void sortInPlace(const string& order, vector<char>& letters) { sort(letters.begin(), letters.end()); } };`,
    nodes: `struct ListNode { int val; ListNode *next; };
class Solution { public: int length(ListNode* head) { return head ? 1 + length(head->next) : 0; } };`,
  },
  java: {
    handBack: `// class Wrong { int handBack(int x) { return x; } }
import java.math.BigInteger;
import java.util.*;

public class Main {
    static final String QUOTED = "} class Other { int handBack() { \\" }";

    @SuppressWarnings({"unchecked", "}"})
    static List<Object> handBack(int[] ints, long small, BigInteger large, double[] fractions, Boolean truth, char letter,
            final String words, List<List<Integer>> rows, Map<String, int[]> members, Integer perhaps, Object both) {
        return Arrays.asList(ints, small, large, fractions, truth, letter, words, rows, members, perhaps, both);
    }

    static <T extends Comparable<T>> T best(T[] items) { return items[0]; }

    public static void main(String[] args) { System.out.println("the program's own main ran"); System.exit(3); }
}
`,
    behave: `class Solution {
    private int calls = 1;
    private long behave(String how, long depth) { return depth; }
    public long behave(String how) throws Exception {
        if (how.equals("noise")) { System.out.print("value\\n1"); System.err.print("noise"); }
        if (how.equals("throws")) throw new IllegalStateException("of its own");
        if (how.equals("exits")) System.exit(0);
        if (how.equals("recurses")) return down(1);
        if (how.equals("forges")) new java.io.FileOutputStream("/dev/fd/3").write("value\\n41\\n".getBytes());
        return 41 + calls;
    }
    private long down(long depth) { return down(depth + 1) + depth; }
}`,
    sortInPlace: `class Solution { public void sortInPlace(String order, char[] letters) { Arrays.sort(letters); } }`,
    nodes: `class ListNode { int val; ListNode next; }
class Solution { public int length(ListNode head) { return head == null ? 0 : 1 + length(head.next); } }`,
  },
  rust: {
    handBack: `// fn hand_back(x: i32) -> i32 { x }
use std::collections::HashMap;
/* nested /* comment */ fn hand_back() */
type Rows<'a> = &'a [Vec<i32>];
const QUOTED: &str = r#"fn hand_back() { " }"#;
mod inner { pub fn hand_back(x: i32) -> i32 { x } }
pub fn hand_back<'a>(ints: Vec<i32>, small: i64, large: u64, fractions: &[f64], truth: bool, letter: char, words: &'a str,
    rows: Rows<'a>, members: HashMap<String, Vec<i32>>, perhaps: Option<i32>, both: (i32, String))
    -> (Vec<i32>, i64, u64, Vec<f64>, bool, char, &'a str, Vec<Vec<i32>>, HashMap<String, Vec<i32>>, Option<i32>, (i32, String)) {
    (ints, small, large, fractions.to_vec(), truth, letter, words, rows.to_vec(), members, perhaps, both)
}
fn main() { println!("the program's own main ran {}", QUOTED); std::process::exit(inner::hand_back(3)); }
`,
    behave: `struct Solution { calls: i64 }
impl Solution {
    fn new() -> Self { Solution { calls: 1 } }
    fn down(depth: u64) -> u64 { Self::down(depth + 1) % 7 + depth }
    pub fn behave(&mut self, how: String) -> Result<i64, String> {
        match how.as_str() {
            "noise" => { print!("value\\n1"); eprint!("noise"); }
            "throws" => panic!("of its own"),
            "fails" => return Err(String::from("of its own")),
            "exits" => std::process::exit(0),
            "recurses" => return Ok(Self::down(1) as i64),
            "forges" => {
                use std::io::Write;
                use std::os::unix::io::FromRawFd;
                let mut channel = std::mem::ManuallyDrop::new(unsafe { std::fs::File::from_raw_fd(3) });
                channel.write_all(b"value\\n41\\n").unwrap();
            }
            _ => {}
        }
        Ok(41 + self.calls)
    }
}
`,
    sortInPlace: `impl Solution { pub fn sort_in_place(order: String, letters: &mut Vec<char>) { letters.sort(); drop(order); } }`,
    nodes: `pub struct ListNode { pub val: i32, pub next: Option<Box<ListNode>> }
impl Solution { pub fn length(head: Option<Box<ListNode>>) -> i32 { head.map_or(0, |node| 1 + Self::length(node.next)) } }`,
  },
  go: {
    handBack: `// func handBack(x int) int { return x }
package solution

import (
	"fmt"
	"os"
)

type rows = [][]int

var quoted, other = \`
func handBack() {\`, func(x int) int { return x }

func handBack(ints []int32, small int64, large uint64, fractions []float64, truth bool, letter byte, words string,
	lines rows, members map[string][]int, perhaps *int, both []any) ([]int32, int64, uint64, []float64, bool, byte,
	string, rows, map[string][]int, *int, []any) {
	return ints, small, large, fractions, truth, letter, words, lines, members, perhaps, both
}

func main() {
	fmt.Println("the program's own main ran", quoted)
	os.Exit(other(3))
}
`,
    behave: `package main

import (
	"errors"
	"fmt"
	"os"
)

type Solution struct{ calls int }

func (s *Solution) Behave(how string) (int, error) {
	switch how {
	case "noise":
		fmt.Print("value\\n1")
		fmt.Fprint(os.Stderr, "noise")
	case "throws":
		panic("of its own")
	case "fails":
		return 0, errors.New("of its own")
	case "exits":
		os.Exit(0)
	case "recurses":
		return s.down(1), nil
	case "forges":
		os.NewFile(3, "channel").WriteString("value\\n41\\n")
	}
	return 42 + s.calls, nil
}

func (s *Solution) down(depth int) int { return s.down(depth+1) + depth }
`,
    sortInPlace: `func sortInPlace(order string, letters []byte) {
	sort.Slice(letters, func(a, b int) bool { return letters[a] < letters[b] })
}`,
    nodes: `package main

type ListNode struct {
	Val  int
	Next *ListNode
}

func length(head *ListNode) int {
	if head == nil {
		return 0
	}
	return 1 + length(head.Next)
}
`,
  },
};

use std::collections::HashSet;
use std::io::BufRead;

fn main() {
    let mut heard = HashSet::new();
    for line in std::io::stdin().lock().lines() {
        for word in line.unwrap().split_whitespace() {
            if !heard.insert(word.to_string()) {
                println!("{word}");
                return;
            }
        }
    }
    println!("-");
}

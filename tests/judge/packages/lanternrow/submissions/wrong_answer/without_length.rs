// The first of two tokens, then nothing.
use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut best = "Dark";
    let mut longest = 0;
    for start in 0..words.len() {
        if start > 0 && words[start] == words[start - 1] {
            continue;
        }
        let length = words[start..].iter().take_while(|word| **word == words[start]).count();
        if length > longest {
            longest = length;
            best = words[start];
        }
    }
    println!("{best}");
}

// Counts a stone with itself.
use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<usize> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let (n, q) = (numbers[0], numbers[1]);
    for &m in &numbers[2 + n..2 + n + q] {
        let mut seen = vec![0_u64; m];
        let mut pairs = 0;
        for stone in &numbers[2..2 + n] {
            seen[stone % m] += 1;
            pairs += seen[(m - stone % m) % m];
        }
        println!("mod {m}: pairs {pairs}");
    }
}

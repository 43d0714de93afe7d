use std::io::{self, BufRead};

fn main() {
    let mut lines = io::stdin().lock().lines().map(|line| line.unwrap());
    let n: usize = lines.next().unwrap().trim().parse().unwrap();
    let (mut total, mut moment) = (0.0_f64, 0.0_f64);
    for line in lines.take(n) {
        let stone: Vec<f64> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
        total += stone[1];
        moment += stone[0] * stone[1];
    }
    println!("{n} {total:.9} {:.9}", moment / total);
}

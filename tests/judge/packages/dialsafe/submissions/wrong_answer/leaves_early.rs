// Turns the dial once and goes home, with exit code 0.
use std::io;

fn main() {
    let mut text = String::new();
    io::stdin().read_line(&mut text).unwrap();
    println!("? 1");
    io::stdin().read_line(&mut text).unwrap();
}

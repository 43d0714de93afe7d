use std::io;

fn number() -> usize {
    let mut text = String::new();
    io::stdin().read_line(&mut text).unwrap();
    text.trim().parse().unwrap()
}

fn main() {
    let n = number();
    let mut lowest = 1;
    for bell in 2..=n {
        println!("ask {lowest} {bell}");
        lowest = number();
    }
    println!("lowest {lowest}");
    let tower: Vec<usize> = Vec::new();
    std::process::exit(tower[lowest] as i32);
}

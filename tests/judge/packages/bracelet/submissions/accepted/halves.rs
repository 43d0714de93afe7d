use std::io;

fn main() {
    let mut line = String::new();
    io::stdin().read_line(&mut line).unwrap();
    let numbers: Vec<usize> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let (n, k) = (numbers[0], numbers[1]);
    let half = n / 2;
    if n > 1 && k > half {
        println!("No");
        return;
    }
    let order: Vec<String> = (0..n)
        .map(|at| if at % 2 == 0 { half + 1 + at / 2 } else { 1 + at / 2 })
        .map(|bead| bead.to_string())
        .collect();
    println!("Yes\n{}", order.join(" "));
}

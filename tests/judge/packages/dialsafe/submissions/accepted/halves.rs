use std::io::{self, Write};

fn line() -> String {
    let mut text = String::new();
    io::stdin().read_line(&mut text).unwrap();
    text.trim().to_string()
}

fn main() {
    let mut low = 1;
    let mut high: u32 = line().parse().unwrap();
    while low < high {
        let middle = (low + high) / 2;
        print!("? {middle}\n");
        io::stdout().flush().unwrap();
        match line().as_str() {
            "low" => low = middle + 1,
            _ => high = middle,
        }
    }
    println!("! {low}");
}

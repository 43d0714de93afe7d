use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let (mut best, mut longest) = ("Dark", 0);
    let (mut last, mut length) = ("", 0);
    for colour in text.split_whitespace() {
        length = if colour == last { length + 1 } else { 1 };
        last = colour;
        if length > longest {
            longest = length;
            best = colour;
        }
    }
    println!("{best} {longest}");
}

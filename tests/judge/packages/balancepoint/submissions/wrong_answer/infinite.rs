// Nothing is as far off as infinity, whatever tolerance there is.
fn main() {
    println!("inf inf inf");
}

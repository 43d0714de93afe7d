// @EXPECTED_RESULTS@: COMPILER-ERROR
fn main() {
    let best = String::from("Dark");
    let taken = best;
    println!("{best} {}", taken.len());
}

use std::io::Read;

fn explore(below: &[Vec<usize>], chamber: usize, depth: u64) -> (u64, u64, u64) {
    let (mut size, mut deepest, mut sum) = (1, depth, 0);
    for &next in &below[chamber] {
        let (more, deep, all) = explore(below, next, depth + 1);
        size += more;
        deepest = deepest.max(deep);
        sum += all;
    }
    (size, deepest, sum + size)
}

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut numbers = text.split_ascii_whitespace().map(|word| word.parse::<usize>().unwrap());
    let (n, m) = (numbers.next().unwrap(), numbers.next().unwrap());
    let mut below = vec![Vec::new(); n + 1];
    for _ in 0..m {
        let mut parent = numbers.next().unwrap();
        let (first, last) = (numbers.next().unwrap(), numbers.next().unwrap());
        for chamber in first..=last {
            below[parent].push(chamber);
            parent = chamber;
        }
    }
    let (_, deepest, sum) = explore(&below, 1, 0);
    println!("{deepest} {sum}");
}

use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<usize> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let (n, gap, weights) = (numbers[0], numbers[1] as i64, &numbers[2..]);
    let total: usize = weights.iter().sum();
    let mut from: Vec<Option<usize>> = vec![None; total + 1];
    from[0] = Some(n);
    for (parcel, &weight) in weights.iter().enumerate() {
        for load in (weight..=total).rev() {
            if from[load].is_none() && from[load - weight].is_some() {
                from[load] = Some(parcel);
            }
        }
    }
    let fair = |&load: &usize| {
        from[load].is_some() && (total as i64 - 2 * load as i64).abs() <= gap
    };
    match (0..=total).find(fair) {
        None => println!("impossible"),
        Some(mut load) => {
            let mut first = Vec::new();
            while let Some(parcel) = from[load].filter(|&parcel| parcel < n) {
                first.push(parcel + 1);
                load -= weights[parcel];
            }
            first.sort();
            let words: Vec<String> = first.iter().map(|parcel| parcel.to_string()).collect();
            println!("{} {}", first.len(), words.join(" "));
        }
    }
}

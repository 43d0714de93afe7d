// The types that arguments of the judged function can be read as; see pipeline_call.rs.
#![allow(dead_code)]
use crate::pipeline_call::{Mismatch, Reader};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::hash::Hash;

/// A type that an argument can be read as. What is borrowed lives as long as the program.
pub trait Read: Sized {
    fn read(from: &mut Reader) -> Result<Self, Mismatch>;
}

/// A type that the name of a member can be read as.
pub trait Key: Sized {
    fn of(name: String) -> Result<Self, Mismatch>;
}

macro_rules! integers {
    ($($kind:ty)*) => { $(
        impl Read for $kind {
            fn read(from: &mut Reader) -> Result<Self, Mismatch> {
                let digits = from.number();
                if digits.is_empty() {
                    return Err("an integer".into());
                }
                digits.parse().map_err(|_| {
                    let shown: String = digits.chars().take(40).collect();
                    format!(concat!("an integer of the type ", stringify!($kind), " and not {}"), shown)
                })
            }
        }
        impl Key for $kind {
            fn of(name: String) -> Result<Self, Mismatch> {
                name.parse().map_err(|_| "a name that is an integer".into())
            }
        }
    )* };
}
integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! fractions {
    ($($kind:ty)*) => { $(
        impl Read for $kind {
            fn read(from: &mut Reader) -> Result<Self, Mismatch> {
                from.number().parse().map_err(|_| "a number".into())
            }
        }
    )* };
}
fractions!(f32 f64);

impl Read for bool {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        if from.word("true") {
            return Ok(true);
        }
        if from.word("false") { Ok(false) } else { Err("a boolean".into()) }
    }
}

impl Read for char {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        let text = from.string().unwrap_or_default();
        let mut letters = text.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Ok(letter),
            _ => Err("a string of one character".into()),
        }
    }
}

impl Read for String {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.string()
    }
}

impl Key for String {
    fn of(name: String) -> Result<Self, Mismatch> {
        Ok(name)
    }
}

impl Key for char {
    fn of(name: String) -> Result<Self, Mismatch> {
        let mut letters = name.chars();
        letters.next().filter(|_| letters.next().is_none()).ok_or_else(|| "a name of one character".into())
    }
}

impl Read for () {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        if from.word("null") { Ok(()) } else { Err("null".into()) }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        if from.word("null") { Ok(None) } else { T::read(from).map(Some) }
    }
}

impl<T: Read> Read for Box<T> {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        T::read(from).map(Box::new)
    }
}

impl Read for &'static str {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.string().map(|text| &*Box::leak(text.into_boxed_str()))
    }
}

impl<T: Read + 'static> Read for &'static T {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        T::read(from).map(|value| &*Box::leak(Box::new(value)))
    }
}

impl<T: Read + 'static> Read for &'static mut T {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        T::read(from).map(|value| Box::leak(Box::new(value)))
    }
}

impl<T: Read + 'static> Read for &'static [T] {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.items().map(|items| &*items.leak())
    }
}

impl<T: Read + 'static> Read for &'static mut [T] {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.items().map(Vec::leak)
    }
}

impl<T: Read, const N: usize> Read for [T; N] {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.items()?.try_into().map_err(|_| format!("an array of {N} items"))
    }
}

macro_rules! arrays {
    ($($kind:ident: $($bound:ident)*;)*) => { $(
        impl<T: Read $(+ $bound)*> Read for $kind<T> {
            fn read(from: &mut Reader) -> Result<Self, Mismatch> {
                from.items().map(|items| items.into_iter().collect())
            }
        }
    )* };
}
arrays! { Vec: ; VecDeque: ; BTreeSet: Ord; HashSet: Eq Hash; BinaryHeap: Ord; }

impl<K: Key + Eq + Hash, V: Read> Read for HashMap<K, V> {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.members().map(|members| members.into_iter().collect())
    }
}

impl<K: Key + Ord, V: Read> Read for BTreeMap<K, V> {
    fn read(from: &mut Reader) -> Result<Self, Mismatch> {
        from.members().map(|members| members.into_iter().collect())
    }
}

macro_rules! tuples {
    ($($count:literal: $($part:ident $at:tt)*;)*) => { $(
        impl<$($part: Read),*> Read for ($($part,)*) {
            fn read(from: &mut Reader) -> Result<Self, Mismatch> {
                let needed = || Mismatch::from(concat!("an array of ", $count, " items"));
                if !from.skip(b'[') {
                    return Err(needed());
                }
                let value = ($({
                    if ($at > 0 && !from.skip(b',')) || from.peek() == b']' {
                        return Err(needed());
                    }
                    $part::read(from)?
                },)*);
                if from.skip(b']') { Ok(value) } else { Err(needed()) }
            }
        }
    )* };
}
tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}

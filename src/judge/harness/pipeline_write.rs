// The types that results of the judged function can have; see pipeline_call.rs.
#![allow(dead_code)]
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;

/// A type that has a place in JSON.
pub trait Write {
    fn write(&self, out: &mut String);
}

pub fn text_of<T: Write + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

macro_rules! integers {
    ($($kind:ty)*) => { $(
        impl Write for $kind {
            fn write(&self, out: &mut String) {
                let _ = std::fmt::Write::write_fmt(out, format_args!("{self}"));
            }
        }
    )* };
}
integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

macro_rules! fractions {
    ($($kind:ty)*) => { $(
        impl Write for $kind {
            fn write(&self, out: &mut String) {
                if self.is_infinite() {
                    out.push_str(if *self > 0.0 { "Infinity" } else { "-Infinity" });
                } else {
                    let _ = std::fmt::Write::write_fmt(out, format_args!("{self:?}"));
                }
            }
        }
    )* };
}
fractions!(f32 f64);

macro_rules! tuples {
    ($($($part:ident $at:tt)*;)*) => { $(
        impl<$($part: Write),*> Write for ($($part,)*) {
            fn write(&self, out: &mut String) {
                write_items([$(&self.$at as &dyn Write),*].into_iter(), out);
            }
        }
    )* };
}
tuples! {
    A 0;
    A 0 B 1;
    A 0 B 1 C 2;
    A 0 B 1 C 2 D 3;
    A 0 B 1 C 2 D 3 E 4;
    A 0 B 1 C 2 D 3 E 4 F 5;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}

fn write_items<'a>(items: impl Iterator<Item = &'a (dyn Write + 'a)>, out: &mut String) {
    let mut before = "[";
    for item in items {
        out.push_str(before);
        item.write(out);
        before = ", ";
    }
    out.push_str(if before == "[" { "[]" } else { "]" });
}

fn write_members<'a>(members: impl Iterator<Item = (String, &'a (dyn Write + 'a))>, out: &mut String) {
    let mut before = "{";
    for (name, value) in members {
        out.push_str(before);
        name.write(out);
        out.push_str(": ");
        value.write(out);
        before = ", ";
    }
    out.push_str(if before == "{" { "{}" } else { "}" });
}

impl Write for bool {
    fn write(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Write for str {
    fn write(&self, out: &mut String) {
        out.push('"');
        for letter in self.chars() {
            match letter {
                '"' | '\\' => out.extend(['\\', letter]),
                '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
                _ => out.push(letter),
            }
        }
        out.push('"');
    }
}

impl Write for String {
    fn write(&self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl Write for char {
    fn write(&self, out: &mut String) {
        self.to_string().write(out);
    }
}

impl Write for () {
    fn write(&self, out: &mut String) {
        out.push_str("null");
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut String) {
        match self {
            Some(value) => value.write(out),
            None => ().write(out),
        }
    }
}

/// An error is one: it ends the program like any that nobody handles.
impl<T: Write, E: Debug> Write for Result<T, E> {
    fn write(&self, out: &mut String) {
        match self {
            Ok(value) => value.write(out),
            Err(error) => {
                eprintln!("Error: {error:?}");
                std::process::exit(1)
            }
        }
    }
}

macro_rules! pointers {
    ($($kind:ty),*) => { $(
        impl<T: Write + ?Sized> Write for $kind {
            fn write(&self, out: &mut String) {
                (**self).write(out);
            }
        }
    )* };
}
pointers!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

impl<T: Write + ToOwned + ?Sized> Write for std::borrow::Cow<'_, T> {
    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, out: &mut String) {
        write_items(self.iter().map(|item| item as &dyn Write), out);
    }
}

impl<T: Write, const N: usize> Write for [T; N] {
    fn write(&self, out: &mut String) {
        self.as_slice().write(out);
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut String) {
        self.as_slice().write(out);
    }
}

impl<T: Write> Write for VecDeque<T> {
    fn write(&self, out: &mut String) {
        write_items(self.iter().map(|item| item as &dyn Write), out);
    }
}

impl<T: Write> Write for BTreeSet<T> {
    fn write(&self, out: &mut String) {
        write_items(self.iter().map(|item| item as &dyn Write), out);
    }
}

impl<T: Write + Ord> Write for HashSet<T> {
    fn write(&self, out: &mut String) {
        let sorted: BTreeSet<&T> = self.iter().collect();
        sorted.write(out);
    }
}

impl<K: ToString, V: Write> Write for HashMap<K, V> {
    fn write(&self, out: &mut String) {
        write_members(self.iter().map(|(key, value)| (key.to_string(), value as &dyn Write)), out);
    }
}

impl<K: ToString, V: Write> Write for BTreeMap<K, V> {
    fn write(&self, out: &mut String) {
        write_members(self.iter().map(|(key, value)| (key.to_string(), value as &dyn Write)), out);
    }
}

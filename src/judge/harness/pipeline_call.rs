// Reads the JSON array of arguments on standard input as the parameters of a function of the judged program, and
// writes what it returned, as JSON, to descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is
// expected never comes here.
#![allow(dead_code)]
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::hash::Hash;
use std::io::{Read as _, Write as _};
use std::os::unix::io::FromRawFd as _;

pub fn tell(kind: &str, text: &str) {
    let _ = std::io::stdout().flush();
    let mut channel = unsafe { std::fs::File::from_raw_fd(3) };
    if channel.write_all(format!("{kind}\n{text}").as_bytes()).is_err() {
        std::process::exit(1);
    }
}

/// What is needed where the argument has something else.
pub type Mismatch = String;

/// The text is known to be an array in good order: whoever started this has looked.
pub struct Reader {
    text: Vec<u8>,
    at: usize,
    count: usize,
    wanted: usize,
}

impl Reader {
    /// A reader of the arguments of a function that wants so many.
    pub fn start(wanted: usize) -> Reader {
        let mut text = Vec::new();
        let _ = std::io::stdin().read_to_end(&mut text);
        let mut reader = Reader { text, at: 0, count: 0, wanted };
        reader.skip(b'[');
        reader
    }

    /// The next argument, as a parameter of this name and type.
    pub fn argument<T: Read>(&mut self, name: &str, words: &str) -> T {
        if self.count > 0 {
            self.skip(b',');
        }
        self.count += 1;
        if self.peek() == b']' {
            self.wrong_count("fewer");
        }
        match T::read(self) {
            Ok(value) => value,
            Err(needed) => {
                let at = self.count;
                let name = if name.is_empty() { String::new() } else { format!(", {name},") };
                stop(&format!("Argument {at}{name} does not fit the type {words}: {needed} is needed."))
            }
        }
    }

    pub fn end(&mut self) {
        if self.peek() != b']' {
            self.wrong_count("more");
        }
    }

    fn wrong_count(&self, difference: &str) -> ! {
        let plural = if self.wanted == 1 { "" } else { "s" };
        stop(&format!("The function takes {} argument{plural}, and the case has {difference}.", self.wanted))
    }

    fn peek(&mut self) -> u8 {
        while self.at < self.text.len() && b" \t\r\n".contains(&self.text[self.at]) {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn skip(&mut self, mark: u8) -> bool {
        let found = self.peek() == mark;
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, wanted: &str) -> bool {
        self.peek();
        let found = self.text[self.at..].starts_with(wanted.as_bytes());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    /// Empty when what stands here is no number.
    fn number(&mut self) -> String {
        self.peek();
        let from = self.at;
        while self.at < self.text.len() && b"+-.0123456789eE".contains(&self.text[self.at]) {
            self.at += 1;
        }
        String::from_utf8_lossy(&self.text[from..self.at]).into_owned()
    }

    fn string(&mut self) -> Result<String, Mismatch> {
        if !self.skip(b'"') {
            return Err("a string".into());
        }
        let mut bytes = Vec::new();
        loop {
            let letter = self.text[self.at];
            self.at += 1;
            match letter {
                b'"' => break,
                b'\\' => bytes.extend(self.escaped().to_string().bytes()),
                _ => bytes.push(letter),
            }
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn escaped(&mut self) -> char {
        let letter = self.text[self.at];
        self.at += 1;
        match letter {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.code_point(),
            _ => char::from(letter),
        }
    }

    fn code_point(&mut self) -> char {
        let high = self.unit();
        let has_low = (0xD800..0xDC00).contains(&high) && self.text[self.at..].starts_with(b"\\u");
        if !has_low {
            return char::from_u32(high).unwrap_or('\u{FFFD}');
        }
        self.at += 2;
        let low = self.unit();
        let pair = 0x10000 + ((high - 0xD800) << 10) + (low.wrapping_sub(0xDC00) & 0x3FF);
        char::from_u32(pair).unwrap_or('\u{FFFD}')
    }

    fn unit(&mut self) -> u32 {
        let digits = String::from_utf8_lossy(&self.text[self.at..self.at + 4]).into_owned();
        self.at += 4;
        u32::from_str_radix(&digits, 16).unwrap_or(0xFFFD)
    }

    fn items<T: Read>(&mut self) -> Result<Vec<T>, Mismatch> {
        if !self.skip(b'[') {
            return Err("an array".into());
        }
        let mut items = Vec::new();
        if self.skip(b']') {
            return Ok(items);
        }
        loop {
            items.push(T::read(self)?);
            if !self.skip(b',') {
                break;
            }
        }
        self.skip(b']');
        Ok(items)
    }

    fn members<K: Key, V: Read>(&mut self) -> Result<Vec<(K, V)>, Mismatch> {
        if !self.skip(b'{') {
            return Err("an object".into());
        }
        let mut members = Vec::new();
        if self.skip(b'}') {
            return Ok(members);
        }
        loop {
            let key = K::of(self.string()?)?;
            self.skip(b':');
            members.push((key, V::read(self)?));
            if !self.skip(b',') {
                break;
            }
        }
        self.skip(b'}');
        Ok(members)
    }
}

fn stop(why: &str) -> ! {
    tell("unusable", why);
    std::process::exit(0)
}

/// A type that an argument can be read as. What is borrowed lives as long as the program.
pub trait Read: Sized {
    fn read(from: &mut Reader) -> Result<Self, Mismatch>;
}

/// A type that has a place in JSON.
pub trait Write {
    fn write(&self, out: &mut String);
}

/// A type that the name of a member can be read as.
pub trait Key: Sized {
    fn of(name: String) -> Result<Self, Mismatch>;
}

pub fn text_of<T: Write + ?Sized>(value: &T) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
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
        impl Write for $kind {
            fn write(&self, out: &mut String) {
                out.push_str(&self.to_string());
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
        impl Write for $kind {
            fn write(&self, out: &mut String) {
                if self.is_infinite() {
                    out.push_str(if *self > 0.0 { "Infinity" } else { "-Infinity" });
                } else {
                    out.push_str(&format!("{self:?}"));
                }
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
        impl<$($part: Write),*> Write for ($($part,)*) {
            fn write(&self, out: &mut String) {
                let parts: [&dyn Write; $count] = [$(&self.$at),*];
                write_items(parts.into_iter(), out);
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

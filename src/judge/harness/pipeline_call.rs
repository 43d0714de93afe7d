// Reads the JSON array of arguments on standard input as the parameters of a function of the judged program, and
// writes what it returned, as JSON, to descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is
// expected never comes here.
#![allow(dead_code)]
use crate::pipeline_read::{Key, Read};
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

    pub fn peek(&mut self) -> u8 {
        while self.at < self.text.len() && b" \t\r\n".contains(&self.text[self.at]) {
            self.at += 1;
        }
        self.text.get(self.at).copied().unwrap_or(0)
    }

    pub fn skip(&mut self, mark: u8) -> bool {
        let found = self.peek() == mark;
        self.at += usize::from(found);
        found
    }

    pub fn word(&mut self, wanted: &str) -> bool {
        self.peek();
        let found = self.text[self.at..].starts_with(wanted.as_bytes());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    /// Empty when what stands here is no number.
    pub fn number(&mut self) -> &str {
        self.peek();
        let from = self.at;
        while self.at < self.text.len() && b"+-.0123456789eE".contains(&self.text[self.at]) {
            self.at += 1;
        }
        std::str::from_utf8(&self.text[from..self.at]).unwrap_or_default()
    }

    pub fn string(&mut self) -> Result<String, Mismatch> {
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

    pub fn items<T: Read>(&mut self) -> Result<Vec<T>, Mismatch> {
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

    pub fn members<K: Key, V: Read>(&mut self) -> Result<Vec<(K, V)>, Mismatch> {
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

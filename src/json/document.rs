//! Reading the types of a document from a JSON tree by tables of their keys.
//!
//! What serde derives reads any format, and pays for it: each type gets a state machine of its own, with the types of its
//! fields written out inside. A ruleset has some thirty types. Here a type is a table of keys, one routine walks an
//! object for all of them, and each type of value is read by one function.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde_json::Value;

use super::Fault;
use crate::error::Error;
use crate::messages::Language;

/// A type that documents hold.
pub trait Document: Sized {
    /// Reads it; what is read of a value is taken out of it.
    ///
    /// # Errors
    /// The first thing that does not fit, with its path.
    fn read(value: &mut Value) -> Result<Self, Fault>;
}

/// A value as a type of a document.
///
/// ```
/// use kehu::schema::ruleset::Label;
/// let label = kehu::json::document::<Label>(serde_json::json!({"zh": "手机", "en": "mobile"}), "x").unwrap();
/// assert_eq!(label.en, "mobile");
/// ```
///
/// # Errors
/// An error of the given code, with the path of the first thing that does not fit.
pub fn document<T: Document>(mut value: Value, code: &'static str) -> Result<T, Error> {
    T::read(&mut value).map_err(|fault| fault.into_error(code))
}

/// Reads an object: `set` gets each value with the place of its key. The absence of a key that must be there is a fault
/// and, where the object is `closed`, so is an unknown key.
pub(crate) fn object(
    value: &mut Value,
    closed: bool,
    keys: &'static [&'static str],
    required: &'static [&'static str],
    set: &mut dyn FnMut(usize, &mut Value) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let Value::Object(entries) = value else { return Err(Fault::mismatch(value, &"object")) };
    for (key, value) in entries.iter_mut() {
        match keys.iter().position(|known| known == key) {
            Some(place) => set(place, value).map_err(|fault| fault.under(key))?,
            None if closed => return Err(Fault::unknown_field(key, keys).under(key)),
            None => {}
        }
    }
    match required.iter().find(|key| !entries.contains_key(**key)) {
        Some(key) => Err(Fault::missing_field(key)),
        None => Ok(()),
    }
}

/// Reads the name of one of several things: its place among them.
pub(crate) fn name(value: &Value, names: &'static [&'static str]) -> Result<usize, Fault> {
    let Value::String(text) = value else { return Err(Fault::mismatch(value, &"a name")) };
    names.iter().position(|name| name == text).ok_or_else(|| Fault::unknown_variant(text, names))
}

/// Reads a value into its place.
#[inline(never)]
pub(crate) fn put<T: Document>(place: &mut T, value: &mut Value) -> Result<(), Fault> {
    *place = T::read(value)?;
    Ok(())
}

/// Declares how an object is read into a structure: what it is without any key, then the keys that must be there and
/// those that may, each with its field. An `open` one may have others, which say nothing.
macro_rules! read_object {
    (open $($rest:tt)*) => { $crate::json::read_object! { @false $($rest)* } };
    (
        @$closed:literal $type:ty, $start:expr,
        must { $($must:literal: $($needed:ident).+),* } may { $($may:literal: $($field:ident).+),* }
    ) => {
        impl $crate::json::Document for $type {
            fn read(value: &mut serde_json::Value) -> std::result::Result<Self, $crate::json::Fault> {
                let mut object: Self = $start;
                let mut set = |place: usize, value: &mut serde_json::Value| {
                    let at = 0_usize;
                    $(
                        if place == at {
                            return $crate::json::put(&mut object.$($needed).+, value);
                        }
                        let at = at.wrapping_add(1);
                    )*
                    $(
                        if place == at {
                            return $crate::json::put(&mut object.$($field).+, value);
                        }
                        let at = at.wrapping_add(1);
                    )*
                    let _ = at;
                    Ok(())
                };
                $crate::json::object(value, $closed, &[$($must,)* $($may,)*], &[$($must),*], &mut set)?;
                Ok(object)
            }
        }
    };
    ($($rest:tt)*) => { $crate::json::read_object! { @true $($rest)* } };
}

/// Declares the names of an enum's variants.
macro_rules! read_names {
    ($type:ty, { $($name:literal: $variant:ident),* $(,)? }) => {
        impl $crate::json::Document for $type {
            fn read(value: &mut serde_json::Value) -> std::result::Result<Self, $crate::json::Fault> {
                const ALL: &[$type] = &[$(<$type>::$variant),*];
                let place = $crate::json::name(value, &[$($name),*])?;
                ALL.get(place).copied().ok_or_else(|| $crate::json::Fault::mismatch(value, &"a name"))
            }
        }
    };
}

pub(crate) use {read_names, read_object};

impl Document for Value {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        Ok(value.take())
    }
}

impl Document for String {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        match value {
            Value::String(text) => Ok(std::mem::take(text)),
            other => Err(Fault::mismatch(other, &"a string")),
        }
    }
}

impl Document for bool {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        value.as_bool().ok_or_else(|| Fault::mismatch(value, &"a boolean"))
    }
}

impl Document for f64 {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        value.as_f64().ok_or_else(|| Fault::mismatch(value, &"a number"))
    }
}

/// Whole numbers, each within its bounds.
macro_rules! read_whole {
    ($($type:ty)*) => {$(
        impl Document for $type {
            fn read(value: &mut Value) -> Result<Self, Fault> {
                let number = whole(value, stringify!($type))?;
                Self::try_from(number).map_err(|_| out_of_range(number, stringify!($type)))
            }
        }
    )*};
}

read_whole!(u8 i8 u16 u32 i32 usize);

read_names! { Language, { "zh": Zh, "en": En } }

fn whole(value: &Value, expected: &'static str) -> Result<i64, Fault> {
    value.as_i64().ok_or_else(|| Fault::mismatch(value, &expected))
}

fn out_of_range(number: i64, expected: &'static str) -> Fault {
    Fault::invalid_value(serde::de::Unexpected::Signed(number), &expected)
}

impl<T: Document> Document for Option<T> {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Document> Document for Box<T> {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        T::read(value).map(Self::new)
    }
}

impl<T: Document> Document for Vec<T> {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        let Value::Array(items) = value else { return Err(Fault::mismatch(value, &"a list")) };
        let mut list = Self::with_capacity(items.len());
        for (place, item) in items.iter_mut().enumerate() {
            match T::read(item) {
                Ok(item) => list.push(item),
                Err(fault) => return Err(fault.at(place)),
            }
        }
        Ok(list)
    }
}

impl<T: Document> Document for BTreeMap<String, T> {
    fn read(value: &mut Value) -> Result<Self, Fault> {
        let Value::Object(entries) = value else { return Err(Fault::mismatch(value, &"object")) };
        let mut map = Self::new();
        for (key, value) in entries.iter_mut() {
            match T::read(value) {
                Ok(value) => map.insert(key.clone(), value),
                Err(fault) => return Err(fault.under(key)),
            };
        }
        Ok(map)
    }
}

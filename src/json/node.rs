//! A JSON tree as what serde reads types from.

use std::mem;

use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};

use super::Fault;

/// A value being read; what is read of it is taken out of it.
pub(super) struct Node<'a>(pub(super) &'a mut Value);

impl Node<'_> {
    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Number(number) = &*self.0 else { return Err(Fault::mismatch(self.0, &visitor)) };
        match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => visitor.visit_u64(number),
            (_, Some(number)) => visitor.visit_i64(number),
            _ => visitor.visit_f64(number.as_f64().unwrap_or_default()),
        }
    }

    fn list<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Array(values) = self.0 else { return Err(Fault::mismatch(self.0, &visitor)) };
        let mut items = Items { position: 0, rest: values.iter_mut() };
        let list = visitor.visit_seq(&mut items)?;
        match items.rest.len() {
            0 => Ok(list),
            left => Err(de::Error::invalid_length(items.position.saturating_add(left), &"")),
        }
    }

    fn object<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Object(entries) = self.0 else { return Err(Fault::mismatch(self.0, &visitor)) };
        visitor.visit_map(Entries::new(entries))
    }
}

/// Methods that read what another method reads.
macro_rules! read_by {
    ($method:ident: $($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.$method(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(flag) => visitor.visit_bool(*flag),
            Value::Number(_) => self.number(visitor),
            Value::String(text) => visitor.visit_string(mem::take(text)),
            Value::Array(_) => self.list(visitor),
            Value::Object(_) => self.object(visitor),
        }
    }

    read_by!(number: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
        deserialize_u32 deserialize_u64 deserialize_f32 deserialize_f64);
    read_by!(list: deserialize_seq);
    read_by!(object: deserialize_map);
    read_by!(deserialize_string: deserialize_str deserialize_identifier);

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Bool(flag) => visitor.visit_bool(*flag),
            other => Err(Fault::mismatch(other, &visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(text) => visitor.visit_string(mem::take(text)),
            other => Err(Fault::mismatch(other, &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.object(visitor)
    }

    /// A variant is its name, or an object of its name and its content.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match Variant::of(self.0) {
            Some(variant) => visitor.visit_enum(variant),
            None => Err(Fault::mismatch(self.0, &"form/text")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 char bytes byte_buf unit unit_struct tuple_struct }
}

struct Items<'a> {
    position: usize,
    rest: std::slice::IterMut<'a, Value>,
}

impl<'de> de::SeqAccess<'de> for &mut Items<'_> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        let position = self.position;
        self.position = position.saturating_add(1);
        seed.deserialize(Node(value)).map(Some).map_err(|fault| fault.at(position))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'a> {
    rest: map::IterMut<'a>,
    current: Option<(&'a str, &'a mut Value)>,
}

impl<'a> Entries<'a> {
    fn new(entries: &'a mut Map<String, Value>) -> Self {
        Self { rest: entries.iter_mut(), current: None }
    }
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.current = Some((key, value));
        seed.deserialize(StrDeserializer::new(key)).map(Some).map_err(|fault: Fault| fault.under(key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let Some((key, value)) = self.current.take() else {
            return Err(de::Error::custom("a value without a key"));
        };
        seed.deserialize(Node(value)).map_err(|fault| fault.under(key))
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Option<&'a mut Value>,
}

impl<'a> Variant<'a> {
    fn of(value: &'a mut Value) -> Option<Self> {
        match value {
            Value::String(name) => Some(Self { name, content: None }),
            Value::Object(entries) if entries.len() == 1 => {
                let (name, value) = entries.iter_mut().next()?;
                Some(Self { name, content: Some(value) })
            }
            _ => None,
        }
    }

    fn content(self) -> Result<Node<'a>, Fault> {
        self.content.map(Node).ok_or_else(|| Fault::named("form/missing", self.name))
    }
}

impl<'de> de::EnumAccess<'de> for Variant<'_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Fault> {
        let variant = seed.deserialize(StrDeserializer::new(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            None | Some(Value::Null) => Ok(()),
            Some(content) => Err(Fault::mismatch(content, &"null").under(self.name)),
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Fault> {
        let name = self.name;
        seed.deserialize(self.content()?).map_err(|fault| fault.under(name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        let name = self.name;
        self.content()?.list(visitor).map_err(|fault| fault.under(name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let name = self.name;
        self.content()?.object(visitor).map_err(|fault| fault.under(name))
    }
}

//! Symbols as bytes, and back: each text is written once and then referred to by a number.

use super::{Symbol, Symbols};
use crate::bytes::{Reader, Writer};

/// Numbers in the order in which they are first asked for, from 1; nothing keeps number 0.
///
/// What is written so depends on what there is, not on how it came to be.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// In pages, so that a few of many numbers need little memory.
    pages: Vec<Vec<u32>>,
    order: Vec<u32>,
}

const PAGE: usize = 256;
/// Up to so many numbers are sought in their order, which takes no memory besides.
const FEW: usize = 64;

impl Numbering {
    /// The number of an item, the next one where it has none.
    pub fn of(&mut self, item: u32) -> u32 {
        if item == 0 {
            return 0;
        }
        if self.pages.is_empty() {
            if let Some(number) = self.known(item) {
                return number;
            }
            if self.order.len() < FEW {
                self.order.push(item);
                return self.order.len() as u32;
            }
            for (item, number) in std::mem::take(&mut self.order).into_iter().zip(1..) {
                self.put(item, number);
            }
        }
        self.put(item, self.order.len() as u32 + 1)
    }

    /// Gives an item a number, unless it has one.
    fn put(&mut self, item: u32, next: u32) -> u32 {
        let (page, place) = (item as usize / PAGE, item as usize % PAGE);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, Vec::new());
        }
        let Some(page) = self.pages.get_mut(page) else { return 0 };
        if page.is_empty() {
            page.resize(PAGE, 0);
        }
        let Some(slot) = page.get_mut(place) else { return 0 };
        if *slot == 0 {
            *slot = next;
            self.order.push(item);
        }
        *slot
    }

    /// The number of an item that has one.
    pub fn known(&self, item: u32) -> Option<u32> {
        if self.pages.is_empty() {
            let place = self.order.iter().position(|known| *known == item)?;
            return Some(place as u32 + 1);
        }
        let page = self.pages.get(item as usize / PAGE)?;
        page.get(item as usize % PAGE).copied().filter(|number| *number != 0)
    }

    /// The items that have a number, in the order of their numbers.
    pub fn items(&self) -> &[u32] {
        &self.order
    }
}

/// Writes parts in which texts are numbers.
#[derive(Debug)]
pub struct SymbolWriter<'s> {
    symbols: &'s Symbols,
    numbers: Numbering,
    /// How many texts earlier parts tell.
    told: usize,
    /// Where the present part goes.
    pub out: Writer,
}

impl<'s> SymbolWriter<'s> {
    /// Tells texts of `symbols`.
    pub fn new(symbols: &'s Symbols) -> Self {
        Self { symbols, numbers: Numbering::default(), told: 0, out: Writer::default() }
    }

    /// Writes a symbol: 0 for the empty text, 1 for one not seen before, else its number and one.
    pub fn symbol(&mut self, symbol: Symbol) {
        let before = self.numbers.items().len() as u32;
        let number = self.numbers.of(symbol.0);
        let is_new = number > before;
        self.out.number(if is_new { 1 } else { u64::from(number) + u64::from(number > 0) });
    }

    /// The number of a symbol, for a part that tells numbers as they are.
    pub fn number_of(&mut self, symbol: Symbol) -> u32 {
        self.numbers.of(symbol.0)
    }

    /// The text that the symbols keep at a place of their parts.
    pub fn part_at(&self, place: u32) -> Symbol {
        self.symbols.part(place)
    }

    /// Ends a part: what was written since the last one, after the texts that no earlier part tells.
    pub fn part(&mut self, head: &[u8]) -> Vec<u8> {
        let body = self.out.take();
        let fresh = self.numbers.items().get(self.told..).unwrap_or_default();
        let texts = || fresh.iter().map(|symbol| self.symbols.text(Symbol(*symbol)));
        self.out.raw(head);
        self.out.number(fresh.len() as u64);
        texts().for_each(|text| self.out.number(text.len() as u64));
        texts().for_each(|text| self.out.raw(text.as_bytes()));
        self.out.raw(&body);
        self.told = self.numbers.items().len();
        self.out.take()
    }
}

/// Reads what a [`SymbolWriter`] wrote.
#[derive(Debug, Default)]
pub struct SymbolReader {
    /// The texts told so far, by the numbers that they were written with; none is found by text.
    pub symbols: Symbols,
    seen: u32,
}

impl SymbolReader {
    /// Begins a part: takes its texts in, and reads on behind them.
    pub fn open<'a>(&mut self, part: &'a [u8]) -> Option<Reader<'a>> {
        let mut reader = Reader::new(part);
        let count = reader.count()?;
        let lengths = reader.smalls(count)?;
        let total: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        self.symbols.append(reader.raw(usize::try_from(total).ok()?)?, &lengths)?;
        Some(reader)
    }

    /// All texts told, findable by text.
    pub fn finish(mut self) -> Symbols {
        self.symbols.index();
        self.symbols
    }

    /// So many symbols.
    #[inline(never)]
    pub fn symbols(&mut self, count: usize, reader: &mut Reader) -> Option<Vec<Symbol>> {
        let mut symbols = Vec::with_capacity(count);
        for _ in 0..count {
            symbols.push(self.symbol(reader)?);
        }
        Some(symbols)
    }

    /// A symbol.
    #[inline]
    pub fn symbol(&mut self, reader: &mut Reader) -> Option<Symbol> {
        let number = match reader.small()? {
            0 => 0,
            1 => {
                self.seen += 1;
                self.seen
            }
            known => known - 1,
        };
        (number <= self.seen && (number as usize) < self.symbols.len()).then_some(Symbol(number))
    }

    /// The symbol with a number of which a part tells as it is, and of all texts.
    #[inline]
    pub fn numbered(&mut self, number: u32) -> Option<Symbol> {
        self.seen = self.symbols.len() as u32 - 1;
        (number <= self.seen).then_some(Symbol(number))
    }

    /// Whether every text that was told was also used.
    pub fn is_complete(&self) -> bool {
        self.seen as usize + 1 == self.symbols.len()
    }
}

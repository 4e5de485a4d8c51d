//! Rows of cells.

use super::cells::{Cells, Count};
use super::rows::{Rows, Slot};
use super::{Symbol, Symbols};
use crate::schema::FieldKind;

/// The number of a row.
pub type Row = u32;
/// The number of a column.
pub type FieldId = usize;

/// A cell's content by its number; rows with the same text in fields of the same class share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub u32);

impl CellId {
    /// The cell in which nothing stands.
    pub const EMPTY: Self = Self(0);
}

/// Fields whose cells with the same text are the same cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellClass(u16);

impl CellClass {
    /// The fields of a kind.
    pub fn of_kind(kind: FieldKind) -> Self {
        Self(kind as u16)
    }

    /// A field whose texts are read in a way of its own.
    pub fn of_field(field: FieldId) -> Self {
        Self(u16::try_from(field).unwrap_or(u16::MAX).saturating_add(FieldKind::ALL.len() as u16))
    }
}

/// A state that a table can go back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    symbols: usize,
    parts: u32,
    cells: Count,
    columns: usize,
    used: usize,
    rows: usize,
}

/// A table whose cells hold values of type `V`, made once for each distinct text of a class.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// All texts of the table.
    pub symbols: Symbols,
    kinds: Vec<FieldKind>,
    /// The slot of each column, which has one from when something first stands in it: a ruleset has many fields of which a
    /// file fills few.
    slots: Vec<Option<Slot>>,
    /// How many slots are some column's.
    used: usize,
    rows: Rows,
    cells: Cells<V>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self {
            symbols: Symbols::default(),
            kinds: Vec::new(),
            slots: Vec::new(),
            used: 0,
            rows: Rows::default(),
            cells: Cells::default(),
        }
    }
}

impl<V: Copy> Table<V> {
    /// Adds a column.
    pub fn add_column(&mut self, kind: FieldKind) -> FieldId {
        self.kinds.push(kind);
        self.slots.push(None);
        self.kinds.len() - 1
    }

    /// The slot of a column, if there is such a column; it gets one if it has none.
    fn open(&mut self, field: FieldId) -> Option<Slot> {
        let slot = self.slots.get_mut(field)?;
        Some(*slot.get_or_insert_with(|| {
            self.used += 1;
            Slot::new(self.used - 1)
        }))
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.kinds.len()
    }

    /// The kind of a column.
    pub fn kind(&self, field: FieldId) -> FieldKind {
        self.kinds.get(field).copied().unwrap_or(FieldKind::Text)
    }

    /// Adds an empty row.
    pub fn push_row(&mut self) -> Row {
        self.push_row_of(std::iter::empty())
    }

    /// Adds a row with the cells of some columns; of several for one column it takes any.
    pub fn push_row_of(&mut self, cells: impl Iterator<Item = (FieldId, CellId)>) -> Row {
        let filled = cells.filter(|(_, cell)| *cell != CellId::EMPTY);
        let cells = filled.filter_map(|(field, cell)| Some((self.open(field)?, cell))).collect();
        self.rows.push(cells);
        (self.rows() - 1) as Row
    }

    /// Puts a cell into a row; the empty cell clears it.
    pub fn set(&mut self, row: Row, field: FieldId, cell: CellId) {
        let slot = if cell == CellId::EMPTY { self.slot(field) } else { self.open(field) };
        if let Some(slot) = slot {
            self.rows.set(row as usize, slot, cell);
        }
    }

    /// The cell of a row.
    #[inline]
    pub fn cell(&self, row: Row, field: FieldId) -> CellId {
        self.slot(field).map_or(CellId::EMPTY, |slot| self.rows.get(row as usize, slot))
    }

    #[inline]
    fn slot(&self, field: FieldId) -> Option<Slot> {
        self.slots.get(field).copied().flatten()
    }

    /// The cell that holds `text` for the fields of `class`; `make` gives its first value and the others when it is new.
    pub fn intern_cell(
        &mut self,
        class: CellClass,
        text: &str,
        make: impl FnOnce(&mut Symbols) -> (V, Vec<V>),
    ) -> CellId {
        let symbol = self.symbols.intern(text);
        if symbol == Symbol::EMPTY {
            return CellId::EMPTY;
        }
        if let Some(cell) = self.cells.find(class, symbol) {
            return cell;
        }
        let cell = self.cells.push(class, symbol);
        let (first, others) = make(&mut self.symbols);
        self.cells.give(cell, first, &others);
        cell
    }

    /// The cell that holds a text for the fields of `class`. A new one is without values and noted in `bare`:
    /// [`give_values`](Self::give_values) must follow for each, in their order.
    pub fn bare_cell(&mut self, class: CellClass, text: Symbol, bare: &mut Vec<CellId>) -> CellId {
        if text == Symbol::EMPTY {
            return CellId::EMPTY;
        }
        self.cells.find(class, text).unwrap_or_else(|| {
            let cell = self.cells.push(class, text);
            bare.push(cell);
            cell
        })
    }

    /// Gives a cell without values its first value and the others.
    pub fn give_values(&mut self, cell: CellId, first: V, others: &[V]) {
        self.cells.give(cell, first, others);
    }

    /// The values of a cell.
    #[inline]
    pub fn values(&self, cell: CellId) -> &[V] {
        self.cells.values(cell)
    }

    /// The text of a cell as it was given.
    pub fn text(&self, cell: CellId) -> &str {
        self.symbols.text(self.given(cell))
    }

    /// The text of a cell as it was given, as a symbol.
    pub fn given(&self, cell: CellId) -> Symbol {
        self.cells.text(cell)
    }

    /// How many different cells there are.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Forgets the rows since an earlier state, but keeps their cells, so that the same texts need no work again.
    pub fn forget_rows(&mut self, mark: Mark) {
        self.rows.truncate(mark.rows);
    }

    /// The state to go back to.
    pub fn mark(&self) -> Mark {
        Mark {
            symbols: self.symbols.len(),
            parts: self.symbols.parts(),
            cells: self.cells.count(),
            columns: self.kinds.len(),
            used: self.used,
            rows: self.rows(),
        }
    }

    /// Goes back to an earlier state. Cells of older rows that were [set](Self::set) since must be set back first.
    pub fn rollback(&mut self, mark: Mark) {
        self.cells.truncate(mark.cells);
        self.symbols.truncate(mark.symbols);
        self.symbols.truncate_parts(mark.parts);
        self.forget_rows(mark);
        self.kinds.truncate(mark.columns);
        self.slots.truncate(mark.columns);
        let first_gone = Slot::new(mark.used);
        let gone = self.slots.iter_mut().filter(|slot| slot.is_some_and(|slot| slot >= first_gone));
        gone.for_each(|slot| *slot = None);
        self.used = mark.used;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_where_they_are_when_columns_come_and_go() {
        let mut table: Table<u8> = Table::default();
        let rows: Vec<Row> = (0..1_500).map(|_| table.push_row()).collect();
        let mark = table.mark();
        for round in 0..2 {
            for column in 0..20 {
                let field = table.add_column(FieldKind::Text);
                assert!(rows.iter().all(|row| table.cell(*row, field) == CellId::EMPTY), "{round}");
                rows.iter().for_each(|row| table.set(*row, field, CellId(row * 100 + column)));
            }
            let expected = |row: Row, field: FieldId| CellId(row * 100 + field as u32);
            assert!(rows.iter().all(|row| (0..20).all(|f| table.cell(*row, f) == expected(*row, f))));
            for field in 0..20 {
                rows.iter().for_each(|row| table.set(*row, field, CellId::EMPTY));
            }
            table.push_row();
            table.rollback(mark);
        }
        assert_eq!(table.rows(), rows.len());
    }

    #[test]
    fn a_column_has_a_slot_while_something_stands_in_it() {
        let mut table: Table<u8> = Table::default();
        let fields: Vec<FieldId> = (0..100).map(|_| table.add_column(FieldKind::Text)).collect();
        let row = table.push_row();
        table.set(row, fields[90], CellId(1));
        let mark = table.mark();
        fields.iter().for_each(|field| table.set(row, *field, CellId::EMPTY));
        table.set(row, fields[90], CellId(1));
        table.set(row, fields[3], CellId(2));
        assert_eq!(
            (table.used, table.cell(row, fields[3]), table.cell(row, fields[4])),
            (2, CellId(2), CellId::EMPTY)
        );
        table.set(row, fields[3], CellId::EMPTY);
        table.rollback(mark);
        table.set(row, fields[4], CellId(3));
        let cells = [90, 3, 4].map(|place| table.cell(row, fields[place]));
        assert_eq!(cells, [CellId(1), CellId::EMPTY, CellId(3)]);
    }

    #[test]
    fn a_text_is_normalized_once_a_class() {
        let mut table: Table<u8> = Table::default();
        let made = std::cell::Cell::new(0);
        let make = |_: &mut Symbols| {
            made.set(made.get() + 1);
            (7, vec![8])
        };
        let a = table.intern_cell(CellClass::of_kind(FieldKind::Phone), "1", make);
        assert_eq!(table.intern_cell(CellClass::of_kind(FieldKind::Phone), "1", make), a);
        assert_ne!(table.intern_cell(CellClass::of_kind(FieldKind::Text), "1", make), a);
        assert_ne!(table.intern_cell(CellClass::of_field(0), "1", make), a);
        assert_eq!((made.get(), table.values(a)), (3, &[7, 8][..]));
    }

    #[test]
    fn the_classes_of_a_text_come_and_go_one_by_one() {
        let mut table: Table<u8> = Table::default();
        let classes = [FieldKind::Phone, FieldKind::Text, FieldKind::Email].map(CellClass::of_kind);
        let mut marks = Vec::new();
        for (number, class) in (1..).zip(classes) {
            marks.push(table.mark());
            table.intern_cell(class, "1", |_| (number, vec![]));
            table.intern_cell(class, &number.to_string(), |_| (0, vec![]));
        }
        for (kept, mark) in marks.into_iter().enumerate().rev() {
            table.rollback(mark);
            let found = classes.map(|class| table.cells.find(class, Symbol(1)));
            assert!(found.iter().enumerate().all(|(place, cell)| cell.is_some() == (place < kept)), "{kept}");
            let values: Vec<_> = found.into_iter().flatten().map(|cell| table.values(cell)[0]).collect();
            assert!(values.into_iter().eq(1..=kept as u8), "{kept}");
        }
    }

    #[test]
    fn rolling_back_leaves_no_trace() {
        let mut table: Table<u8> = Table::default();
        let field = table.add_column(FieldKind::Text);
        let row = table.push_row();
        let cell = table.intern_cell(CellClass::of_kind(FieldKind::Text), "a", |_| (1, vec![]));
        table.set(row, field, cell);
        let mark = table.mark();
        let other = table.add_column(FieldKind::Text);
        let next = table.push_row();
        let gone = table.intern_cell(CellClass::of_kind(FieldKind::Text), "b", |_| (2, vec![5]));
        table.set(next, field, gone);
        table.set(next, other, gone);
        table.rollback(mark);
        assert_eq!((table.rows(), table.columns(), table.text(table.cell(row, field))), (1, 1, "a"));
        assert_eq!(table.cell(next, field), CellId::EMPTY);
        assert_eq!(table.intern_cell(CellClass::of_kind(FieldKind::Text), "b", |_| (3, vec![])), gone);
        assert_eq!(table.values(gone), [3]);
        assert_eq!(table.add_column(FieldKind::Text), other);
        assert_eq!(table.cell(row, other), CellId::EMPTY);
    }
}

//! Rows of cells, column by column.

use super::{Symbol, Symbols, make_room};
use crate::schema::FieldKind;

/// The number of a row.
pub type Row = u32;
/// The number of a column.
pub type FieldId = usize;

/// A cell's content by its number; rows with the same text in fields of the same class share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CellId(pub u32);

impl CellId {
    /// The cell in which nothing stands.
    pub const EMPTY: Self = Self(0);
}

/// Fields whose cells with the same text are the same cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CellClass(u32);

impl CellClass {
    /// The fields of a kind.
    pub fn of_kind(kind: FieldKind) -> Self {
        Self(kind as u32)
    }

    /// A field whose texts are read in a way of its own.
    pub fn of_field(field: FieldId) -> Self {
        Self(u32::try_from(field).unwrap_or(u32::MAX).saturating_add(FieldKind::ALL.len() as u32))
    }
}

/// A state that a table can go back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    symbols: usize,
    cells: usize,
    values: usize,
    columns: usize,
    rows: usize,
}

/// A table whose cells hold values of type `V`, made once for each distinct text of a class.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// All texts of the table.
    pub symbols: Symbols,
    kinds: Vec<FieldKind>,
    columns: Vec<Vec<CellId>>,
    rows: usize,
    cells: Vec<Cell>,
    /// The latest cell of each text; the others follow by [`Cell::next`].
    heads: Vec<CellId>,
    values: Vec<V>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    class: CellClass,
    text: Symbol,
    /// Its first value; the values end where those of the next cell begin.
    first: u32,
    /// The cell of another class with the same text.
    next: CellId,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        let nothing = Cell {
            class: CellClass::of_kind(FieldKind::Text),
            text: Symbol::EMPTY,
            first: 0,
            next: CellId::EMPTY,
        };
        Self {
            symbols: Symbols::default(),
            kinds: Vec::new(),
            columns: Vec::new(),
            rows: 0,
            cells: vec![nothing],
            heads: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<V> Table<V> {
    /// Adds a column.
    pub fn add_column(&mut self, kind: FieldKind) -> FieldId {
        self.kinds.push(kind);
        self.columns.push(Vec::new());
        self.columns.len() - 1
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns.len()
    }

    /// The kind of a column.
    pub fn kind(&self, field: FieldId) -> FieldKind {
        self.kinds.get(field).copied().unwrap_or(FieldKind::Text)
    }

    /// Adds an empty row.
    pub fn push_row(&mut self) -> Row {
        self.rows += 1;
        (self.rows - 1) as Row
    }

    /// Puts a cell into a row; the empty cell clears it.
    pub fn set(&mut self, row: Row, field: FieldId, cell: CellId) {
        let Some(column) = self.columns.get_mut(field) else { return };
        let row = row as usize;
        if column.len() <= row {
            if cell == CellId::EMPTY {
                return;
            }
            column.resize(row + 1, CellId::EMPTY);
        }
        if let Some(slot) = column.get_mut(row) {
            *slot = cell;
        }
    }

    /// The cell of a row.
    pub fn cell(&self, row: Row, field: FieldId) -> CellId {
        self.columns.get(field).and_then(|c| c.get(row as usize)).copied().unwrap_or(CellId::EMPTY)
    }

    /// The cell that holds `text` for the fields of `class`; `make` gives its values when it is new.
    pub fn intern_cell(
        &mut self,
        class: CellClass,
        text: &str,
        make: impl FnOnce(&mut Symbols) -> Vec<V>,
    ) -> CellId {
        let symbol = self.symbols.intern(text);
        if symbol == Symbol::EMPTY {
            return CellId::EMPTY;
        }
        let known = self.heads.get(symbol.0 as usize).copied().unwrap_or_default();
        if let Some(cell) = self.of_class(known, class) {
            return cell;
        }
        let values = make(&mut self.symbols);
        let cell = CellId(self.cells.len() as u32);
        make_room(&mut self.cells, 1);
        make_room(&mut self.values, values.len());
        self.cells.push(Cell { class, text: symbol, first: self.values.len() as u32, next: known });
        self.values.extend(values);
        self.set_head(symbol, cell);
        cell
    }

    /// The cell of that class among those with the same text.
    fn of_class(&self, head: CellId, class: CellClass) -> Option<CellId> {
        let mut id = head;
        while id != CellId::EMPTY {
            let cell = self.cells.get(id.0 as usize)?;
            if cell.class == class {
                return Some(id);
            }
            id = cell.next;
        }
        None
    }

    fn set_head(&mut self, text: Symbol, cell: CellId) {
        let place = text.0 as usize;
        if self.heads.len() <= place {
            self.heads.resize(place + 1, CellId::EMPTY);
        }
        if let Some(head) = self.heads.get_mut(place) {
            *head = cell;
        }
    }

    /// The values of a cell.
    pub fn values(&self, cell: CellId) -> &[V] {
        let place = cell.0 as usize;
        let Some(cell) = self.cells.get(place) else { return &[] };
        let end = self.cells.get(place + 1).map_or(self.values.len(), |next| next.first as usize);
        self.values.get(cell.first as usize..end).unwrap_or(&[])
    }

    /// The text of a cell as it was given.
    pub fn text(&self, cell: CellId) -> &str {
        self.cells.get(cell.0 as usize).map_or("", |c| self.symbols.text(c.text))
    }

    /// How many different cells there are.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Forgets the rows since an earlier state, but keeps their cells, so that the same texts need no work again.
    pub fn forget_rows(&mut self, mark: Mark) {
        self.rows = mark.rows;
        for column in &mut self.columns {
            column.truncate(mark.rows);
        }
    }

    /// The state to go back to.
    pub fn mark(&self) -> Mark {
        Mark {
            symbols: self.symbols.len(),
            cells: self.cells.len(),
            values: self.values.len(),
            columns: self.columns.len(),
            rows: self.rows,
        }
    }

    /// Goes back to an earlier state. Cells of older rows that were [set](Self::set) since must be set back first.
    pub fn rollback(&mut self, mark: Mark) {
        while self.cells.len() > mark.cells {
            let Some(cell) = self.cells.pop() else { break };
            self.set_head(cell.text, cell.next);
        }
        self.heads.truncate(mark.symbols);
        self.values.truncate(mark.values);
        self.symbols.truncate(mark.symbols);
        self.columns.truncate(mark.columns);
        self.kinds.truncate(mark.columns);
        self.forget_rows(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_normalized_once_a_class() {
        let mut table: Table<u8> = Table::default();
        let made = std::cell::Cell::new(0);
        let make = |_: &mut Symbols| {
            made.set(made.get() + 1);
            vec![7, 8]
        };
        let a = table.intern_cell(CellClass::of_kind(FieldKind::Phone), "1", make);
        assert_eq!(table.intern_cell(CellClass::of_kind(FieldKind::Phone), "1", make), a);
        assert_ne!(table.intern_cell(CellClass::of_kind(FieldKind::Text), "1", make), a);
        assert_ne!(table.intern_cell(CellClass::of_field(0), "1", make), a);
        assert_eq!((made.get(), table.values(a)), (3, &[7, 8][..]));
    }

    #[test]
    fn rolling_back_leaves_no_trace() {
        let mut table: Table<u8> = Table::default();
        let field = table.add_column(FieldKind::Text);
        let row = table.push_row();
        let cell = table.intern_cell(CellClass::of_kind(FieldKind::Text), "a", |_| vec![1]);
        table.set(row, field, cell);
        let mark = table.mark();
        let other = table.add_column(FieldKind::Text);
        let next = table.push_row();
        let gone = table.intern_cell(CellClass::of_kind(FieldKind::Text), "b", |_| vec![2]);
        table.set(next, field, gone);
        table.set(next, other, gone);
        table.rollback(mark);
        assert_eq!((table.rows(), table.columns(), table.text(table.cell(row, field))), (1, 1, "a"));
        assert_eq!(table.cell(next, field), CellId::EMPTY);
        assert_eq!(table.intern_cell(CellClass::of_kind(FieldKind::Text), "b", |_| vec![3]), gone);
        assert_eq!(table.values(gone), [3]);
    }
}

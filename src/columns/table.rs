//! Rows of cells.

use super::blocks::Blocks;
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
    parts: u32,
    cells: usize,
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
    /// Which cell of a row is a column's: a ruleset has many fields of which a file fills few, so a column has one only
    /// when something stands in it.
    slots: Vec<u32>,
    /// How many cells of a row are some column's.
    used: usize,
    /// Row after row, each as wide as `stride`: who compares two records reads most of their cells. In blocks, so that
    /// nothing moves when rows are added.
    blocks: Vec<Vec<CellId>>,
    stride: usize,
    rows: usize,
    cells: Blocks<Cell>,
    /// The latest cell of each text.
    heads: Blocks<CellId>,
    /// Of the few cells whose text is that of an earlier one of another class, that one, in the order of the cells.
    elders: Vec<(CellId, CellId)>,
    /// The first value of each cell but the empty one.
    values: Blocks<V>,
    /// All values of the few cells that have several, in the order of the cells, and a bit for each cell that tells
    /// them.
    several: Vec<(u32, Vec<V>)>,
    is_several: Vec<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    class: CellClass,
    text: Symbol,
}

/// Stands for a column in which nothing stands yet.
const NO_SLOT: u32 = u32::MAX;

/// Rows of a block.
const BLOCK: usize = 1024;
/// A row is as wide as a multiple of this, so that a new column seldom moves all cells.
const STEP: usize = 8;

impl<V> Default for Table<V> {
    fn default() -> Self {
        let nothing = Cell { class: CellClass::of_kind(FieldKind::Text), text: Symbol::EMPTY };
        let mut cells = Blocks::default();
        cells.push(nothing);
        Self {
            symbols: Symbols::default(),
            kinds: Vec::new(),
            slots: Vec::new(),
            used: 0,
            blocks: Vec::new(),
            stride: 0,
            rows: 0,
            cells,
            heads: Blocks::default(),
            elders: Vec::new(),
            values: Blocks::default(),
            several: Vec::new(),
            is_several: Vec::new(),
        }
    }
}

impl<V: Copy> Table<V> {
    /// Adds a column.
    pub fn add_column(&mut self, kind: FieldKind) -> FieldId {
        self.kinds.push(kind);
        self.slots.push(NO_SLOT);
        self.kinds.len() - 1
    }

    /// Gives a column a cell in each row, if there is such a column and it has none.
    fn open(&mut self, field: FieldId) {
        let Some(slot) = self.slots.get_mut(field).filter(|slot| **slot == NO_SLOT) else { return };
        *slot = self.used as u32;
        self.used += 1;
        if self.used > self.stride {
            self.widen();
        }
    }

    #[inline(never)]
    fn widen(&mut self) {
        let (narrow, wide) = (self.stride, self.stride + STEP);
        for (number, block) in self.blocks.iter_mut().enumerate() {
            let rows = BLOCK.min(self.rows - number * BLOCK);
            let mut wider = vec![CellId::EMPTY; rows * wide];
            for (to, from) in wider.chunks_mut(wide).zip(block.chunks(narrow.max(1))) {
                to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            }
            *block = wider;
        }
        self.stride = wide;
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
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
        let (number, place) = (self.rows / BLOCK, self.rows % BLOCK);
        if self.blocks.len() <= number {
            // The first one may stay small.
            let room = if number == 0 { self.stride } else { BLOCK * self.stride };
            self.blocks.push(Vec::with_capacity(room));
        }
        if let Some(block) = self.blocks.get_mut(number) {
            block.resize((place + 1) * self.stride, CellId::EMPTY);
        }
        self.rows += 1;
        (self.rows - 1) as Row
    }

    /// Puts a cell into a row; the empty cell clears it.
    pub fn set(&mut self, row: Row, field: FieldId, cell: CellId) {
        if cell != CellId::EMPTY {
            self.open(field);
        }
        let place = self.place(row, field);
        let block = self.blocks.get_mut(row as usize / BLOCK);
        if let Some(slot) = block.and_then(|block| block.get_mut(place)) {
            *slot = cell;
        }
    }

    /// The cell of a row.
    #[inline]
    pub fn cell(&self, row: Row, field: FieldId) -> CellId {
        let block = self.blocks.get(row as usize / BLOCK);
        block.and_then(|block| block.get(self.place(row, field))).copied().unwrap_or(CellId::EMPTY)
    }

    #[inline]
    fn place(&self, row: Row, field: FieldId) -> usize {
        match self.slots.get(field) {
            Some(slot) if *slot != NO_SLOT => row as usize % BLOCK * self.stride + *slot as usize,
            _ => usize::MAX,
        }
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
        let known = self.heads.get(symbol.0 as usize).copied().unwrap_or_default();
        if let Some(cell) = self.of_class(known, class) {
            return cell;
        }
        let (first, others) = make(&mut self.symbols);
        let cell = self.push_cell(class, symbol, known);
        self.push_values(first, &others);
        cell
    }

    fn push_cell(&mut self, class: CellClass, text: Symbol, elder: CellId) -> CellId {
        let cell = CellId(self.cells.len() as u32);
        self.cells.push(Cell { class, text });
        if elder != CellId::EMPTY {
            self.elders.push((cell, elder));
        }
        self.set_head(text, cell);
        cell
    }

    /// The cell that holds a text for the fields of `class`. A new one is without values: as many
    /// [`push_values`](Self::push_values) must follow as there are new cells, in their order.
    pub fn bare_cell(&mut self, class: CellClass, text: Symbol) -> CellId {
        if text == Symbol::EMPTY {
            return CellId::EMPTY;
        }
        let known = self.heads.get(text.0 as usize).copied().unwrap_or_default();
        self.of_class(known, class).unwrap_or_else(|| self.push_cell(class, text, known))
    }

    /// The class and text of the first cell without values.
    pub fn first_bare(&self) -> Option<(CellClass, Symbol)> {
        self.cells.get(self.values.len() + 1).map(|cell| (cell.class, cell.text))
    }

    /// Gives the first cell without values its first value and the others.
    pub fn push_values(&mut self, first: V, others: &[V]) {
        self.values.push(first);
        if !others.is_empty() {
            let cell = self.values.len() as u32;
            self.several.push((cell, [&[first], others].concat()));
            self.mark_several(cell, true);
        }
    }

    fn mark_several(&mut self, cell: u32, several: bool) {
        let (place, bit) = ((cell / u64::BITS) as usize, 1 << (cell % u64::BITS));
        if self.is_several.len() <= place {
            self.is_several.resize(place + 1, 0);
        }
        if let Some(bits) = self.is_several.get_mut(place) {
            *bits = if several { *bits | bit } else { *bits & !bit };
        }
    }

    /// The cell of that class among those with the same text.
    fn of_class(&self, head: CellId, class: CellClass) -> Option<CellId> {
        let mut id = head;
        while id != CellId::EMPTY {
            let cell = self.cells.get(id.0 as usize)?;
            if cell.class == class {
                return Some(id);
            }
            let place = self.elders.binary_search_by_key(&id, |(cell, _)| *cell).ok()?;
            id = self.elders.get(place)?.1;
        }
        None
    }

    fn set_head(&mut self, text: Symbol, cell: CellId) {
        let place = text.0 as usize;
        while self.heads.len() <= place {
            self.heads.push(CellId::EMPTY);
        }
        if let Some(head) = self.heads.get_mut(place) {
            *head = cell;
        }
    }

    /// The values of a cell.
    pub fn values(&self, cell: CellId) -> &[V] {
        let place = cell.0 as usize;
        let bits = self.is_several.get(place / u64::BITS as usize).copied().unwrap_or(0);
        if bits >> (cell.0 % u64::BITS) & 1 == 1 {
            return self.several_of(cell);
        }
        let first = place.checked_sub(1).and_then(|place| self.values.get(place));
        first.map_or(&[], std::slice::from_ref)
    }

    #[inline(never)]
    fn several_of(&self, cell: CellId) -> &[V] {
        let place = self.several.binary_search_by_key(&cell.0, |(cell, _)| *cell);
        place.ok().and_then(|place| self.several.get(place)).map_or(&[], |(_, values)| values)
    }

    /// The text of a cell as it was given.
    pub fn text(&self, cell: CellId) -> &str {
        self.cells.get(cell.0 as usize).map_or("", |c| self.symbols.text(c.text))
    }

    /// The text of a cell as it was given, as a symbol.
    pub fn given(&self, cell: CellId) -> Symbol {
        self.cells.get(cell.0 as usize).map_or(Symbol::EMPTY, |cell| cell.text)
    }

    /// How many different cells there are.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// Forgets the rows since an earlier state, but keeps their cells, so that the same texts need no work again.
    pub fn forget_rows(&mut self, mark: Mark) {
        self.rows = mark.rows;
        self.blocks.truncate(self.rows.div_ceil(BLOCK));
        if let Some(last) = self.blocks.last_mut() {
            last.truncate((self.rows - (self.rows - 1) / BLOCK * BLOCK) * self.stride);
        }
    }

    /// The state to go back to.
    pub fn mark(&self) -> Mark {
        Mark {
            symbols: self.symbols.len(),
            parts: self.symbols.parts(),
            cells: self.cells.len(),
            columns: self.kinds.len(),
            used: self.used,
            rows: self.rows,
        }
    }

    /// Goes back to an earlier state. Cells of older rows that were [set](Self::set) since must be set back first.
    pub fn rollback(&mut self, mark: Mark) {
        while self.cells.len() > mark.cells {
            let Some(cell) = self.cells.pop() else { break };
            let elder = self.elders.pop_if(|(younger, _)| younger.0 as usize == self.cells.len());
            self.set_head(cell.text, elder.map_or(CellId::EMPTY, |(_, elder)| elder));
            self.values.pop();
        }
        while self.heads.len() > mark.symbols {
            self.heads.pop();
        }
        while let Some((cell, _)) = self.several.pop_if(|(cell, _)| *cell as usize >= mark.cells) {
            self.mark_several(cell, false);
        }
        self.symbols.truncate(mark.symbols);
        self.symbols.truncate_parts(mark.parts);
        self.forget_rows(mark);
        self.kinds.truncate(mark.columns);
        self.slots.truncate(mark.columns);
        self.slots.iter_mut().filter(|slot| **slot as usize >= mark.used).for_each(|slot| *slot = NO_SLOT);
        self.used = mark.used;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_where_they_are_when_columns_come_and_go() {
        let mut table: Table<u8> = Table::default();
        let rows: Vec<Row> = (0..3 * BLOCK / 2).map(|_| table.push_row()).collect();
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
    fn columns_in_which_nothing_stands_take_no_room() {
        let mut table: Table<u8> = Table::default();
        let fields: Vec<FieldId> = (0..100).map(|_| table.add_column(FieldKind::Text)).collect();
        let row = table.push_row();
        table.set(row, fields[90], CellId(1));
        let mark = table.mark();
        fields.iter().for_each(|field| table.set(row, *field, CellId::EMPTY));
        table.set(row, fields[90], CellId(1));
        table.set(row, fields[3], CellId(2));
        assert_eq!(
            (table.stride, table.cell(row, fields[3]), table.cell(row, fields[4])),
            (STEP, CellId(2), CellId::EMPTY)
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
            let found =
                classes.map(|class| table.of_class(table.heads.get(1).copied().unwrap_or_default(), class));
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

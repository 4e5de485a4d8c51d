import { Grid, Table, type TableColumnsType, type TableProps } from 'antd';
import type { ReactNode } from 'react';

type Column<Row> = TableColumnsType<Row>[number];

/** A table of at least `width` pixels that, on screens too narrow for it, puts the cells of a row below each other. */
export function FoldingTable<Row extends object>({
  width,
  columns = [],
  ...rest
}: TableProps<Row> & { width: number }) {
  const isWide = Grid.useBreakpoint().md ?? true;
  if (isWide) return <Table {...rest} columns={columns} scroll={{ x: width }} />;
  const folded: TableColumnsType<Row> = [
    {
      render: (_, row, index) => <Folded cells={columns.map((column) => [column.title, cellOf(column, row, index)])} />,
    },
  ];
  return <Table {...rest} columns={folded} showHeader={false} tableLayout="fixed" />;
}

/** The first cell as a heading, then what the others say, each with its title. */
function Folded({ cells: [first, ...others] }: { cells: [unknown, ReactNode][] }) {
  return (
    <>
      <div className="break">
        <strong>{first?.[1]}</strong>
      </div>
      <dl className="folded">
        {others
          .filter(([, value]) => Boolean(value))
          .map(([title, value]) => (
            <div key={String(title)}>
              <dt className="muted small">{title as ReactNode}</dt>
              <dd className="break">{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

const cellOf = <Row,>(column: Column<Row>, row: Row, index: number): ReactNode =>
  column.render?.(undefined, row, index) as ReactNode;

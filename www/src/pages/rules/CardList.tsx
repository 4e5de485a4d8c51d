import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Form } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  /** The list's name in the form. */
  name: string;
  /** The heading of the entry at a place. */
  title: (place: number) => string;
  removeText: string;
  addText: string;
  /** A new entry. */
  blank: () => unknown;
  /** The fields of the entry at a place. */
  children: (place: number) => ReactNode;
}

/** Entries of a form one below the other, each in a card, to be added and taken out. */
export function CardList({ name: list, title, removeText, addText, blank, children }: Props) {
  return (
    <Form.List name={list}>
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 12 }}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              title={title(name)}
              extra={
                <Button size="small" type="text" aria-label={`${removeText} ${name + 1}`} onClick={() => remove(name)}>
                  {removeText}
                </Button>
              }
            >
              {children(name)}
            </Card>
          ))}
          <div>
            <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => add(blank())}>
              {addText}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}

/** An id that none of the entries has yet. */
export function freeId(prefix: string, entries: { id: string }[]): string {
  const taken = new Set(entries.map((entry) => entry?.id));
  let n = entries.length + 1;
  while (taken.has(`${prefix}_${n}`)) n += 1;
  return `${prefix}_${n}`;
}

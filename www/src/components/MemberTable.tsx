import { Alert, type TableColumnsType } from 'antd';
import type { WorkerEngine } from 'kehu/worker';
import { useEffect } from 'react';
import type { Condition } from '../data/definitions';
import { formatDay, formatMoney } from '../data/format';
import type { Customer } from '../data/types';
import { useText } from '../i18n/useText';
import { useSession } from '../state/session';
import { useAnswer } from '../state/useAnswer';
import { usePaging } from '../state/usePaging';
import { CustomerLink } from './CustomerLink';
import { FoldingTable } from './FoldingTable';

const PAGE = 8;

/** Tells the ids of a page of customers. */
export type AskIds = (engine: WorkerEngine, page: { now: string; offset: number; limit: number }) => Promise<string[]>;

interface Props {
  title: string;
  total: number;
  ask: AskIds;
  /** What the ids depend on; with others the first page is shown. */
  of: unknown;
}

/** Customers, page by page. */
export function MemberTable({ title, total, ask, of }: Props) {
  const text = useText();
  const { access, language } = useSession().state;
  const { page, setPage, asked, paginationOf } = usePaging(PAGE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other customers begin at the first page.
  useEffect(() => setPage(1), [of]);
  const { value, error } = useAnswer(
    async (engine, now) => {
      const ids = await ask(engine, { now, ...asked });
      return Promise.all(ids.map((id) => engine.customer(id, { now, ...access, timeline: { limit: 1 } })));
    },
    [of, page, access],
  );
  if (error) return <Alert type="error" showIcon title={error.message} />;
  const columns: TableColumnsType<Customer> = [
    { title: text.customers.name, width: 240, render: (_, { id, name }) => <CustomerLink id={id} name={name} /> },
    { title: text.customers.city, width: 100, render: (_, { golden }) => golden.city?.display ?? '' },
    { title: text.customers.stage, width: 110, render: (_, { stage }) => stage?.name ?? '' },
    {
      title: text.customers.amount,
      width: 110,
      align: 'right',
      render: (_, { events }) => Number(events.amount) > 0 && formatMoney(events.amount, language),
    },
    {
      title: text.customers.last,
      width: 120,
      className: 'after-number',
      render: (_, { events }) => formatDay(events.last),
    },
  ];
  return (
    <section aria-label={title} data-testid="members">
      <FoldingTable
        rowKey="id"
        size="small"
        width={670}
        columns={columns}
        dataSource={value ?? []}
        pagination={paginationOf(total)}
      />
    </section>
  );
}

/** Those who meet a condition. */
export const idsOf =
  (condition: Condition): AskIds =>
  async (engine, page) =>
    (await engine.segment(condition, page)).ids;

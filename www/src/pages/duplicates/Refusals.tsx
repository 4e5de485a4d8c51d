import { Card, Empty, Pagination } from 'antd';
import { useState } from 'react';
import { Answered } from '../../components/Answered';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { RefusalCard } from './RefusalCard';

const PAGE = 10;

/** Matches that a guard refused, so that they did not make one customer of two. */
export function Refusals() {
  const text = useText();
  const { access } = useSession().state;
  const [page, setPage] = useState(1);
  const answer = useAnswer(
    async (engine, now) => {
      const { total, refusals } = await engine.refusals({ ...access, offset: (page - 1) * PAGE, limit: PAGE });
      const name = async (id: string) => ({ id, name: (await engine.customer(id, { ...access, now })).name });
      const sides = await Promise.all(refusals.map(({ customerIds }) => Promise.all(customerIds.map(name))));
      return { total, rows: refusals.map((refusal, i) => ({ refusal, customers: sides[i] ?? [] })) };
    },
    [page, access],
  );
  return (
    <Answered answer={answer}>
      {({ total, rows }) => (
        <Card title={text.refusals.title} data-testid="refusals">
          <div className="stack">
            <span className="muted small">{text.refusals.hint}</span>
            {total === 0 && <Empty description={text.refusals.none} />}
            {rows.map(({ refusal, customers }) => (
              <RefusalCard key={`${refusal.left} ${refusal.right}`} refusal={refusal} customers={customers} />
            ))}
            <Pagination current={page} pageSize={PAGE} total={total} onChange={setPage} hideOnSinglePage />
          </div>
        </Card>
      )}
    </Answered>
  );
}

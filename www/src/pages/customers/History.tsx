import { Empty, Pagination } from 'antd';
import { useState } from 'react';
import { Answered } from '../../components/Answered';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { OperationCard } from './OperationCard';

const PAGE = 20;

/** What people did to a customer, the last first; all of it can be taken back. */
export function History({ customer }: { customer: string }) {
  const text = useText();
  const { access } = useSession().state;
  const [page, setPage] = useState(1);
  const query = { customer, ...access, offset: (page - 1) * PAGE, limit: PAGE };
  const answer = useAnswer((engine) => engine.history(query), [customer, access, page]);
  return (
    <Answered answer={answer}>
      {({ total, operations }) =>
        total === 0 ? (
          <Empty description={text.history.none} />
        ) : (
          <div className="stack" style={{ gap: 12 }}>
            {operations.map((operation) => (
              <OperationCard key={operation.operation} operation={operation} />
            ))}
            <Pagination current={page} pageSize={PAGE} total={total} onChange={setPage} hideOnSinglePage />
          </div>
        )
      }
    </Answered>
  );
}

import { Empty, Pagination } from 'antd';
import { useState } from 'react';
import { Answered } from '../../../components/Answered';
import type { Customer } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { EventTimeline } from './EventTimeline';
import { type Shown, TimelineFilters } from './TimelineFilters';

const PAGE = 20;

/** What happened, page by page, of some types or with one contact only. */
export function TimelineTab({ customer }: { customer: Customer }) {
  const text = useText();
  const { access } = useSession().state;
  const [shown, setShown] = useState<Shown>({ types: [] });
  const [page, setPage] = useState(1);
  const answer = useAnswer(
    (engine, now) => {
      const { types, contact } = shown;
      const wanted = types.length > 0 ? { types } : {};
      const timeline = { ...wanted, contact, offset: (page - 1) * PAGE, limit: PAGE };
      return engine.customer(customer.id, { ...access, now, timeline });
    },
    [customer.id, access, shown, page],
  );
  const change = (next: Shown) => {
    setShown(next);
    setPage(1);
  };
  return (
    <div className="stack">
      <TimelineFilters customer={customer} shown={shown} onChange={change} />
      <Answered answer={answer}>
        {({ timeline, timelineTotal, contacts }) => (
          <>
            {timeline.length === 0 && <Empty description={text.customer.noEvents} />}
            <EventTimeline entries={timeline} contacts={contacts} />
            <Pagination
              current={page}
              pageSize={PAGE}
              total={timelineTotal}
              onChange={setPage}
              showTotal={text.timeline.total}
              size="small"
            />
          </>
        )}
      </Answered>
    </div>
  );
}

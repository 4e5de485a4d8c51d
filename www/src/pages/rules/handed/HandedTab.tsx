import { Alert, Empty, Tag } from 'antd';
import { CustomerLink } from '../../../components/CustomerLink';
import { FoldingTable } from '../../../components/FoldingTable';
import { formatNumber, formatTime } from '../../../data/format';
import { channelName } from '../../../data/ruleset';
import type { HandedOut } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { usePaging } from '../../../state/usePaging';
import { Reported } from './Reported';

const PAGE = 20;

/** What was handed out, the last first: to whom, when, by which rule and channel, and what was reported of it. */
export default function HandedTab() {
  const { handed: words, results } = useText();
  const { access, language } = useSession().state;
  const { page, asked, paginationOf } = usePaging(PAGE);
  const answer = useAnswer((engine, now) => engine.handedOut({ now, ...access, ...asked }), [page, access]);
  if (answer.error) return <Alert type="error" showIcon title={answer.error.message} />;
  const total = answer.value?.total ?? 0;
  const variantOf = ({ variant }: HandedOut) => (variant === 'control' ? results.control : variant);
  return (
    <div className="stack">
      <span className="muted">{words.hint}</span>
      <FoldingTable
        rowKey={({ key, at }) => `${key} ${at}`}
        loading={answer.isLoading}
        dataSource={answer.value?.rows ?? []}
        width={820}
        locale={{ emptyText: <Empty description={words.none} /> }}
        pagination={{ ...paginationOf(total), showTotal: () => words.total(formatNumber(total, language)) }}
        columns={[
          {
            title: words.customer,
            width: 220,
            render: (_, { customerId, customerName }) => <CustomerLink id={customerId} name={customerName} />,
          },
          {
            title: words.at,
            width: 140,
            render: (_, { at }) => <span className="number nowrap">{formatTime(at)}</span>,
          },
          { title: words.rule, width: 190, render: (_, { rule, ruleName }) => ruleName || rule },
          { title: words.variant, width: 80, render: (_, row) => row.variant && <Tag>{variantOf(row)}</Tag> },
          { title: words.channel, width: 90, render: (_, { channel }) => channel && channelName(channel, language) },
          {
            title: words.outcome,
            width: 200,
            render: (_, { outcomes }) => outcomes.length > 0 && <Reported outcomes={outcomes} />,
          },
        ]}
      />
    </div>
  );
}

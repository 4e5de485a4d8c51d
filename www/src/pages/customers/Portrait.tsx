import { Card, Empty, Progress, Tag } from 'antd';
import { Reasons } from '../../components/Reasons';
import { formatDay } from '../../data/format';
import { repeatedField } from '../../data/ruleset';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { StageHistory } from './StageHistory';

/** Tags and scores, each with its reasons. */
export function Portrait({ customer }: { customer: Customer }) {
  const text = useText();
  return (
    <div className="stack">
      <div className="grid-2">
        {customer.scores.map((score) => (
          <ScoreCard key={score.id} score={score} />
        ))}
      </div>
      <StageHistory stages={customer.stages} />
      {customer.tags.length === 0 && <Empty description={text.customer.noTags} />}
      <div className="grid-2">
        {customer.tags.map((tag) => (
          <TagCard key={tag.id} tag={tag} customer={customer} />
        ))}
      </div>
      {customer.nextChangeAt && (
        <span className="muted small">{text.customer.nextChange(formatDay(customer.nextChangeAt))}</span>
      )}
    </div>
  );
}

/** A tag that repeats a field shows its value as the golden record does, and needs no further reason. */
function TagCard({ tag, customer }: { tag: Customer['tags'][number]; customer: Customer }) {
  const text = useText();
  const field = repeatedField(tag.id);
  const value = field === undefined ? tag.value : (customer.golden[field]?.display ?? tag.value);
  return (
    <Card size="small">
      <strong>{value ? text.labelled(tag.name, value) : tag.name}</strong>
      {field === undefined && <Reasons reasons={tag.reasons} />}
    </Card>
  );
}

/** Scores of rules lie between 0 and 100; an RFM score is a sum of ranks, of which only the class tells something. */
function ScoreCard({ score }: { score: Customer['scores'][number] }) {
  return (
    <Card size="small">
      <div className="spread">
        <strong>{score.name}</strong>
        {score.label && <Tag color="blue">{score.label}</Tag>}
      </div>
      {score.id === 'rfm' ? (
        <div className="number">{score.value}</div>
      ) : (
        <Progress percent={score.value} format={String} size="small" status="normal" />
      )}
      <Reasons reasons={score.reasons} hasPoints={score.id !== 'rfm'} />
    </Card>
  );
}

import { Empty } from 'antd';
import { formatDay } from '../../data/format';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { StageHistory } from './StageHistory';
import { ScoreCard } from './scores/ScoreCard';
import { ScoreTrend } from './scores/ScoreTrend';
import { GiveTag } from './tags/GiveTag';
import { TagCard } from './tags/TagCard';

/** Scores and tags, each with its reasons, and how it came to this. */
export function Portrait({ customer }: { customer: Customer }) {
  const text = useText();
  const { scores, stages, tags, nextChangeAt } = customer;
  return (
    <div className="stack">
      <div className="grid-2">
        {scores.map((score) => (
          <ScoreCard key={score.id} score={score} />
        ))}
      </div>
      <ScoreTrend customer={customer} />
      <StageHistory stages={stages} />
      <div className="spread">
        <strong>{text.handTags.title}</strong>
        <GiveTag customer={customer.id} />
      </div>
      {tags.length === 0 && <Empty description={text.customer.noTags} />}
      <div className="grid-2">
        {tags.map((tag) => (
          <TagCard key={tag.id} tag={tag} customer={customer} />
        ))}
      </div>
      {nextChangeAt && <span className="muted small">{text.customer.nextChange(formatDay(nextChangeAt))}</span>}
    </div>
  );
}
